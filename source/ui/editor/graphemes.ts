import stringWidth from 'string-width';
import { escapeText } from '../escape-text.ts';

// What a person takes for one character (UAX #29); positions are UTF-16 indices that stand between two of them.

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Letters and such that nothing can join: the common case, and a hundred times as fast as the segmenter. */
const isPlain = (code: number) => code >= 0x20 && code < 0x7f;

/** The position one character before `at`; 0 at the start. */
export function previousPosition(text: string, at: number): number {
  if (at <= 0) return 0;
  if (at === 1 || (isPlain(text.charCodeAt(at - 1)) && isPlain(text.charCodeAt(at - 2)))) return at - 1;
  return segmenter.segment(text).containing(at - 1)?.index ?? 0;
}

/** The position one character after `at`; the text's length at its end. */
export function nextPosition(text: string, at: number): number {
  if (at >= text.length) return text.length;
  if (isPlain(text.charCodeAt(at)) && isPlain(text.charCodeAt(at + 1) || 0x20)) return at + 1;
  const segment = segmenter.segment(text).containing(at);
  return segment ? segment.index + segment.segment.length : text.length;
}

/** The nearest position at or before `at`: inside a character is no place for a cursor. */
export function snapPosition(text: string, at: number): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  return segmenter.segment(text).containing(at)?.index ?? at;
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
  for (const { segment, index } of segmenter.segment(text)) {
    const shown = escapeText(segment);
    cells.push({
      from: index,
      shown,
      width:
        segment.length === 1 && shown === segment && isPlain(segment.charCodeAt(0)) ? 1 : stringWidth(shown),
    });
  }
  return cells;
}
