import { formatAddress } from '../../cluster/address.ts';
import type { Reply } from '../../redis/reply.ts';
import { ShellFailure } from '../shell-failure.ts';
import type { TargetNode } from '../targets/find-targets.ts';
import type { TaskCall } from './task.ts';

/** Milliseconds that a node may take for a question of a task. */
export const ANSWER_MS = 10_000;

/** Asks a node; its reply. @throws {Failure} `command-refused` for an error reply; what the connection failed with */
export async function askFor(
  { connections }: Pick<TaskCall, 'connections'>,
  node: TargetNode,
  args: readonly (string | Buffer)[],
): Promise<Reply> {
  const { reply } = await connections.ask(node, args, ANSWER_MS);
  if (reply.type !== 'error') return reply;
  throw refusal(node, args, reply.value);
}

/** An error reply as a failure. */
function refusal(node: TargetNode, args: readonly (string | Buffer)[], error: Buffer): ShellFailure {
  const command = args.slice(0, 2).map(String).join(' ').toUpperCase();
  const facts = { node: formatAddress(node.address), command, error: error.toString() };
  return new ShellFailure('command-refused', facts);
}
