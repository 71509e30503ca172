import stringWidth from 'string-width';
import type { Role, Theme } from '../theme.ts';

/** A piece of a row with one look. Its text is escaped already. */
export interface Span {
  text: string;
  role?: Role;
  /** The look of the n-th master, 0-based, instead of a role. */
  master?: number;
}

/** One row of the screen as plain data: drawn by Ink in the live region, painted with SGR codes in the transcript. */
export type Row = readonly Span[];

/** Columns. */
export function rowWidth(row: Row): number {
  return row.reduce((width, span) => width + stringWidth(span.text), 0);
}

/** The text alone. */
export function rowText(row: Row): string {
  return row.map(span => span.text).join('');
}

/** The first of several wordings, richest first, that fits; the last one is cut if need be. */
export function fitRow(candidates: readonly Row[], width: number): Row {
  return candidates.find(row => rowWidth(row) <= width) ?? cutRow(candidates.at(-1) ?? [], width);
}

/** The row in at most `width` columns; an ellipsis stands for what was cut off. */
export function cutRow(row: Row, width: number): Row {
  if (rowWidth(row) <= width) return row;
  const kept: Span[] = [];
  let left = width - 1;
  for (const span of row) {
    const text = cutText(span.text, left);
    if (text !== '') kept.push({ ...span, text });
    left -= stringWidth(text);
    if (text !== span.text) break;
  }
  return width > 0 ? [...kept, { text: '…', role: 'dim' }] : [];
}

/** The first columns of a text; a wide character that would be cut is left out. */
export function cutText(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let left = width;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    left -= stringWidth(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept;
}

/** One row at the left, another at the right end of the same line; undefined when both do not fit. */
export function spreadRow(left: Row, right: Row, width: number): Row | undefined {
  const gap = width - rowWidth(left) - rowWidth(right);
  if (gap < 1) return undefined;
  return [...left, { text: ' '.repeat(gap) }, ...right];
}

/** The row at the right end of a line of its own. */
export function rightRow(row: Row, width: number): Row {
  const fitting = cutRow(row, width);
  return [{ text: ' '.repeat(Math.max(0, width - rowWidth(fitting))) }, ...fitting];
}

/** The row with SGR codes, for the scrollback. */
export function paintRow(row: Row, theme: Theme): string {
  return row
    .map(({ text, role, master }) =>
      master === undefined ? theme.paint(role ?? 'plain', text) : theme.paintMaster(master, text),
    )
    .join('');
}
