import { isIP } from 'node:net';
import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { within } from '../../cluster/within.ts';
import { NodeNotAnswering } from '../../redis/command-failure.ts';
import { formatPlace } from '../../redis/nat-map.ts';
import { bulkText } from '../../redis/reply-parts.ts';
import type { AddressDiagnosis, AddressKind } from '../../words/shell-failure-facts.ts';
import { overConnection } from '../nodes/over-connection.ts';
import type { RunContext } from '../run-command.ts';

/** Milliseconds for connecting, and for an answer: a person waits for it. */
const SEARCH_MS = 1000;
/** Addresses asked at most, all at once. */
const MOST_WAYS = 16;

/**
 * Looks closer at an announced address that does not answer: what kind it is, where it was dialled, and whether the very same
 * node (by its id) answers on the same port of a host that does, or at one of the addresses that were given. Never rejects;
 * takes two seconds at most.
 */
export async function diagnoseAddress(address: NodeAddress, context: RunContext): Promise<AddressDiagnosis> {
  const { pool } = context;
  const dialled = pool.wayTo(address);
  const found = await findOtherWay(address, context);
  const answered = pool.hasReached(address) ? 'node' : hostAnswers(address, context) ? 'host' : undefined;
  return {
    kind: kindOf(address.host),
    ...(answered && { answered }),
    ...(sameAddress(dialled, address) ? {} : { dialled: formatAddress(dialled) }),
    ...(found ? { answersAt: formatAddress(found), entry: entryOf(address, found) } : {}),
  };
}

/** Where the ports are the same, one entry for the host is right for all of its nodes. */
function entryOf(announced: NodeAddress, found: NodeAddress) {
  const isSamePort = announced.port === found.port;
  const place = ({ host, port }: NodeAddress) => formatPlace(isSamePort ? { host } : { host, port });
  return { announced: place(announced), dialled: place(found) };
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

/** Is the prompt's node on the same host, both as they announce themselves and as they are dialled? */
function hostAnswers(address: NodeAddress, { state: { current }, pool }: RunContext): boolean {
  return current?.host === address.host && pool.wayTo(current).host === pool.wayTo(address).host;
}

async function findOtherWay(
  address: NodeAddress,
  { state, pool, seeds }: RunContext,
): Promise<NodeAddress | undefined> {
  const id = state.nodeAt(address)?.id;
  if (id === undefined) return undefined;
  const tried = pool.wayTo(address);
  const answering = [...(state.current ? [state.current] : []), ...seeds].map(node => pool.wayTo(node));
  // The same port of hosts that answer, then whatever addresses were given: ports may be mapped, too.
  const places = [...answering.map(({ host }) => ({ host, port: address.port })), ...seeds];
  const byName = new Map(places.map(place => [formatAddress(place), place]));
  byName.delete(formatAddress(tried));
  const ways = [...byName.values()].slice(0, MOST_WAYS);
  const searches = ways.map(async way => {
    if ((await idAt(way, pool)) !== id) throw new Error('another node');
    return way;
  });
  return Promise.any(searches).catch(() => undefined);
}

/** The id of the node that answers there. @throws {Failure} when none does */
async function idAt(way: NodeAddress, pool: RunContext['pool']): Promise<string | undefined> {
  return overConnection(pool.connectApart(way, SEARCH_MS), async connection => {
    const late = () => new NodeNotAnswering(way, 'CLUSTER MYID', SEARCH_MS);
    const { reply } = await within(SEARCH_MS, connection.send(['CLUSTER', 'MYID']), late);
    return bulkText(reply);
  });
}
