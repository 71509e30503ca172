import type { NodeAddress } from '../../cluster/address.ts';
import { refuseCommand } from '../../redis/refuse-command.ts';
import type { Reply } from '../../redis/reply.ts';
import type { CommandRun } from '../run/command-run.ts';
import { tellHop } from '../run/tell-hop.ts';
import type { StreamCommand } from './stream-command.ts';
import { subscribe } from './subscribe.ts';

/**
 * Runs a command after which a node speaks unasked, on a connection of its own. Resolves with the reply where there is one:
 * an error, or what MONITOR answers; each confirmation of a subscription is an event of the streams.
 * @throws {Failure} why there is no answer; `command-not-supported` where nobody hears what would be said
 */
export async function runStream(run: CommandRun, command: StreamCommand): Promise<Reply | undefined> {
  const { footing, streams } = run.context;
  const refusal = streams.isHeard ? undefined : refuseCommand(run.args);
  if (refusal) throw refusal;
  const here = await run.whileGoingOn(footing.stand(), run.prompt);
  if (command.kind === 'monitor') return monitor(run, here);
  try {
    for (const node of nodesFor(run, command, here)) {
      const end = await subscribe(run, node);
      if ('refusal' in end) return end.refusal;
    }
    return undefined;
  } finally {
    streams.closeEmpty();
  }
}

/** Where the command begins. What is left is left where it was subscribed to; plain channels are all on one node. */
function nodesFor(
  { args, context: { streams } }: CommandRun,
  { kind, shard }: Exclude<StreamCommand, { kind: 'monitor' }>,
  here: NodeAddress,
): NodeAddress[] {
  if (kind === 'subscribe' && shard) return [here];
  const [channel] = args.slice(1);
  const owner = shard && channel ? streams.nodeOf(channel) : undefined;
  if (owner) return [owner];
  const nodes = streams.nodesWith(shard);
  return nodes.length > 0 && !(shard && channel) ? nodes : [here];
}

async function monitor(run: CommandRun, node: NodeAddress): Promise<Reply> {
  const { reply } = await tellHop(run, { node, args: run.args }, () =>
    run.whileGoingOn(run.context.streams.monitor(node), node),
  );
  return reply;
}
