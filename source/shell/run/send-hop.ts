import { type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { toFailure } from '../../cluster/failure.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { Reply } from '../../redis/reply.ts';
import { commandName } from '../commands/command-words.ts';
import { keyPlaces } from '../commands/key-places.ts';
import { settingsAfter } from '../state/session-settings.ts';
import { endsTransaction, pinsAfter, withoutTransaction } from '../state/transaction.ts';
import type { CommandRun } from './command-run.ts';
import { answerUnlessStopped } from './stop-waiting.ts';
import { tellHop } from './tell-hop.ts';

/** One hop: where the command goes, and how. */
export interface Hop {
  /** The node as the cluster's table has it; the connection may go by another way. */
  node: NodeAddress;
  connection: NodeConnection;
  /** ASKING goes before the command: the node takes it though the slot is not its own yet. */
  asking?: boolean;
  /** What is sent in place of the command. */
  args?: readonly Buffer[];
}

/**
 * Sends the command once, emits `hop-sent` and then `hop-answered` or `hop-failed`, and keeps in the session what the reply
 * changes (settings, transaction). Resolves with the reply, or with none for a SHUTDOWN that was heard.
 * @throws {Failure} why there is no reply; `connection-lost` and `command-interrupted` say whether the command may have run
 */
export async function sendHop(
  run: CommandRun,
  { node, connection, asking = false, args = run.args }: Hop,
): Promise<Reply | undefined> {
  const { state } = run.context;
  const told = { node, asked: connection.address, args, asking };
  try {
    const { reply } = await tellHop(run, told, async () => {
      const answer = await answerUnlessStopped(run, { node, connection, asking, args });
      learn(run, args, answer.reply, node);
      return answer;
    });
    return reply;
  } catch (thrown) {
    // An EXEC without an answer has run or not; what is certain is that no transaction is open any more.
    if (endsTransaction(args)) state.setPins(withoutTransaction(state.pins));
    if (toFailure(thrown).id !== 'connection-lost') throw thrown;
    await afterLoss(run, node);
    // A server that shuts down as it was told says nothing more.
    if (run.name === 'SHUTDOWN') return undefined;
    throw thrown;
  }
}

/** What a reply changes for the commands after it. */
function learn({ context }: CommandRun, args: readonly Buffer[], reply: Reply, node: NodeAddress): void {
  const { state, pool, commands } = context;
  const settings = settingsAfter(pool.settings, args, reply);
  if (settings !== pool.settings) {
    pool.change(settings, node);
    // The other connections were closed for it.
    state.losePins(one => !sameAddress(one, node));
    state.setDatabase(settings.database);
    state.setProtocol(settings.protocol);
  }
  const [key] = state.isStandalone ? [] : keyPlaces(args, state.map, commands.table);
  state.setPins(pinsAfter(state.pins, { args, ...(key && { slot: key.slot }) }, reply, node));
  const name = commandName(args);
  if (/^(?:readonly|readwrite|reset)$/.test(name) && reply.type === 'status') {
    state.setAnswersReads(node, name === 'readonly');
  }
}

/** The connection ended under the command; unless the prompt has left the node already, find out whether it is gone. */
async function afterLoss(run: CommandRun, node: NodeAddress): Promise<void> {
  const { footing, state, onStale } = run.context;
  const { current } = state;
  if (!current || sameAddress(current, node)) await run.whileGoingOn(footing.settle(node), node);
  onStale();
  run.tellIfLost();
}
