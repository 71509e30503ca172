/** redis-cli tells the time of what took so long, in milliseconds (redis-cli.c, repl). */
const SLOW_MS = 500;

/** `(0.60s)`: what redis-cli prints behind the replies to a line that took long; nothing behind those of others. @param ms how long it took */
export function slowLine(ms: number): string {
  return ms < SLOW_MS ? '' : `(${(ms / 1000).toFixed(2)}s)\n`;
}

/** How long each line of standard input took, where many are under way at once: from when the reply before it was told. */
export class LineClock {
  #since = performance.now();
  #isRepeating = false;

  /** A line is about to be sent, and nothing before it is under way. */
  start(): void {
    if (!this.#isRepeating) this.#since = performance.now();
  }

  /** A reply was told: what is to be printed behind it. */
  lap(): string {
    if (this.#isRepeating) return '';
    const now = performance.now();
    const told = slowLine(now - this.#since);
    this.#since = now;
    return told;
  }

  /** A line with several replies is about to be sent, and nothing before it is under way: its time is that of all of them. */
  startRepeating(): void {
    this.start();
    this.#isRepeating = true;
  }

  /** All of them were told: what is to be printed behind them. */
  endRepeating(): string {
    this.#isRepeating = false;
    return this.lap();
  }
}
