import { padText, textWidth } from '../../../components/text-width.ts';
import type { TranscriptLine } from '../../transcript/transcript-line.ts';

/** A row of a page: a name, and what there is to say of it. */
export type PageRow = readonly [name: string, does: string];

/** The title of a part of a page. */
export function title(text: string): TranscriptLine {
  return { left: [{ text, role: 'strong' }] };
}

/** Sentences, wrapped between words, indented as a page is. */
export function sentence(text: string): TranscriptLine {
  return { left: [{ text: '  ' }], prose: { text } };
}

/** How a table looks. */
export interface TableLook {
  role?: 'accent' | 'dim';
  /** Columns for names; a longer one has a row of its own, so that a few of them do not leave all others little room. */
  mostColumns?: number;
}

/** Names in accent, what they are behind them; the names in columns of one width. */
export function table(
  rows: readonly PageRow[],
  { role = 'accent', mostColumns = Number.POSITIVE_INFINITY }: TableLook = {},
): TranscriptLine[] {
  const widths = rows.map(([name]) => textWidth(name)).filter(width => width <= mostColumns);
  const widest = Math.max(0, ...widths);
  const nameOf = (name: string): TranscriptLine['left'] => [{ text: `  ${padText(name, widest)}  `, role }];
  return rows.flatMap(([name, does]): TranscriptLine[] =>
    textWidth(name) > mostColumns
      ? [{ left: [{ text: `  ${name}`, role }] }, { left: nameOf(''), prose: { text: does } }]
      : [{ left: nameOf(name), prose: { text: does } }],
  );
}
