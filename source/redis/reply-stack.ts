import type { ItemSink, ReplyHead } from './arriving-reply.ts';
import { type Frame, finishFrame } from './build-aggregate.ts';
import type { Reply } from './reply.ts';

/** Who takes the items of an aggregate one by one, as they come, instead of all of them at its end; undefined: nobody. */
export type OnHead = (head: ReplyHead) => ItemSink | undefined;

/** The aggregates that are still open, one in the other, and where a complete value goes: into the innermost of them, or out. */
export class ReplyStack {
  readonly #onReply: (reply: Reply) => void;
  readonly #onHead: OnHead | undefined;
  readonly #frames: Frame[] = [];

  constructor(onReply: (reply: Reply) => void, onHead?: OnHead) {
    this.#onReply = onReply;
    this.#onHead = onHead;
  }

  /** The innermost open aggregate. */
  get innermost(): Frame | undefined {
    return this.#frames.at(-1);
  }

  /** An aggregate begins. */
  open(frame: Frame): void {
    if (this.#onHead && this.#frames.length === 0 && Number.isFinite(frame.left)) {
      const { type, left: length } = frame;
      if (type === 'array' || type === 'set') frame.sink = this.#onHead({ type, count: length });
      else if (type === 'map') frame.sink = this.#onHead({ type, count: length / 2 });
    }
    this.#frames.push(frame);
    if (frame.left === 0) this.close();
  }

  /** A value is complete. */
  put(reply: Reply): void {
    const frame = this.#frames.at(-1);
    if (!frame) this.#onReply(reply);
    else if (fill(frame, reply)) this.close();
  }

  /** The innermost aggregate is full: it is a value of the one around it, which may be full with it, and so on outwards. */
  close(): void {
    for (let frame = this.#frames.pop(); frame; frame = this.#frames.pop()) {
      const built = finishFrame(frame);
      if ('left' in built) {
        this.#frames.push(built);
        return;
      }
      const outer = this.#frames.at(-1);
      if (!outer) {
        this.#onReply(built);
        return;
      }
      if (!fill(outer, built)) return;
    }
  }
}

/** True when it is full with that. */
function fill(frame: Frame, reply: Reply): boolean {
  if (frame.sink) frame.sink.take(reply);
  else frame.items.push(reply);
  frame.left -= 1;
  return frame.left === 0;
}
