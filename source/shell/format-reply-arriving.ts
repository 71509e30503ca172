import type { ArrivingReply } from '../redis/arriving-reply.ts';
import type { Reply } from '../redis/reply.ts';
import type { FormatOptions } from './format-reply.ts';
import { printsRaw } from './format-reply-as-it-came.ts';
import { rawTexts } from './format-reply-raw.ts';
import { ttyItemTexts } from './format-reply-tty.ts';

/** Bytes, at least, in each piece but the last of a batch. */
const PIECE_LENGTH = 32 * 1024;

/**
 * A long reply as `formatReplyPieces` has it, to the byte, while it comes: each piece as soon as its items are there. The width of
 * an index is known from the head. Ends without a line end when the connection ended before the reply.
 */
export async function* formatArriving(
  reply: ArrivingReply,
  { style, args = [] }: Pick<FormatOptions, 'args'> & { style: 'tty' | 'raw' },
): AsyncGenerator<Buffer> {
  const asItCame = printsRaw(args);
  const textsOf = style === 'tty' && !asItCame ? ttyItemTexts : rawItemTexts;
  let index = 0;
  let pending = '';
  for await (const batch of reply) {
    for (const item of batch) {
      for (const text of textsOf(reply.head, index, item)) {
        pending += text;
        if (pending.length < PIECE_LENGTH) continue;
        yield Buffer.from(pending, 'latin1');
        pending = '';
      }
      index += 1;
    }
    // Whoever waits for the first screen does not wait for more than that.
    if (pending !== '') yield Buffer.from(pending, 'latin1');
    pending = '';
  }
  if (!asItCame && !reply.isBroken) yield Buffer.from('\n');
}

function* rawItemTexts({ type }: ArrivingReply['head'], index: number, item: Reply): Generator<string> {
  if (index > 0) yield type === 'map' && index % 2 === 1 ? ' ' : '\n';
  yield* rawTexts(item);
}
