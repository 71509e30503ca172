import { once } from 'node:events';
import type { ArrivingReply } from '../redis/arriving-reply.ts';
import { formatArriving } from '../shell/reply/format-arriving.ts';
import { escapePieces } from '../ui/shell/replies/escape-pieces.ts';
import type { ExecOptions } from './exec-options.ts';

/** Are replies printed in a form that can be begun before their end? */
export function printsArriving({ json, form }: Pick<ExecOptions, 'json' | 'form'>): boolean {
  return !json && (form.style === 'raw' || form.style === 'tty');
}

/** Writes a long reply while it comes, no faster than it is read; ends early when nobody reads on. Never rejects. */
export async function writeArriving(
  reply: ArrivingReply,
  args: readonly Buffer[],
  { stdout, form, signal }: Pick<ExecOptions, 'stdout' | 'form' | 'signal'>,
): Promise<void> {
  const { style, ...delimiters } = form;
  const pieces = formatArriving(reply, { ...delimiters, style: style === 'tty' ? 'tty' : 'raw', args });
  // Into a pipe the bytes are the server's own; a terminal would obey them.
  for await (const piece of stdout.isTTY ? escapePieces(pieces) : pieces) {
    if (!stdout.write(piece)) await once(stdout, 'drain', { signal }).catch(() => undefined);
    if (signal.aborted) return;
  }
}
