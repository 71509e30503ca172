import { graphemeAt, graphemesIn } from '../components/graphemes.ts';
import { textWidth } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';

// Positions are UTF-16 indices that stand between two characters, as a person takes them (UAX #29).

/** Letters and such that nothing can join: the common case, and a hundred times as fast as the segmenter. */
const isPlain = (code: number) => code >= 0x20 && code < 0x7f;

/** The position one character before `at`; 0 at the start. */
export function previousPosition(text: string, at: number): number {
  if (at <= 0) return 0;
  if (at === 1 || (isPlain(text.charCodeAt(at - 1)) && isPlain(text.charCodeAt(at - 2)))) return at - 1;
  return graphemeAt(text, at - 1).from;
}

/** The position one character after `at`; the text's length at its end. */
export function nextPosition(text: string, at: number): number {
  if (at >= text.length) return text.length;
  if (isPlain(text.charCodeAt(at)) && isPlain(text.charCodeAt(at + 1) || 0x20)) return at + 1;
  const { from, segment } = graphemeAt(text, at);
  return from + segment.length;
}

/** The nearest position at or before `at`: inside a character is no place for a cursor. */
export function snapPosition(text: string, at: number): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  return graphemeAt(text, at).from;
}

/** A character as it is shown. */
export interface Cell {
  /** Where it stands in the text. */
  from: number;
  /** Escaped: a control character is shown as `\x1b`. */
  shown: string;
  /** Columns. */
  width: number;
}

/** The text, character by character, as it is shown. */
export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  for (const segment of graphemesIn(text)) {
    const shown = escapeText(segment);
    cells.push({ from, shown, width: textWidth(shown) });
    from += segment.length;
  }
  return cells;
}
