import type { Writable } from 'node:stream';
import type { Words } from '../words/words.ts';

const INTERVAL_MS = 1000;
/** A slot is without a node for so long before that is said. */
const STUCK_MS = 2000;
/** Takes a line that changes off the terminal. */
export const CLEAR_LINE = '\r\x1b[2K';

/** What there is to say of a run that takes longer. */
export interface ProgressFacts {
  commands: number;
  redirections: number;
  /** A slot that waits for a node, and since when (ms of `performance.now`). */
  stuck: { slot: number; since: number } | undefined;
}

export interface ProgressOptions {
  stderr: Writable & { isTTY?: boolean };
  /** Draw a line that changes: only where nothing else is printed. */
  isLive: boolean;
  words: Words;
}

/**
 * Says once a second on standard error how far a long run is: a line in its place on a terminal; elsewhere only, once,
 * that a slot has no node for a while and is waited for.
 */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #started = performance.now();
  #before = 0;
  #isShown = false;
  #toldStuck: number | undefined;

  constructor(options: ProgressOptions, look: () => ProgressFacts) {
    this.#options = options;
    this.#timer = setInterval(() => this.#tell(look()), INTERVAL_MS);
    this.#timer.unref();
  }

  /** Takes the line away, before anything else is written. */
  clear(): void {
    if (this.#isShown) this.#options.stderr.write(CLEAR_LINE);
    this.#isShown = false;
  }

  end(): void {
    clearInterval(this.#timer);
    this.clear();
  }

  #tell({ commands, redirections, stuck }: ProgressFacts): void {
    const { stderr, isLive, words } = this.#options;
    const now = performance.now();
    const stuckFor = stuck && now - stuck.since > STUCK_MS ? Math.round((now - stuck.since) / 1000) : 0;
    if (!isLive) {
      if (stuck && stuckFor > 0 && this.#toldStuck !== stuck.since) {
        this.#toldStuck = stuck.since;
        stderr.write(`${words.exec.waiting(stuck.slot, stuckFor)}\n`);
      }
      return;
    }
    const seconds = Math.round((now - this.#started) / 1000);
    const rate = Math.round(((commands - this.#before) * 1000) / INTERVAL_MS);
    this.#before = commands;
    const waiting = stuck && stuckFor > 0 ? ` · ${words.exec.waiting(stuck.slot, stuckFor)}` : '';
    const line = words.exec.progress(commands, rate, redirections, seconds) + waiting;
    stderr.write(`${CLEAR_LINE}${line}`);
    this.#isShown = true;
  }
}
