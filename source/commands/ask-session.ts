import { toFailure } from '../cluster/failure.ts';
import type { ShellSession } from '../shell/session.ts';
import { createTheme } from '../ui/theme.ts';
import type { Unanswered } from '../ui/wizard/ask-connect.tsx';
import type { Attempt, Refusal } from '../ui/wizard/connect-state.ts';
import type { CommandContext } from './context.ts';

export interface SessionQuestion {
  /** Known already, but for its password; left out: the address is asked for, too. */
  refusal?: Refusal;
  /** Opens a session with what was typed; throws what is wrong with it. */
  open(attempt: Attempt, signal: AbortSignal): Promise<ShellSession>;
  context: CommandContext;
}

/** Asks for what a session needs until one stands. */
export async function askSession({
  refusal,
  open,
  context,
}: SessionQuestion): Promise<ShellSession | Unanswered> {
  const { words, stdin, stdout, colour, signal: stopped } = context;
  const { askConnect } = await import('../ui/wizard/ask-connect.tsx');
  const answer = await askConnect<ShellSession>({
    ...{ words, theme: createTheme(colour), stdin, stdout, signal: stopped },
    ...(refusal && { refusal }),
    async connect(attempt, signal) {
      try {
        const connection = await open(attempt, signal);
        if (signal.aborted) connection.close();
        return { connection };
      } catch (thrown) {
        return { failure: toFailure(thrown).data };
      }
    },
  });
  return typeof answer === 'string' ? answer : answer.connection;
}
