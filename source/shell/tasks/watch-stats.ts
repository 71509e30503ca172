import { setTimeout as pause } from 'node:timers/promises';
import type { NodeAddress } from '../../cluster/address.ts';
import { formatAddress } from '../../cluster/address.ts';
import { textOf } from '../../redis/reply-parts.ts';
import { type InfoFields, parseInfo, subfields } from '../nodes/read-info.ts';
import { askFor } from './ask-for.ts';
import type { NodeStat } from './events/timing-events.ts';
import { forEachNode } from './for-each-node.ts';
import { readOwnWords } from './read-own-words.ts';
import type { Task } from './task.ts';

const INTERVAL_MS = 1000;

/** `:stat [n]`: what each node does, once a second, until it is stopped or n times. A node that fails is told, and left out from then on. */
export const watchStats: Task = async (_context, call) => {
  const { first } = readOwnWords(call, { first: 'count' });
  const times = first ? Number(first) : Number.POSITIVE_INFINITY;
  const { signal, emit } = call;
  const before = new Map<string, InfoFields>();
  let { nodes } = call;
  for (let time = 1; time <= times && nodes.length > 0 && !signal.aborted; time++) {
    const started = performance.now();
    const read = await forEachNode(call, nodes, async node => {
      const fields = parseInfo(textOf(await askFor(call, node, ['INFO'])));
      return { node, fields };
    });
    nodes = read.map(({ node }) => node);
    const stats = read.map(({ node: { address }, fields }) => {
      const name = formatAddress(address);
      const stat = readStat(address, fields, before.get(name));
      before.set(name, fields);
      return stat;
    });
    if (stats.length > 0) await emit({ type: 'node-stats', stats });
    const rest = INTERVAL_MS - (performance.now() - started);
    if (time < times) await pause(Math.max(0, rest), undefined, { signal }).catch(() => undefined);
  }
};

function readStat(node: NodeAddress, fields: InfoFields, before: InfoFields | undefined): NodeStat {
  const number = (name: string) => Number(fields.get(name) ?? 0);
  const since = (name: string) => (before ? number(name) - Number(before.get(name) ?? 0) : 0);
  const keys = [...fields]
    .filter(([name]) => /^db\d+$/.test(name))
    .reduce((sum, [, value]) => sum + Number(subfields(value).get('keys') ?? 0), 0);
  // A server that was restarted, or whose counters were reset, counts from 0 again.
  const [hits, misses] = ['keyspace_hits', 'keyspace_misses'].map(name => Math.max(0, since(name))) as [
    number,
    number,
  ];
  return {
    node,
    keys,
    memory: number('used_memory'),
    clients: number('connected_clients'),
    opsPerSecond: number('instantaneous_ops_per_sec'),
    reads: hits + misses,
    hits,
  };
}
