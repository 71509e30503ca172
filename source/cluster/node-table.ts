import { type NodeAddress, parseAddress } from './address.ts';
import { mergeSlotRanges, parseSlotRange, type SlotRange } from './slot-ranges.ts';

type NodeRole = 'master' | 'replica';

/** One line of CLUSTER NODES (redis.io/docs/latest/commands/cluster-nodes). */
export interface ClusterNode {
  /** Node id: 40 hexadecimal digits. */
  id: string;
  /** As announced. The host is empty, and the port may be 0, where the node that was asked does not know them. */
  address: NodeAddress;
  /** Cluster bus port. */
  busPort: number;
  /** `cluster-announce-hostname`, Redis 7 and later. */
  hostname?: string;
  /** `master` too for a node in handshake, whose role is not known yet. */
  role: NodeRole;
  /** Raw flags as sent: `myself`, `master`, `slave`, `fail?`, `fail`, `handshake`, `noaddr`, `nofailover`. */
  flags: readonly string[];
  /** Is this the node that was asked? */
  myself: boolean;
  /** The master's node id, for a replica. */
  masterId?: string;
  configEpoch: number;
  linkState: 'connected' | 'disconnected';
  /** Inclusive ranges, ascending; empty for a replica. */
  slots: readonly SlotRange[];
  /** Slots on the way out: `[slot->-id]`. */
  migrating: readonly { slot: number; to: string }[];
  /** Slots on the way in: `[slot-<-id]`. */
  importing: readonly { slot: number; from: string }[];
}

/** The answer of CLUSTER NODES, read. */
export interface NodeTable {
  nodes: readonly ClusterNode[];
  /** Lines that could not be read, as sent: none for a server that speaks the protocol. */
  notUnderstood: readonly string[];
}

/** Reads the text of CLUSTER NODES. Never throws: a line that cannot be read is given back in `notUnderstood`. */
export function parseNodeTable(text: string): NodeTable {
  const nodes: ClusterNode[] = [];
  const notUnderstood: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue;
    const node = parseLine(line);
    if (node) nodes.push(node);
    else notUnderstood.push(line);
  }
  return { nodes, notUnderstood };
}

/** The line of the node that was asked; every table has one. */
export function ownLine(table: Pick<NodeTable, 'nodes'>): ClusterNode | undefined {
  return table.nodes.find(node => node.myself);
}

function parseLine(line: string): ClusterNode | undefined {
  const [id = '', place = '', flagList = '', masterId = '', , , epoch = '', link = '', ...slotWords] =
    line.split(' ');
  const where = parsePlace(place);
  const ownership = parseOwnership(slotWords);
  const linkState = link === 'connected' || link === 'disconnected' ? link : undefined;
  if (!/^[0-9a-f]{40}$/.test(id) || !where || !/^\d+$/.test(epoch) || !linkState || !ownership)
    return undefined;
  const flags = flagList.split(',').filter(flag => flag !== 'noflags' && flag !== '');
  return {
    id,
    ...where,
    role: flags.includes('slave') ? 'replica' : 'master',
    flags,
    myself: flags.includes('myself'),
    ...(masterId === '-' ? {} : { masterId }),
    configEpoch: Number(epoch),
    linkState,
    ...ownership,
  };
}

/**
 * `ip:port@busport[,hostname[,shard-id=…,…]]`; before Redis 4 `ip:port`. Fields with a `=` are auxiliary ones, in any number.
 */
function parsePlace(text: string): Pick<ClusterNode, 'address' | 'busPort' | 'hostname'> | undefined {
  const [endpoint = '', ...more] = text.split(',');
  const at = endpoint.lastIndexOf('@');
  const address = parseAddress(at === -1 ? endpoint : endpoint.slice(0, at));
  const busPort = at === -1 ? (address?.port ?? 0) + 10_000 : Number(endpoint.slice(at + 1) || Number.NaN);
  if (!address || !Number.isInteger(busPort) || busPort < 0 || busPort > 75_535) return undefined;
  const hostname = more[0] && !more[0].includes('=') ? more[0] : undefined;
  return { address, busPort, ...(hostname ? { hostname } : {}) };
}

function parseOwnership(
  words: readonly string[],
): Pick<ClusterNode, 'slots' | 'migrating' | 'importing'> | undefined {
  const slots: SlotRange[] = [];
  const migrating: { slot: number; to: string }[] = [];
  const importing: { slot: number; from: string }[] = [];
  for (const word of words) {
    const open = /^\[(\d{1,5})-([<>])-([0-9a-f]{40})\]$/.exec(word);
    const range = parseSlotRange(open?.[1] ?? word);
    if (!range) return undefined;
    const peer = open?.[3] ?? '';
    if (!open) slots.push(range);
    else if (open[2] === '>') migrating.push({ slot: range[0], to: peer });
    else importing.push({ slot: range[0], from: peer });
  }
  return { slots: mergeSlotRanges(slots), migrating, importing };
}
