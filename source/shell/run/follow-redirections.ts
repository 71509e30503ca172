import type { Reply } from '../../redis/reply.ts';
import { judgeRedirection } from '../judge-redirection.ts';
import { knownAddress } from '../known-address.ts';
import type { CommandRun } from './command-run.ts';
import { connectThere } from './connect-hop.ts';
import { type Hop, sendHop } from './send-hop.ts';

/**
 * Sends the command, and sends it again to where a MOVED or an ASK says, until something else is answered. The prompt goes
 * where MOVED says. Resolves with the reply, or with none for a SHUTDOWN that was heard.
 * @throws {Failure} why there is no reply, or why a redirection is not followed
 */
export async function followRedirections(run: CommandRun, first: Hop): Promise<Reply | undefined> {
  const { state, pool } = run.context;
  let hop = first;
  for (;;) {
    const reply = await sendHop(run, hop);
    const redirection = reply && run.redirectionOf(reply, hop.connection);
    if (!redirection) return reply;
    const { kind, slot, to } = judgeRedirection(redirection, hop.node, {
      command: run.name,
      inTransaction: state.transaction !== undefined,
      visited: run.visited,
    });
    const node = knownAddress(to, state, pool);
    const connection = await connectThere(run, { kind, slot, to: node }, hop.node);
    const asking = kind === 'ASK';
    // ASK is about this one command: the slot's owner stays who it was, and so does the prompt. (redis-cli moves it
    // and is sent back by the next command on the slot.) MOVED is about all commands to come.
    if (!asking) run.movePrompt(node);
    hop = { node, connection, asking };
  }
}
