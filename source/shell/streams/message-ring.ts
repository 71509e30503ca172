import type { Reply } from '../../redis/reply.ts';
import type { StreamMessage } from './stream-events.ts';

/** How much may wait to be taken. */
export interface RingBounds {
  messages: number;
  /** Of their strings together; a message that is longer alone is kept alone. */
  bytes: number;
}

/**
 * Messages that wait to be taken, the newest of them: when there is no room the oldest is dropped, and counted. What is held
 * is bounded whatever comes, and every message is either taken or counted as dropped.
 */
export class MessageRing {
  readonly #bounds: RingBounds;
  #messages: { message: StreamMessage; bytes: number }[] = [];
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
      this.#bytes -= this.#messages[this.#first]?.bytes ?? 0;
      this.#first += 1;
      this.#dropped += 1;
    }
    // Cut off in bulk: shifting each would cost as much as there are.
    if (this.#first > this.#bounds.messages) {
      this.#messages = this.#messages.slice(this.#first);
      this.#first = 0;
    }
  }

  /** All that wait, the oldest first; they are forgotten here. */
  take(): StreamMessage[] {
    const taken = this.#messages.slice(this.#first).map(({ message }) => message);
    this.#messages = [];
    this.#first = 0;
    this.#bytes = 0;
    return taken;
  }
}

/** Bytes of the strings of a message. */
function bytesOf(reply: Reply): number {
  if ('items' in reply) return reply.items.reduce((sum, item) => sum + bytesOf(item), 0);
  return 'value' in reply && Buffer.isBuffer(reply.value) ? reply.value.length : 0;
}
