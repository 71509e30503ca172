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
