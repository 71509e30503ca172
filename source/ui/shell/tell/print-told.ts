import { formatReplyPieces } from '../../../shell/reply/format-reply.ts';
import type { Words } from '../../../words/words.ts';
import { tableLines } from '../../components/table-lines.ts';
import { printReply } from '../replies/print-reply.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';
import type { Told } from './told.ts';

export interface PrintToldTools {
  /** Puts text of whole lines into the scrollback. */
  print: (text: string) => void;
  printLines: (lines: readonly TranscriptLine[]) => void;
  /** Columns. */
  width: number;
  words: Words;
  signal: AbortSignal;
}

/** Prints what a task told; resolves when all of it is printed, or the signal ends that. */
export async function printTold(told: Told, tools: PrintToldTools): Promise<void> {
  const { printLines, words } = tools;
  if (told.kind === 'lines') return printLines(told.lines);
  if (told.kind === 'table') {
    // The last column stays free, as for every line of the transcript.
    return printLines(tableLines(told.columns, told.rows, tools.width - 1).map(left => ({ left })));
  }
  if (told.heading) printLines([told.heading]);
  const isWhole = await printReply(formatReplyPieces(told.reply, { style: 'tty', args: told.args }), {
    ...tools,
    printLast: text => printLines([{ left: [{ text }] }]),
  });
  if (!isWhole) printLines([{ left: [{ text: words.shell.notPrinted, role: 'warn' }] }]);
}
