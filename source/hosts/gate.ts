/** Lets a number of tasks run at once; the others wait in line. */
export class Gate {
  #places: number;
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  /** Resolves when there is a place; the returned function gives it back, once. */
  async enter(): Promise<() => void> {
    if (this.#inside < this.#places) this.#inside++;
    else await new Promise<void>(resolve => this.#waiting.push(resolve));
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#inside--;
      this.#admit();
    };
  }

  /** From now on there are no more places than these, one at the least. Who is inside stays. */
  narrow(places: number): void {
    this.#places = Math.max(1, Math.min(this.#places, places));
  }

  #admit(): void {
    while (this.#inside < this.#places) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#inside++;
      next();
    }
  }
}
