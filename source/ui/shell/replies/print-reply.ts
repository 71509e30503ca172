import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import { escapeText } from '../../escape-text.ts';

export interface PrintOptions {
  /** Puts whole lines into the scrollback. */
  print: (text: string) => void;
  /** Puts the last line there, and what stands beside it. */
  printLast: (line: string) => unknown;
  /** Columns, for lines so long that they are printed in parts. */
  width: number;
  signal: AbortSignal;
}

/** Milliseconds between two pieces of 32 KB: keys are read in between, and a terminal gets about 2 MB a second. */
const interval = 16;
/** Characters of one line that are kept back until its end comes. */
const longestLine = 64 * 1024;

/**
 * Prints a formatted reply line by line, every control character escaped, in pieces that leave time for keys.
 * Resolves with `false` when it was stopped before the end.
 */
export async function printReply(
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
  options: PrintOptions,
): Promise<boolean> {
  const { print, printLast, width, signal } = options;
  const decoder = new StringDecoder('utf8');
  let open = '';
  let isFirst = true;
  for await (const piece of pieces) {
    if (!isFirst) await pause(interval);
    if (signal.aborted) return false;
    isFirst = false;
    const lines = (open + decoder.write(piece)).split('\n');
    open = lines.pop() ?? '';
    // The end of the last line is the end of the reply: what stands beside it has to wait for that.
    if (open === '') open = `${lines.pop() ?? ''}\n`;
    if (lines.length > 0) print(lines.map(escapeReplyLine).join('\n'));
    while (open.length > longestLine) {
      // Cut where the terminal would wrap it anyway.
      const part = longestLine - (longestLine % width);
      print(escapeText(open.slice(0, part)));
      open = open.slice(part);
    }
  }
  if (signal.aborted) return false;
  open = (open + decoder.end()).replace(/\n$/, '');
  await printLast(escapeReplyLine(open));
  return true;
}

/** A line end of `\r\n` is a line end; any other control character is shown. */
function escapeReplyLine(line: string): string {
  return escapeText(line.endsWith('\r') ? line.slice(0, -1) : line);
}
