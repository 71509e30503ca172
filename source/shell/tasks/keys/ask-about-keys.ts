import type { NodeConnection } from '../../../redis/node-connection.ts';
import type { Reply } from '../../../redis/reply.ts';
import type { TargetNode } from '../../targets/find-targets.ts';
import { ANSWER_MS } from '../ask-for.ts';
import type { TaskCall } from '../task.ts';

/**
 * Sends a command about each of a node's keys, all in one go. Undefined where there is no answer: the key is gone, to
 * nowhere or to another node. A node that is taking a slot in answers for its keys only when it is ASKed; an error is the
 * answer for a key that the node has and will not speak about, as its slot is another node's.
 * @param commands undefined: nothing is asked about this key
 */
export function askAboutKeys(
  { connections }: Pick<TaskCall, 'connections'>,
  node: TargetNode,
  commands: readonly (readonly (string | Buffer)[] | undefined)[],
): Promise<(Reply | undefined)[]> {
  const name = String(commands.find(command => command)?.[0] ?? '');
  const askAll = (connection: NodeConnection) =>
    Promise.all(commands.map(command => command && askAboutKey(connection, command)));
  return connections.work(node, name, askAll, ANSWER_MS);
}

async function askAboutKey(
  connection: NodeConnection,
  command: readonly (string | Buffer)[],
): Promise<Reply | undefined> {
  const { reply } = await connection.send(command);
  if (reply.type !== 'error') return reply;
  if (!/^MOVED /.test(reply.value.toString())) return undefined;
  const [, again] = await Promise.all([connection.send(['ASKING']), connection.send(command)]);
  return again.reply;
}
