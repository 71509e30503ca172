/** How many taken items may lie at the front before they are cut off: seldom, and then many at once. */
const SLACK = 4096;

/** First in, first out; every operation takes the same time, however many items there are. */
export class Fifo<T> {
  #items: (T | undefined)[] = [];
  #first = 0;

  get length(): number {
    return this.#items.length - this.#first;
  }

  /** The item that comes out next. */
  get first(): T | undefined {
    return this.#items[this.#first];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Takes the next item out. */
  shift(): T | undefined {
    const item = this.#items[this.#first];
    this.#items[this.#first] = undefined;
    this.#first += 1;
    if (this.#first >= this.#items.length) {
      this.#items.length = 0;
      this.#first = 0;
    } else if (this.#first > SLACK && this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  /** Puts items before all others, in their order. */
  unshift(items: readonly T[]): void {
    this.#items = [...items, ...this.#items.slice(this.#first)];
    this.#first = 0;
  }

  /** From the next one on. */
  *[Symbol.iterator](): Generator<T> {
    for (let index = this.#first; index < this.#items.length; index++) yield this.#items[index] as T;
  }

  /** Takes everything out, in order. */
  drain(): T[] {
    const items = this.#items.slice(this.#first) as T[];
    this.#items = [];
    this.#first = 0;
    return items;
  }
}
