import { formatAddress, type NodeAddress } from '../../../cluster/address.ts';
import type { Words } from '../../../words/words.ts';
import { fitText } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';

/** Milliseconds that nobody wonders about. */
const MOMENT_MS = 400;

/** Waits for a connection; when it takes more than a moment, the terminal says so until it is there or has failed. `linear`: what was said stays. */
export async function tellConnecting<T>(
  opening: Promise<T>,
  {
    node,
    words,
    stdout,
    linear,
  }: { node: NodeAddress; words: Words; stdout: NodeJS.WriteStream; linear: boolean },
): Promise<T> {
  let isTold = false;
  const timer = setTimeout(() => {
    isTold = true;
    const text = ` ${words.shell.connecting(escapeText(formatAddress(node)))}`;
    stdout.write(linear ? `${text.trim()}\n` : fitText(text, (stdout.columns || 80) - 1));
  }, MOMENT_MS);
  try {
    return await opening;
  } finally {
    clearTimeout(timer);
    if (isTold && !linear) stdout.write('\r\x1b[2K');
  }
}
