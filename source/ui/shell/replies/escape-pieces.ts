import { StringDecoder } from 'node:string_decoder';
import { escapeLines } from '../../escape-text.ts';

/** A formatted reply with nothing in it that a terminal would obey, as it comes. */
export async function* escapePieces(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
): AsyncGenerator<Buffer> {
  const decoder = new StringDecoder('utf8');
  let held = '';
  for await (const piece of pieces) {
    const text = held + decoder.write(piece);
    // A line end of two characters may be cut in two.
    held = text.endsWith('\r') ? '\r' : '';
    yield Buffer.from(escapeLines(held === '' ? text : text.slice(0, -1)));
  }
  yield Buffer.from(escapeLines(held + decoder.end()));
}
