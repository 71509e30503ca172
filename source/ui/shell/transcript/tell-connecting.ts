import { formatAddress, type NodeAddress } from '../../../cluster/address.ts';
import type { Words } from '../../../words/words.ts';
import { escapeText } from '../../escape-text.ts';

/** Milliseconds without a connection that nobody wonders about. */
export const MOMENT_MS = 400;

/** Waits for a connection, for a shell of lines alone; when it takes more than a moment, a line says so. */
export async function tellConnecting<T>(
  opening: Promise<T>,
  { node, words, stdout }: { node: NodeAddress; words: Words; stdout: NodeJS.WriteStream },
): Promise<T> {
  const timer = setTimeout(
    () => stdout.write(`${words.shell.connecting(escapeText(formatAddress(node)))}\n`),
    MOMENT_MS,
  );
  try {
    return await opening;
  } finally {
    clearTimeout(timer);
  }
}
