/** Milliseconds: what the clock goes on by at a time. */
const STEP_MS = 100;

/**
 * A time limit for a machine, which does not run while a person is being asked something. Nor does it while this process stands
 * still, for what it computes itself (the key of a passphrase takes a second) or on a busy machine: what has arrived meanwhile
 * could not be read. So it counts steps, not the time that they took.
 */
export class PatientTimer {
  readonly #onEnd: () => void;
  #leftMs: number;
  #timer: NodeJS.Timeout | undefined;
  #asking = 0;

  constructor(limitMs: number, onEnd: () => void) {
    this.#onEnd = onEnd;
    this.#leftMs = limitMs;
    this.#run();
  }

  /** Stands still while a question waits for its answer. */
  async whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#asking++ === 0) clearTimeout(this.#timer);
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

  #run(): void {
    if (this.#leftMs === Number.POSITIVE_INFINITY) return;
    const stepMs = Math.min(STEP_MS, this.#leftMs);
    this.#timer = setTimeout(() => {
      this.#leftMs -= stepMs;
      if (this.#leftMs > 0) this.#run();
      else this.#onEnd();
    }, stepMs);
  }
}
