import { formatAddress, type NodeAddress } from './address.ts';
import { askNode, readDirective } from './ask-node.ts';
import { ClusterFailure } from './cluster-failure.ts';
import type { NodeClient, PlainReply } from './node-client.ts';
import { type ClusterNode, ownLine, parseNodeTable } from './node-table.ts';

/** What changes while a cluster forms, as one node sees it. */
export interface NodeStatus {
  /** Its own line of its node table. */
  own: ClusterNode;
  /** Its whole node table, itself included. */
  nodes: readonly ClusterNode[];
  /** `cluster_state`. */
  state: 'ok' | 'fail';
  /** For a replica. */
  masterLink?: 'up' | 'down';
  /** Bytes of the replication stream: written, by a master; taken over, by a replica. */
  replicationOffset?: number;
  /** For a replica that is taking over its master's data: changes as long as bytes come in. */
  syncMark?: string;
}

/** One node, as it was read: everything planning, forming and checking decide on. */
export interface NodeFacts extends NodeStatus {
  /** Where it was reached. */
  address: NodeAddress;
  /** `redis_version`, e.g. `7.0.15`. */
  version: string;
  /** Keys in all databases. */
  keys: number;
  /** What the configuration says now; undefined where CONFIG GET is not allowed. */
  clusterNodeTimeoutMs?: number;
  replDisklessSyncDelayS?: number;
  /** Milliseconds a command and its answer took, at best. */
  roundTripMs: number;
}

/**
 * Reads one node; changes nothing.
 * @throws ClusterFailure `cluster-mode-off`, `command-refused` (both exit code 3: they come before any change)
 */
export async function readNodeFacts(client: NodeClient): Promise<NodeFacts> {
  const asked = performance.now();
  const info = parseInfo(await askNode(client, ['INFO'], 3));
  const answered = performance.now();
  if (info.get('cluster_enabled') === '0') {
    throw new ClusterFailure('cluster-mode-off', { node: formatAddress(client.address) }, { exitCode: 3 });
  }
  const [status, timeout, delay] = await Promise.all([
    readNodeStatus(client),
    readDirective(client, 'cluster-node-timeout'),
    readDirective(client, 'repl-diskless-sync-delay'),
  ]);
  return {
    ...status,
    address: client.address,
    version: info.get('redis_version') ?? '',
    keys: countKeys(info),
    ...(timeout === undefined ? {} : { clusterNodeTimeoutMs: Number(timeout) }),
    ...(delay === undefined ? {} : { replDisklessSyncDelayS: Number(delay) }),
    roundTripMs: Math.min(answered - asked, performance.now() - answered),
  };
}

/** Reads again what changes while a cluster forms. */
export async function readNodeStatus(client: NodeClient): Promise<NodeStatus> {
  const [tableText, clusterInfo, replication] = await Promise.all([
    askNode(client, ['CLUSTER', 'NODES'], 3),
    askNode(client, ['CLUSTER', 'INFO'], 3),
    askNode(client, ['INFO', 'replication'], 3),
  ]);
  const { nodes } = parseNodeTable(String(tableText));
  const own = ownLine({ nodes });
  if (!own) {
    const facts = {
      node: formatAddress(client.address),
      command: 'CLUSTER NODES',
      error: String(tableText).slice(0, 200),
    };
    throw new ClusterFailure('command-refused', facts);
  }
  const info = parseInfo(replication);
  const link = info.get('master_link_status');
  const offset = info.get('slave_repl_offset') ?? info.get('master_repl_offset');
  const syncMark = info.get('master_sync_read_bytes') ?? info.get('master_sync_left_bytes');
  return {
    own,
    nodes,
    state: parseInfo(clusterInfo).get('cluster_state') === 'ok' ? 'ok' : 'fail',
    ...(link === undefined ? {} : { masterLink: link === 'up' ? 'up' : 'down' }),
    ...(offset === undefined ? {} : { replicationOffset: Number(offset) }),
    ...(syncMark === undefined ? {} : { syncMark }),
  };
}

/** The `name:value` lines of INFO and CLUSTER INFO. */
export function parseInfo(reply: PlainReply): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of String(reply).split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return fields;
}

function countKeys(info: ReadonlyMap<string, string>): number {
  let keys = 0;
  for (const [name, value] of info) {
    if (/^db\d+$/.test(name)) keys += Number(/^keys=(\d+)/.exec(value)?.[1] ?? 0);
  }
  return keys;
}
