import { type Line, lineWidth, padLine, type Span } from './line.ts';
import { textWidth } from './text-width.ts';

/** `short`: in place of the text where the column got too narrow for it. */
export type Cell = string | (Span & { short?: string });

export interface Column {
  title?: string;
  align?: 'left' | 'right';
  /** Columns that give way when the table is too wide: the highest number first; left out: never. */
  yields?: number;
  /** A giving column never gets narrower than this; where that is not enough it goes away. Default 6. */
  atLeast?: number;
}

const gap = '  ';

/**
 * Rows as aligned lines of at most `width` columns, the titles first (none when no column has one).
 * Too wide: columns that yield are narrowed, then left out. Cells are escaped already.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): Line[] {
  const titled = columns.some(column => column.title !== undefined);
  const titles = columns.map((column): Cell => ({ text: column.title ?? '', role: 'dim' }));
  const all = titled ? [titles, ...rows] : rows;
  const widths = fitWidths(
    columns,
    columns.map((_, index) => Math.max(0, ...all.map(row => textWidth(cellSpan(row[index]).text)))),
    width,
  );
  const shown = columns
    .map((column, index) => ({ column, index, width: widths[index] ?? 0 }))
    .filter(c => c.width > 0);
  return all.map(row => {
    const spans = shown.flatMap(({ column, index, width: columnWidth }, position) => {
      const cell = shortened(cellSpan(row[index]), columnWidth);
      const last = position === shown.length - 1;
      const cells =
        last && column.align !== 'right'
          ? fitCell(cell, columnWidth)
          : padCell(cell, columnWidth, column.align);
      return position === 0 ? cells : [{ text: gap }, ...cells];
    });
    return trimmed(spans);
  });
}

function cellSpan(cell: Cell | undefined): Exclude<Cell, string> {
  return typeof cell === 'object' ? cell : { text: cell ?? '' };
}

function shortened({ short, ...span }: Exclude<Cell, string>, width: number): Span {
  return short === undefined || textWidth(span.text) <= width ? span : { ...span, text: short };
}

function fitCell(cell: Span, width: number): Line {
  return padLine([cell], Math.min(width, Math.max(1, textWidth(cell.text))));
}

function padCell(cell: Span, width: number, align: Column['align']): Line {
  if (align !== 'right') return padLine([cell], width);
  const missing = width - textWidth(cell.text);
  return missing > 0 ? [{ text: ' '.repeat(missing) }, cell] : padLine([cell], width);
}

function trimmed(spans: Line): Line {
  const kept = [...spans];
  while (kept.length > 0 && kept[kept.length - 1]?.text.trim() === '') kept.pop();
  return kept;
}

function fitWidths(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const yielding = columns
    .map((column, index) => ({ index, yields: column.yields, atLeast: column.atLeast ?? 6 }))
    .filter(column => column.yields !== undefined)
    .sort((a, b) => (b.yields ?? 0) - (a.yields ?? 0));
  const overOf = (widths: readonly number[]) =>
    widths.reduce((sum, each) => sum + (each > 0 ? each + gap.length : 0), -gap.length) - width;
  const narrowed = (allowed: readonly number[]) => {
    const widths = [...allowed];
    for (const { index, atLeast } of yielding) {
      const own = widths[index] ?? 0;
      widths[index] = Math.min(own, Math.max(atLeast, own - Math.max(0, overOf(widths))));
    }
    return widths;
  };
  // What is left out makes room for the others: they are narrowed anew.
  const kept = [...natural];
  for (const { index } of yielding) {
    if (overOf(narrowed(kept)) <= 0) break;
    kept[index] = 0;
  }
  return narrowed(kept);
}

/** The width a table's lines really take. */
export function widestLine(lines: readonly Line[]): number {
  return Math.max(0, ...lines.map(lineWidth));
}
