// What a person takes for one character (UAX #29). Node's segmenter costs a copy of the whole text for each character of it
// (measured on Node 20: 1 s for 64 KB, 55 s for 200 KB); in pieces the cost stays the same for each character.

let segmenter: Intl.Segmenter | undefined;

/** Made when it is first needed: Node takes 9 ms for it. */
function segments(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** UTF-16 units of a piece: fast, and longer than almost every character. */
const PIECE_LENGTH = 256;

/** The text in pieces of at most some hundred units, never cut within a character. Linear in the text. */
export function* textPieces(text: string): Generator<string> {
  let from = 0;
  let length = PIECE_LENGTH;
  while (text.length - from > length) {
    const piece = text.slice(from, from + length);
    // The last character may go on behind the piece: it begins the next one.
    const end = segments(piece).containing(length - 1)?.index ?? 0;
    if (end === 0) {
      length *= 2;
      continue;
    }
    yield piece.slice(0, end);
    from += end;
    length = PIECE_LENGTH;
  }
  yield text.slice(from);
}

/** The text, character by character. Linear in the text. */
export function* graphemesIn(text: string): Generator<string> {
  for (const piece of textPieces(text)) {
    for (const { segment } of segments(piece)) yield segment;
  }
}

/**
 * The character that an index (0 to length - 1) is in: where it begins, and its text. Looks no further than some hundred
 * units to both sides, and so costs the same in the longest text; a row of hundreds of flags may be cut between the wrong two.
 */
export function graphemeAt(text: string, index: number): { from: number; segment: string } {
  const start = Math.max(0, index - PIECE_LENGTH);
  const around = text.slice(start, index + PIECE_LENGTH);
  const found = segments(around).containing(index - start);
  return found ? { from: start + found.index, segment: found.segment } : { from: index, segment: '' };
}
