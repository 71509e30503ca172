import type { NodeAddress } from '../../cluster/address.ts';
import type { Reply } from '../../redis/reply.ts';
import { bytesOf, itemsOf, numberOf, textOf } from '../../redis/reply-parts.ts';
import { maskSecrets } from '../line/secret-arguments.ts';
import { askFor } from './ask-for.ts';
import type { SlowCommand } from './events/timing-events.ts';
import { forEachNode } from './for-each-node.ts';
import { readOwnWords } from './read-own-words.ts';
import type { Task } from './task.ts';

/** Entries that are told when nothing else was said. */
const ENTRIES = 10;

/** `:slowlog [n]`: the last slow commands of all nodes, by time, the newest last. */
export const mergeSlowLogs: Task = async (_context, call) => {
  const { first } = readOwnWords(call, { first: 'count' });
  const most = Number(first ?? ENTRIES);
  const logs = await forEachNode(call, call.nodes, async node => {
    const log = await askFor(call, node, ['SLOWLOG', 'GET', String(most)]);
    return itemsOf(log).map(entry => readEntry(entry, node.address));
  });
  const entries = logs
    .flat()
    .sort((a, b) => a.at - b.at)
    .slice(-most);
  call.emit({ type: 'slow-commands', entries });
};

/** `id, time, microseconds, arguments, client, client's name` (redis.io/docs/latest/commands/slowlog-get). */
function readEntry(entry: Reply, node: NodeAddress): SlowCommand {
  const [, at, us, args, client] = itemsOf(entry);
  return {
    node,
    at: numberOf(at),
    us: numberOf(us),
    args: maskSecrets(itemsOf(args).flatMap(arg => bytesOf(arg) ?? [])),
    client: textOf(client),
  };
}
