import type { Reply } from '../redis/reply.ts';
import { printsRaw } from './format-reply-as-it-came.ts';
import { rawTexts } from './format-reply-raw.ts';
import { ttyTexts } from './format-reply-tty.ts';

export interface FormatOptions {
  /** `tty`: what redis-cli prints on a terminal; `raw`: what it prints into a pipe. */
  style: 'tty' | 'raw';
  /** The command that was answered: a few are printed as they came, even on a terminal. */
  args?: readonly (string | Buffer)[];
}

/** Bytes, at least, in each piece but the last: few writes, and the first of them soon. */
const PIECE_LENGTH = 32 * 1024;

/**
 * A reply exactly as redis-cli 7.0 prints it, to the byte, its last line end included.
 * Where redis-cli gives up, this does not: big numbers are `(big number) 1…`, attributes are lines `1| "key" => value`
 * before their reply. Status, errors, verbatim texts and all of the raw style hold the server's own bytes, as in
 * redis-cli: whoever shows them on a terminal escapes them.
 */
export function formatReply(reply: Reply, options: FormatOptions): Buffer {
  return Buffer.concat([...formatReplyPieces(reply, options)]);
}

/** The same in pieces, made as they are asked for: the first screen of a million lines costs no more than itself. */
export function* formatReplyPieces(reply: Reply, { style, args = [] }: FormatOptions): Generator<Buffer> {
  let pending = '';
  for (const text of replyTexts(reply, style, printsRaw(args))) {
    pending += text;
    if (pending.length < PIECE_LENGTH) continue;
    yield Buffer.from(pending, 'latin1');
    pending = '';
  }
  if (pending !== '') yield Buffer.from(pending, 'latin1');
}

/** Texts have one character a byte. */
function* replyTexts(reply: Reply, style: FormatOptions['style'], asItCame: boolean): Generator<string> {
  if (style === 'tty' && !asItCame) {
    yield* ttyTexts(reply);
    return;
  }
  yield* rawTexts(reply);
  if (!asItCame) yield '\n';
}
