import { Failure, toFailure } from '../cluster/failure.ts';
import { askInLine } from '../ui/plain/ask-in-line.ts';
import { failureLines } from '../ui/plain/failure-lines.ts';
import type { Refusal } from '../ui/wizard/connect-state.ts';
import type { CommandContext } from './context.ts';

/**
 * Asks for a node's password on a line of its own, not echoed, as often as it is refused; null when the person gives none.
 * @throws {Failure} whatever else keeps `open` from working
 */
export async function askPassword<T>(
  { address, failure }: Refusal,
  open: (password: string) => Promise<T>,
  { words, stdin, stdout, signal }: CommandContext,
): Promise<T | null> {
  const ask = askInLine({ words, stdin, stdout, signal, leave: () => undefined });
  let refused = failure;
  for (let again = false; ; again = true) {
    stdout.write(`${failureLines(refused, words).join('\n')}\n`);
    const question = { kind: 'secret', host: address, secret: 'password', prompt: '', again } as const;
    const password = await ask(question);
    if (password === null) return null;
    try {
      return await open(password);
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.id !== 'auth-wrong') throw thrown;
      refused = toFailure(thrown).data;
    }
  }
}
