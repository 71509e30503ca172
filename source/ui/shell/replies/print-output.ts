import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import { textWidth } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';

/** Milliseconds between two pieces: keys are read in between. */
const INTERVAL_MS = 16;
/** Characters of a line that is printed in parts. */
const LONGEST_LINE = 16 * 1024;

/** Prints what a command of this machine says, line by line as it says it, every control character escaped; until it has ended. */
export async function printOutput(
  output: AsyncIterable<Buffer>,
  print: (text: string) => void,
): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let open = '';
  for await (const piece of output) {
    const lines = (open + decoder.write(piece)).split(/\r?\n/);
    open = lines.pop() ?? '';
    if (open.length > LONGEST_LINE) {
      lines.push(open);
      open = '';
    }
    if (lines.length > 0) print(lines.map(shown).join('\n'));
    await pause(INTERVAL_MS);
  }
  const last = open + decoder.end();
  if (last !== '') print(shown(last));
}

const TAB_WIDTH = 8;

/** Tabs as the spaces that a terminal would make of them. */
function shown(line: string): string {
  let text = '';
  for (const [index, part] of line.split('\t').entries()) {
    if (index > 0) text += ' '.repeat(TAB_WIDTH - (textWidth(text) % TAB_WIDTH));
    text += escapeText(part);
  }
  return text;
}
