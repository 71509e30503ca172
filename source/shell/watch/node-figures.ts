import type { ClusterNode } from '../../cluster/node-table.ts';
import { ownLine, parseNodeTable } from '../../cluster/node-table.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import { bulkText } from '../../redis/reply-parts.ts';
import { type InfoFields, readInfo } from '../nodes/read-info.ts';

/** How a node does, in numbers. Each is absent while it is not known, or when the user may not ask. */
export interface NodeFigures {
  keys?: number;
  /** Bytes, as `used_memory` has them. */
  memory?: number;
  /** A replica's connection to its master. */
  link?: 'up' | 'down';
  /** Bytes of its master's stream that a replica has not got yet. */
  behind?: number;
}

/** What only a node itself can say. */
export interface NodeSurvey extends NodeFigures, Partial<Pick<ClusterNode, 'migrating' | 'importing'>> {
  /** How far its stream of replication is, in bytes since its beginning. */
  offset?: number;
}

/** Which slots a master moves: others' tables do not have it. @throws {Failure} when the connection is lost */
export async function surveySlots(connection: NodeConnection): Promise<NodeSurvey> {
  const { reply } = await connection.send(['CLUSTER', 'NODES']);
  const own = ownLine(parseNodeTable(lineOfItself(bulkText(reply) ?? '')));
  return own ? { migrating: own.migrating, importing: own.importing } : {};
}

/** Keys and memory of a master, and how far its stream is. @throws {Failure} when the connection is lost */
export async function surveyMaster(connection: NodeConnection): Promise<NodeSurvey> {
  const [slots, size, info] = await Promise.all([
    surveySlots(connection),
    connection.send(['DBSIZE']),
    readInfo(connection, 'memory', 'replication'),
  ]);
  return {
    ...slots,
    ...(size.reply.type === 'integer' && { keys: Number(size.reply.value) }),
    ...numberAt(info, 'used_memory', 'memory'),
    ...numberAt(info, 'master_repl_offset', 'offset'),
  };
}

/** A replica's link to its master, and how far it has come. @throws {Failure} when the connection is lost */
export async function surveyReplica(connection: NodeConnection): Promise<NodeSurvey> {
  const info = await readInfo(connection, 'replication');
  const link = info.get('master_link_status');
  return {
    ...((link === 'up' || link === 'down') && { link }),
    ...numberAt(info, 'slave_repl_offset', 'offset'),
  };
}

/** The one line that is asked for: of a thousand nodes all others are read for nothing. */
function lineOfItself(table: string): string {
  return table.split('\n').find(line => line.split(' ', 3)[2]?.split(',').includes('myself')) ?? '';
}

function numberAt<K extends keyof NodeSurvey>(
  info: InfoFields,
  field: string,
  name: K,
): { [N in K]?: number } {
  const text = info.get(field);
  return text === undefined || !/^\d+$/.test(text) ? {} : ({ [name]: Number(text) } as { [N in K]?: number });
}
