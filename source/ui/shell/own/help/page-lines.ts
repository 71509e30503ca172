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

/** Names in accent, what they are behind them; the names in columns of one width. */
export function table(rows: readonly PageRow[], role: 'accent' | 'dim' = 'accent'): TranscriptLine[] {
  const widest = Math.max(0, ...rows.map(([name]) => textWidth(name)));
  return rows.map(
    ([name, does]): TranscriptLine => ({
      left: [{ text: `  ${padText(name, widest)}  `, role }],
      prose: { text: does },
    }),
  );
}
