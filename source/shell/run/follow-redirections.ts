import type { Reply } from '../../redis/reply.ts';
import type { Redirection } from '../events.ts';
import { knownAddress } from '../nodes/known-address.ts';
import { beginAnew, mayBeginAnew } from './begin-anew.ts';
import type { CommandRun } from './command-run.ts';
import { connectThere } from './connect-hop.ts';
import { judgeRedirection } from './judge-redirection.ts';
import { learnRedirection } from './learn-redirection.ts';
import { type Hop, sendHop } from './send-hop.ts';

/** What else a MOVED does, before the command goes on to where it says. */
type OnMoved = (moved: Redirection) => void | Promise<void>;

/**
 * Sends the command, and sends it again to where a MOVED or an ASK says, until something else is answered. Resolves with the
 * reply, or with none for a SHUTDOWN that was heard.
 * @throws {Failure} why there is no reply, or why a redirection is not followed
 */
export async function followRedirections(
  run: CommandRun,
  first: Hop,
  onMoved: OnMoved,
): Promise<Reply | undefined> {
  const { state, pool } = run.context;
  let hop = first;
  for (;;) {
    const reply = await sendHop(run, hop);
    const redirection = reply && run.redirectionOf(reply, hop.connection);
    if (!redirection) return reply;
    const beginsAnew = mayBeginAnew(run, redirection);
    const { kind, slot, to } = judgeRedirection(redirection, hop.node, {
      command: run.name,
      inTransaction: state.transaction !== undefined && !beginsAnew,
      visited: run.visited,
    });
    const known = { kind, slot, to: knownAddress(to, state, pool) };
    learnRedirection(run, known);
    const connection = await connectThere(run, known, hop.node);
    const next: Hop = { node: known.to, connection, asking: kind === 'ASK' };
    // ASK is about this one command: the slot's owner stays who it was. MOVED is about all commands to come.
    if (kind === 'MOVED') await onMoved(known);
    // Last: what `onMoved` asks a node must not be queued in the transaction.
    const refused = beginsAnew ? await beginAnew(run, hop, next) : undefined;
    if (refused) return refused;
    hop = next;
  }
}
