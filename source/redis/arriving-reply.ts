import type { Reply } from './reply.ts';

/** What is known of an aggregate when it begins. */
export interface ReplyHead {
  type: 'array' | 'set' | 'map';
  /** Items; of a map: entries. */
  count: number;
}

/** Takes the items of one aggregate, in order; a map's keys and values by turns. */
export interface ItemSink {
  take(item: Reply): void;
  /** All were taken; answers with those that are kept for the reply itself. */
  end(): Reply[];
}

/** Replies with fewer items are decoded before anybody could look. */
export const ARRIVING_FROM = 1000;

/** So many bytes, about, may wait for whoever takes them; then the node waits. */
const MOST_WAITING = 1024 * 1024;

/** So many bytes, about, stay with the reply: of a longer one only the items at its beginning. */
const MOST_KEPT = 8 * 1024 * 1024;

/** What an item takes besides its own bytes. */
const ITEM_BYTES = 100;

/** How the connection is told to wait. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/**
 * A long reply while it comes: its items in batches, as they arrive. Whoever takes them slowly slows the node, so that a reply
 * of any length takes bounded memory. Whoever leaves the loop over it before its end wants no more: the rest is read and dropped.
 */
export class ArrivingReply implements ItemSink, AsyncIterable<readonly Reply[]> {
  readonly head: ReplyHead;
  readonly #flow: Flow;
  readonly #kept: Reply[] = [];
  #keptBytes = 0;
  #waiting: Reply[] = [];
  #waitingBytes = 0;
  #taken = 0;
  #isPaused = false;
  #isOver = false;
  #isBroken = false;
  #isUnwanted = false;
  #wake: () => void = () => undefined;

  constructor(head: ReplyHead, flow: Flow) {
    this.head = head;
    this.#flow = flow;
  }

  /** Is all that came in what was kept? */
  get isKept(): boolean {
    return this.#kept.length === this.#taken;
  }

  /** Did the connection end before the reply? */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  take(item: Reply): void {
    this.#taken += 1;
    if (this.#isUnwanted) return;
    const bytes = bytesOf(item);
    this.#waiting.push(item);
    this.#waitingBytes += bytes;
    // A map's values stay with their keys.
    const isValue = this.head.type === 'map' && this.#kept.length % 2 === 1;
    if (this.#keptBytes < MOST_KEPT || isValue) {
      this.#kept.push(item);
      this.#keptBytes += bytes;
    }
    if (this.#waitingBytes > MOST_WAITING && !this.#isPaused) {
      this.#isPaused = true;
      this.#flow.pause();
    }
    if (this.#waiting.length === 1) this.#wake();
  }

  end(): Reply[] {
    this.#isOver = true;
    this.#wake();
    return this.#kept;
  }

  /** The connection is gone: nothing more comes, and what waits is dropped. */
  breakOff(): void {
    if (this.#isOver) return;
    this.#waiting = [];
    this.#isBroken = true;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Reply[]> {
    try {
      for (;;) {
        const batch = this.#takeWaiting();
        if (batch.length > 0) {
          yield batch;
          if (this.#waitingBytes < MOST_WAITING) this.#resume();
        } else if (this.#isOver) {
          return;
        } else {
          await new Promise<void>(resolve => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      this.#isUnwanted = true;
      this.#takeWaiting();
      this.#resume();
    }
  }

  #takeWaiting(): readonly Reply[] {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    return batch;
  }

  #resume(): void {
    if (this.#isPaused) this.#flow.resume();
    this.#isPaused = false;
  }
}

function bytesOf(item: Reply, level = 0): number {
  // What is deeper is little, and measuring it would take a stack as deep.
  if (level > 3) return ITEM_BYTES;
  const inside = (sum: number, one: Reply) => sum + bytesOf(one, level + 1);
  if ('items' in item) return item.items.reduce(inside, ITEM_BYTES);
  if (item.type === 'map') return item.entries.flat().reduce(inside, ITEM_BYTES);
  return 'value' in item && typeof item.value !== 'boolean' ? ITEM_BYTES + item.value.length : ITEM_BYTES;
}
