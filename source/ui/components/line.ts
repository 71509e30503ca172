import type { Role, Theme } from '../theme.ts';
import { cutText, textWidth, wrapText } from './text-width.ts';

/** A piece of a line in one look. The text is escaped already: whoever makes a span from foreign bytes escapes them. */
export interface Span {
  text: string;
  role?: Role;
  /** In the look of the n-th master, 0-based. */
  master?: number;
}

/** One line of a screen, a log or the scrollback. All views are made of these, so they say the same. */
export type Line = readonly Span[];

/** A line of one piece, or of several; text alone is plain. */
export function line(...pieces: readonly (Span | string)[]): Line {
  return pieces.map(piece => (typeof piece === 'string' ? { text: piece } : piece));
}

/** A piece in a role's look. */
export function span(role: Role, text: string): Span {
  return { text, role };
}

/** The line without its looks. */
export function lineText(spans: Line): string {
  return spans.map(({ text }) => text).join('');
}

/** Columns the line takes. */
export function lineWidth(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + textWidth(text), 0);
}

/** The line in at most `width` columns; what does not fit becomes `…` in the look it is cut in. */
export function fitLine(spans: Line, width: number): Line {
  if (lineWidth(spans) <= width) return spans;
  const fitted: Span[] = [];
  let left = width - 1;
  for (const piece of spans) {
    const columns = textWidth(piece.text);
    if (columns > left) {
      fitted.push({ ...piece, text: `${cutText(piece.text, Math.max(0, left))}${width > 0 ? '…' : ''}` });
      break;
    }
    fitted.push(piece);
    left -= columns;
  }
  return fitted;
}

/** The line in exactly `width` columns. */
export function padLine(spans: Line, width: number): Line {
  const fitted = fitLine(spans, width);
  const missing = width - lineWidth(fitted);
  return missing > 0 ? [...fitted, { text: ' '.repeat(missing) }] : fitted;
}

/** `left` at the left edge and `right` at the right one, at least two columns apart; `left` gives way. */
export function spreadLine(left: Line, right: Line, width: number): Line {
  const rightWidth = lineWidth(right);
  if (rightWidth === 0 || rightWidth + 10 > width) return fitLine(left, width);
  return [...padLine(left, width - rightWidth - 2), { text: '  ' }, ...right];
}

/** Text of one look as lines of at most `width` columns, all but the first indented by `hang` columns. */
export function wrapSpan(piece: Span, width: number, hang = 0): Line[] {
  return wrapText(piece.text, width, hang).map((text, index) =>
    index === 0 ? [{ ...piece, text }] : [{ text: ' '.repeat(hang) }, { ...piece, text }],
  );
}

/** The line with its looks as SGR codes, for the scrollback. */
export function paintLine(spans: Line, theme: Theme): string {
  return spans
    .map(({ text, role, master }) =>
      master === undefined ? theme.paint(role ?? 'plain', text) : theme.paintMaster(master, text),
    )
    .join('');
}
