import type { Lend } from '../ui/shell/drive-shell.ts';

/** Does what needs the terminal, with nothing else on it; without `lend` there is no screen to take away. */
export async function onFreeTerminal<T>(work: () => Promise<T>, lend: Lend = doing => doing()): Promise<T> {
  let done: Promise<T> | undefined;
  await lend(async () => {
    done = work();
    await done;
  });
  if (!done) throw new Error('the terminal was lent for nothing');
  return done;
}
