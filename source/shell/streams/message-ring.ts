import type { Reply } from '../../redis/reply.ts';
import type { RingBounds, StreamMessage } from './stream-events.ts';

/** How many empty places there are at its beginning, until they are cut off. */
const MOST_FORGOTTEN = 1000;

/**
 * Messages that wait to be taken, the newest of them: when there is no room the oldest is dropped, and counted. What is held
 * is bounded whatever comes, and every message is either taken or counted as dropped.
 */
export class MessageRing {
  readonly #bounds: RingBounds;
  /** Those that were forgotten are undefined. */
  #messages: ({ message: StreamMessage; bytes: number } | undefined)[] = [];
  /** Index of the oldest that is still there; those before it are dropped. */
  #first = 0;
  #bytes = 0;
  #received = 0;
  #dropped = 0;

  constructor(bounds: RingBounds) {
    this.#bounds = bounds;
  }

  /** How many ever came. */
  get received(): number {
    return this.#received;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get waiting(): number {
    return this.#messages.length - this.#first;
  }

  push(message: StreamMessage): void {
    const bytes = bytesOf(message.reply);
    this.#received += 1;
    this.#messages.push({ message, bytes });
    this.#bytes += bytes;
    while (this.waiting > this.#bounds.messages || (this.#bytes > this.#bounds.bytes && this.waiting > 1)) {
      this.#dropped += 1;
      this.#forget(1, this.#messages[this.#first]?.bytes ?? 0);
    }
  }

  /** What waits, the oldest first, up to the bounds and at least one; it is forgotten here. */
  take(most: RingBounds = this.#bounds): StreamMessage[] {
    const taken: StreamMessage[] = [];
    let bytes = 0;
    for (let at = this.#first; at < this.#messages.length && taken.length < most.messages; at++) {
      const next = this.#messages[at];
      if (!next || (taken.length > 0 && bytes + next.bytes > most.bytes)) break;
      taken.push(next.message);
      bytes += next.bytes;
    }
    this.#forget(taken.length, bytes);
    return taken;
  }

  /** The oldest so many are there no more. */
  #forget(messages: number, bytes: number): void {
    this.#messages.fill(undefined, this.#first, this.#first + messages);
    this.#first += messages;
    this.#bytes -= bytes;
    // Cut off in bulk: shifting each would cost as much as there are.
    if (this.#first <= MOST_FORGOTTEN && this.#first < this.#messages.length) return;
    this.#messages = this.#messages.slice(this.#first);
    this.#first = 0;
  }
}

/** Bytes of the strings of a message. */
function bytesOf(reply: Reply): number {
  if ('items' in reply) return reply.items.reduce((sum, item) => sum + bytesOf(item), 0);
  return 'value' in reply && Buffer.isBuffer(reply.value) ? reply.value.length : 0;
}
