import stringWidth from 'string-width';
import { graphemesIn, textPieces } from './graphemes.ts';

/** ASCII, and the signs that the screens are drawn with: one column each, whatever stands beside them. Measuring takes 50 times as long. */
const narrow = /^[ -~·…→←▸↳›×±•│├└─»«✓✗]*$/;

/** Columns a text takes on a terminal; CJK characters and emoji take two. */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const piece of textPieces(text)) width += stringWidth(piece);
  return width;
}

/** The longest beginning of `text` that takes at most `width` columns, never half a character. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let taken = '';
  let columns = 0;
  for (const segment of graphemesIn(text)) {
    columns += textWidth(segment);
    if (columns > width) break;
    taken += segment;
  }
  return taken;
}

/** Text in at most `width` columns; what does not fit becomes `…`. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  return width < 1 ? '' : `${cutText(text, width - 1)}…`;
}

/** Text in exactly `width` columns: fitted, then filled with spaces. */
export function padText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const fitted = fitText(text, width);
  const spaces = ' '.repeat(Math.max(0, width - textWidth(fitted)));
  return align === 'left' ? fitted + spaces : spaces + fitted;
}

/** Punctuation that no line begins with, and that none ends with. */
const closing = /^[，。；：！？、）」』”’》〉】]/;
const opening = /[（「『“‘《〈【]$/;

/** What stays together on a line: a run of spaces, a word, or one wide character with the punctuation around it. */
function wrappingPieces(paragraph: string): string[] {
  const pieces: string[] = [];
  let previous: 'space' | 'word' | 'wide' | undefined;
  for (const segment of graphemesIn(paragraph)) {
    const kind = segment === ' ' ? 'space' : textWidth(segment) > 1 ? 'wide' : 'word';
    const together = kind === 'wide' ? closing.test(segment) && previous !== 'space' : kind === previous;
    const opened = kind !== 'space' && opening.test(pieces.at(-1) ?? '');
    if ((together || opened) && pieces.length > 0) pieces.push(`${pieces.pop()}${segment}`);
    else pieces.push(segment);
    previous = kind;
  }
  return pieces;
}

/**
 * Text as lines of at most `width` columns (the first) and `width - hang` columns (the others), at least 2.
 * Broken after spaces and between wide characters, within a word only where it is longer than a line; line feeds break too.
 */
export function wrapText(text: string, width: number, hang = 0): string[] {
  const lines: string[] = [];
  const limit = () => Math.max(2, lines.length === 0 ? width : width - hang);
  for (const paragraph of text.split('\n')) {
    let open = '';
    let columns = 0;
    for (const piece of wrappingPieces(paragraph)) {
      const more = textWidth(piece);
      if (columns + more <= limit()) {
        open += piece;
        columns += more;
        continue;
      }
      if (open.trim() !== '') lines.push(open.trimEnd());
      open = piece.trimStart();
      while (textWidth(open) > limit()) {
        const head = cutText(open, limit());
        lines.push(head);
        open = open.slice(head.length);
      }
      columns = textWidth(open);
    }
    lines.push(open.trimEnd());
  }
  return lines;
}
