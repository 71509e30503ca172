import type { NodeAddress } from '../../cluster/address.ts';
import { type ClusterNode, parseNodeTable } from '../../cluster/node-table.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { Reply } from '../../redis/reply.ts';
import { bulkText } from '../../redis/reply-parts.ts';

/** What a node says of its cluster. */
export type ClusterReading =
  | { kind: 'cluster'; state: 'ok' | 'fail'; nodes: readonly ClusterNode[] }
  /** A server that is no part of a cluster. */
  | { kind: 'standalone' }
  /** A server that does not say: the user may not ask (NOPERM), or it is loading. */
  | { kind: 'unreadable' };

/** Asks for CLUSTER INFO and CLUSTER NODES at once. @throws {Failure} when the connection is lost */
export async function readCluster(connection: NodeConnection): Promise<ClusterReading> {
  const [info, table] = await Promise.all([
    connection.send(['CLUSTER', 'INFO']),
    connection.send(['CLUSTER', 'NODES']),
  ]);
  const text = bulkText(table.reply);
  if (text === undefined) return { kind: hasNoCluster(table.reply) ? 'standalone' : 'unreadable' };
  const ok = /^cluster_state:ok\r?$/m.test(bulkText(info.reply) ?? '');
  const { nodes } = parseNodeTable(text);
  return {
    kind: 'cluster',
    state: ok ? 'ok' : 'fail',
    nodes: nodes.map(node => fillAddress(node, connection.address)),
  };
}

function hasNoCluster(reply: Reply): boolean {
  if (reply.type !== 'error') return false;
  return /cluster support disabled|unknown command/i.test(reply.value.toString());
}

/** A node that has met no other does not know its own address: it is where it was asked. */
function fillAddress(node: ClusterNode, asked: NodeAddress): ClusterNode {
  return node.myself && node.address.host === ''
    ? { ...node, address: { host: asked.host, port: node.address.port || asked.port } }
    : node;
}
