import type { Reply } from '../../redis/reply.ts';
import { csvTexts } from './format-csv.ts';
import { jsonTexts } from './format-json.ts';
import { rawTexts } from './format-raw.ts';
import { ttyTexts } from './format-tty.ts';
import { printsRaw } from './prints-raw.ts';

/** `tty`: what redis-cli prints on a terminal; `raw`: what it prints into a pipe; the others as its flags of these names. */
export type ReplyStyle = 'tty' | 'raw' | 'csv' | 'json' | 'quoted-json';

export interface ReplyForm {
  style: ReplyStyle;
  /** Raw only: what stands between the values of a reply, and after a reply; line ends by default (`-d`, `-D`). */
  between?: string;
  after?: string;
}

export interface FormatOptions extends ReplyForm {
  /** The command that was answered: a few are printed as they came, even on a terminal. */
  args?: readonly (string | Buffer)[];
}

/** Bytes, at least, in each piece but the last: few writes, and the first of them soon. */
export const PIECE_LENGTH = 32 * 1024;

/**
 * A reply exactly as redis-cli 7.0 prints it, to the byte, its last line end included.
 * Where redis-cli gives up, this does not: big numbers are `(big number) 1…`, attributes are lines `1| "key" => value`
 * before their reply, and JSON is JSON (`format-json.ts`). Status, errors, verbatim texts and all of the raw style hold the server's own bytes, as in
 * redis-cli: whoever shows them on a terminal escapes them.
 */
export function formatReply(reply: Reply, options: FormatOptions): Buffer {
  return Buffer.concat([...formatReplyPieces(reply, options)]);
}

/** The same in pieces, made as they are asked for: the first screen of a million lines costs no more than itself. */
export function* formatReplyPieces(reply: Reply, options: FormatOptions): Generator<Buffer> {
  let pending = '';
  for (const text of replyTexts(reply, options)) {
    pending += text;
    if (pending.length < PIECE_LENGTH) continue;
    yield Buffer.from(pending, 'latin1');
    pending = '';
  }
  if (pending !== '') yield Buffer.from(pending, 'latin1');
}

/** Texts have one character a byte. */
function* replyTexts(reply: Reply, { args = [], ...form }: FormatOptions): Generator<string> {
  const { style } = form;
  if (style === 'json' || style === 'quoted-json') {
    // JSON whatever the command: redis-cli prints INFO as it came, there too.
    yield* jsonTexts(reply, style);
    yield '\n';
  } else if (printsRaw(args)) {
    yield* rawTexts(reply);
  } else if (style === 'tty') {
    yield* ttyTexts(reply);
  } else if (style === 'csv') {
    yield* csvTexts(reply);
    yield '\n';
  } else {
    yield* rawTexts(reply, bytesAsText(form.between));
    yield bytesAsText(form.after);
  }
}

/** A delimiter as a text with one character a byte; the line end by default. */
export function bytesAsText(text = '\n'): string {
  return Buffer.from(text).toString('latin1');
}
