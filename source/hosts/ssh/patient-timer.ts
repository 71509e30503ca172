/** A time limit for a machine, which does not run while a person is being asked something. */
export class PatientTimer {
  readonly #onEnd: () => void;
  #leftMs: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  #asking = 0;

  constructor(limitMs: number, onEnd: () => void) {
    this.#leftMs = limitMs;
    this.#onEnd = onEnd;
    this.#run();
  }

  /** Stands still while a question waits for its answer. */
  async whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#asking++ === 0) this.#halt();
    try {
      return await ask();
    } finally {
      if (--this.#asking === 0) this.#run();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#leftMs = Number.POSITIVE_INFINITY;
  }

  #halt(): void {
    clearTimeout(this.#timer);
    this.#leftMs -= Date.now() - this.#since;
  }

  #run(): void {
    if (this.#leftMs === Number.POSITIVE_INFINITY) return;
    this.#since = Date.now();
    this.#timer = setTimeout(this.#onEnd, Math.max(0, this.#leftMs));
  }
}
