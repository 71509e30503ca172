/**
 * How long nodes may take to trust one again that was away, in milliseconds. A master with slots is called failed for twice the
 * node timeout after it was found so, whether it is back or not (CLUSTER_FAIL_UNDO_TIME_MULT in Redis' cluster.h), and it is heard
 * of every half of the node timeout.
 */
export function healingMs(clusterNodeTimeoutMs: number): number {
  return clusterNodeTimeoutMs * 2.5 + 5000;
}

/** Lasts while things get better, at all, and until a deadline. Times in milliseconds, by `performance.now()`. */
export class Patience {
  readonly #ms: number;
  readonly #deadline: number;
  #best = 0;
  #marks = '';
  #bettered = performance.now();

  constructor(ms: number, deadline: number) {
    this.#ms = ms;
    this.#deadline = deadline;
  }

  /**
   * @param score higher than ever before: things got better
   * @param marks any difference: something is moving
   */
  note(score: number, marks: string): void {
    if (score <= this.#best && marks === this.#marks) return;
    this.#best = Math.max(this.#best, score);
    this.#marks = marks;
    this.#bettered = performance.now();
  }

  get isOver(): boolean {
    return performance.now() > Math.min(this.#bettered + this.#ms, this.#deadline);
  }
}
