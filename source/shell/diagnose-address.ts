import { isIP } from 'node:net';
import { formatAddress, type NodeAddress, sameAddress } from '../cluster/address.ts';
import { formatPlace } from '../redis/nat-map.ts';
import type { AddressDiagnosis, AddressKind } from '../words/shell-failure-facts.ts';
import type { RunContext } from './run-command.ts';

/** Milliseconds for the whole search: a person waits for it. */
const SEARCH_MS = 1000;

/**
 * Looks closer at an announced address that does not answer: what kind it is, where it was dialled, and whether the very same
 * node (by its id) answers on the same port of a host that does. Never rejects; takes a second at most.
 */
export async function diagnoseAddress(address: NodeAddress, context: RunContext): Promise<AddressDiagnosis> {
  const { pool } = context;
  const dialled = pool.wayTo(address);
  const found = await findOtherWay(address, context);
  return {
    kind: kindOf(address.host),
    ...(sameAddress(dialled, address) ? {} : { dialled: formatAddress(dialled) }),
    ...(found ? { answersAt: formatAddress(found), entry: entryOf(address, found) } : {}),
  };
}

/** The ports are the same: one entry for the host is right for all of its nodes. */
function entryOf({ host }: NodeAddress, found: NodeAddress) {
  return { announced: formatPlace({ host }), dialled: formatPlace({ host: found.host }) };
}

/** What an announced host looks like from its letters alone. */
export function kindOf(host: string): AddressKind {
  const family = isIP(host);
  if (family === 0) return host === 'localhost' ? 'loopback' : 'name';
  if (family === 6) return host === '::1' ? 'loopback' : /^f[cd]/i.test(host) ? 'private' : 'public';
  const [first = 0, second = 0] = host.split('.').map(Number);
  if (first === 127) return 'loopback';
  // Docker's own pools begin at 172.17 (docs.docker.com/engine/daemon, "default-address-pools").
  if (first === 172 && second >= 16 && second < 32) return 'container';
  return first === 10 || (first === 192 && second === 168) ? 'private' : 'public';
}

async function findOtherWay(
  address: NodeAddress,
  { state, pool, seed }: RunContext,
): Promise<NodeAddress | undefined> {
  const id = state.nodeAt(address)?.id;
  if (id === undefined) return undefined;
  const answering = [state.current, seed].flatMap(node => (node ? [pool.wayTo(node).host] : []));
  const hosts = new Set(answering);
  hosts.delete(pool.wayTo(address).host);
  const ways = [...hosts].map(host => ({ host, port: address.port }));
  const ids = await Promise.all(ways.map(way => idAt(way, pool)));
  return ways[ids.indexOf(id)];
}

/** The id of the node that answers there. */
async function idAt(way: NodeAddress, pool: RunContext['pool']): Promise<string | undefined> {
  try {
    const connection = await pool.connectApart(way, SEARCH_MS);
    try {
      const { reply } = await connection.send(['CLUSTER', 'MYID']);
      return reply.type === 'bulk' ? reply.value.toString() : undefined;
    } finally {
      connection.close();
    }
  } catch {
    return undefined;
  }
}
