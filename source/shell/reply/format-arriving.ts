import type { ArrivingReply } from '../../redis/arriving-reply.ts';
import { rawTexts } from './format-raw.ts';
import { bytesAsText, type FormatOptions, PIECE_LENGTH } from './format-reply.ts';
import { ttyItemTexts } from './format-tty.ts';
import { printsRaw } from './prints-raw.ts';

/**
 * A long reply as `formatReplyPieces` has it, to the byte, while it comes: each piece as soon as its items are there. The width of
 * an index is known from the head. Ends without a line end when the connection ended before the reply.
 */
export async function* formatArriving(
  reply: ArrivingReply,
  { style, args = [], between, after }: Omit<FormatOptions, 'style'> & { style: 'tty' | 'raw' },
): AsyncGenerator<Buffer> {
  const asItCame = printsRaw(args);
  const isRaw = style === 'raw' || asItCame;
  const gap = asItCame ? '\n' : bytesAsText(between);
  let index = 0;
  let pending = '';
  for await (const batch of reply) {
    for (const item of batch) {
      if (isRaw && index > 0) pending += isMapValue(reply, index) ? ' ' : gap;
      if (isRaw && item.type === 'bulk' && item.value.length < PIECE_LENGTH) {
        // Nearly all items.
        pending += item.value.toString('latin1');
      } else {
        for (const text of isRaw ? rawTexts(item, gap) : ttyItemTexts(reply.head, index, item)) {
          pending += text;
          if (pending.length < PIECE_LENGTH) continue;
          yield Buffer.from(pending, 'latin1');
          pending = '';
        }
      }
      index += 1;
    }
    // Whoever waits for the first screen does not wait for more than that.
    if (pending !== '') yield Buffer.from(pending, 'latin1');
    pending = '';
  }
  if (reply.isBroken || asItCame) return;
  yield Buffer.from(isRaw ? bytesAsText(after) : '\n', 'latin1');
}

function isMapValue({ head }: ArrivingReply, index: number): boolean {
  return head.type === 'map' && index % 2 === 1;
}
