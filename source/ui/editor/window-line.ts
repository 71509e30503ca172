import { cellsOf } from './graphemes.ts';

/** The part of a line that fits on one row. */
export interface LineWindow {
  /** What is shown for which character of the text, marks and gaps left out: `at` into the text, `to` into `shown`. */
  places: readonly { at: number; to: number }[];
  /** Escaped, at most as wide as asked. */
  shown: string;
  /** The cursor's column within it, 0-based; at most width - 1. */
  column: number;
  /** Is there more to the left, to the right? A mark takes the place of the first or last column then. */
  moreLeft: boolean;
  moreRight: boolean;
}

/** Marks of what is scrolled away. */
const moreMarks = { left: '‹', right: '›' } as const;

/** UTF-16 units of a long line that are looked at before and after those around the cursor: more than any terminal has columns. */
const REACH = 1024;

/**
 * The columns of a line around its cursor, for a row of `width` columns (at least 4).
 * A line that fits is shown whole. A longer one moves in steps of half a width, so that it stands still while one types.
 * Control characters are escaped; a wide character that would be cut is left out.
 */
export function windowLine(text: string, cursor: number, width: number): LineWindow {
  if (text.length <= 3 * REACH) return windowWhole(text, cursor, width);
  // In steps, so that the window of a line of any length stands still while one types.
  const from = Math.max(0, Math.floor(cursor / REACH) - 1) * REACH;
  const { places, ...window } = windowWhole(text.slice(from, from + 3 * REACH), cursor - from, width);
  return { ...window, places: places.map(({ at, to }) => ({ at: at + from, to })) };
}

function windowWhole(text: string, cursor: number, width: number): LineWindow {
  const cells = cellsOf(text);
  const column = sum(cells.filter(cell => cell.from < cursor).map(cell => cell.width));
  const total = sum(cells.map(cell => cell.width));
  // One column stays free for the cursor behind the last character.
  const last = width - 1;
  const step = Math.max(1, Math.floor(width / 2));
  const start = column <= last - 1 || total <= last ? 0 : Math.ceil((column - last + 1) / step) * step;
  const moreLeft = start > 0;
  const end = start + last;
  const moreRight = total > end;

  let shown = '';
  const places: { at: number; to: number }[] = [];
  let at = 0;
  for (const cell of cells) {
    const from = at;
    at += cell.width;
    if (from < start + (moreLeft ? 1 : 0)) continue;
    if (at > end) break;
    // A gap is left where a wide character straddles the left edge.
    if (shown === '')
      shown = (moreLeft ? moreMarks.left : '') + ' '.repeat(from - start - (moreLeft ? 1 : 0));
    places.push({ at: cell.from, to: shown.length });
    shown += cell.shown;
  }
  if (shown === '' && moreLeft) shown = moreMarks.left;
  return {
    shown: moreRight ? shown + moreMarks.right : shown,
    column: column - start,
    ...{ places, moreLeft, moreRight },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
