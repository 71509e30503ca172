import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { toFailure } from '../../cluster/failure.ts';
import { within } from '../../cluster/within.ts';
import { NodeNotAnswering } from '../../redis/command-failure.ts';
import type { Reply } from '../../redis/reply.ts';
import type { HopEventOf, RefreshReason } from '../events.ts';
import { knownAddress } from '../nodes/known-address.ts';
import type { RunContext } from '../run-command.ts';
import { ShellFailure } from '../shell-failure.ts';
import { readSlots } from './read-slots.ts';

/** Milliseconds that a node may take to tell its slots: the command that waits for it can do without. */
const PATIENCE_MS = 1000;
const COMMAND = 'CLUSTER SLOTS';

type Refreshed = HopEventOf<'cache-refreshed'>;

/** Fills the cache with what `node` says to CLUSTER SLOTS, and gives back how that went. Never rejects: the cache stays as it was. */
export async function refreshCache(
  context: RunContext,
  node: NodeAddress,
  why: RefreshReason,
): Promise<Refreshed> {
  const { cache } = context;
  const started = performance.now();
  const told = (changed: number, ms: number): Refreshed => {
    return { type: 'cache-refreshed', why, node, changed, known: cache.known, ms };
  };
  try {
    const late = () => new NodeNotAnswering(node, COMMAND, PATIENCE_MS);
    const { owners, ms } = await within(PATIENCE_MS, askForSlots(context, node), late);
    return told(cache.replace(owners), ms);
  } catch (thrown) {
    return { ...told(0, performance.now() - started), failure: toFailure(thrown).data };
  }
}

async function askForSlots({ pool, state }: RunContext, node: NodeAddress) {
  const { transaction } = state;
  // In a transaction the question would be queued.
  const isApart = transaction !== undefined && sameAddress(transaction.node, node);
  const connection = await (isApart ? pool.connectApart(node, PATIENCE_MS) : pool.connectionTo(node));
  const { reply, ms } = await connection
    .send(COMMAND.split(' '))
    .finally(() => isApart && connection.close());
  const slots = readSlots(reply, connection.address);
  if (!slots) throw new ShellFailure('slots-not-told', { node: formatAddress(node), said: shortOf(reply) });
  // The table's address of each, found once: thousands of slots in a row have the same owner object.
  const known = new Map<NodeAddress, NodeAddress>();
  const owners = slots.map(owner => {
    if (!owner) return undefined;
    const found = known.get(owner) ?? knownAddress(owner, state, pool);
    known.set(owner, found);
    return found;
  });
  return { owners, ms };
}

function shortOf(reply: Reply): string {
  return reply.type === 'error' ? reply.value.toString() : reply.type;
}
