import type { ExitCode } from '../cluster/failure.ts';
import { HostPool } from '../guide/host-pool.ts';
import { openSession } from '../shell/open-session.ts';
import { askSession } from './ask-session.ts';
import { runShell } from './connect.ts';
import type { CommandContext } from './context.ts';
import { findTarget } from './find-target.ts';
import type { Invocation } from './flags.ts';
import { throughHosts } from './through-hosts.ts';
import { endOf } from './unanswered.ts';

/** Asks for an address, and for a password where one is wanted, until a session stands. */
export async function connectAsking(
  { flags }: Invocation,
  context: CommandContext,
): Promise<ExitCode | 'back'> {
  const pool = new HostPool();
  try {
    const session = await askSession({
      async open({ address, password }, signal) {
        const answered = { typedInAnswer: true };
        const target = await findTarget({ command: 'connect', flags }, [address], context, answered);
        const { connection } = throughHosts(target.connection, target.job, pool, context);
        return openSession({
          ...target,
          connection: { ...connection, ...(password !== undefined && { password }), signal },
          madeHere: target.job !== undefined,
        });
      },
      context,
    });
    if (typeof session === 'string') return endOf(session);
    await runShell(session, context);
  } finally {
    await pool.close();
  }
  return context.signal.aborted ? 130 : 0;
}
