import type { NodeAddress } from '../../cluster/address.ts';
import { SLOT_COUNT } from '../../cluster/slot-ranges.ts';
import type { Reply } from '../../redis/reply.ts';

/**
 * The owner of each slot by the answer to CLUSTER SLOTS: index 0-16383. Every server has this command; CLUSTER SHARDS came
 * with Redis 7. An endpoint of null or an empty one is the host that was asked, `?` is one the server does not know
 * (redis.io/docs/latest/commands/cluster-slots, "preferred endpoint"). Undefined when the reply is no such answer.
 */
export function readSlots(reply: Reply, asked: NodeAddress): (NodeAddress | undefined)[] | undefined {
  if (reply.type !== 'array') return undefined;
  const owners = new Array<NodeAddress | undefined>(SLOT_COUNT).fill(undefined);
  for (const entry of reply.items) {
    if (entry.type !== 'array') return undefined;
    const [first, last, master] = entry.items;
    const from = numberOf(first);
    const to = numberOf(last);
    if (from === undefined || to === undefined || master?.type !== 'array') return undefined;
    owners.fill(readEndpoint(master.items, asked), from, to + 1);
  }
  return owners;
}

function readEndpoint([endpoint, port]: readonly Reply[], asked: NodeAddress): NodeAddress | undefined {
  const number = numberOf(port);
  if (number === undefined || number === 0) return undefined;
  const host = endpoint?.type === 'bulk' ? endpoint.value.toString() : '';
  return host === '?' ? undefined : { host: host || asked.host, port: number };
}

function numberOf(reply: Reply | undefined): number | undefined {
  return reply?.type === 'integer' ? Number(reply.value) : undefined;
}
