import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import { ShellFailure } from '../shell-failure.ts';
import type { SessionState } from '../state/session-state.ts';
import type { NodePool } from './node-pool.ts';
import { readCluster } from './read-cluster.ts';
import { readServer } from './read-server.ts';

export interface EnterOptions {
  state: SessionState;
  pool: NodePool;
  /** The address that was connected to, as the person knows it. */
  seed: NodeAddress;
  /** 0 for the one that every server has. */
  database: number;
  /** Any node would do, and this one may be a replica: the prompt then goes to a master. */
  anyMaster: boolean;
}

/**
 * Reads what a node is part of, and puts the prompt there. Resolves with the prompt's node.
 * @throws {ShellFailure} `sentinel-unsupported`, `database-refused`
 * @throws {Failure} when the connection is lost
 */
export async function enterCluster(connection: NodeConnection, options: EnterOptions): Promise<NodeAddress> {
  const { state, pool, seed, database } = options;
  const reading = await readCluster(connection);
  const server = reading.kind === 'standalone' ? await readServer(connection) : undefined;
  if (database !== 0) await chooseDatabase(connection, reading.kind === 'cluster', options);
  const own = reading.kind === 'cluster' ? reading.nodes.find(node => node.myself)?.address : undefined;
  // From here on a node goes by the address it announces, as it does in redirections and in the table.
  const node = own && own.port !== 0 ? own : seed;
  if (!sameAddress(node, seed)) pool.alias(node, seed);
  state.read(reading, server);
  const here = (options.anyMaster && (await findMaster(node, state, pool))) || node;
  state.moveTo(here);
  return here;
}

/** A server that is no cluster has several; every connection to it gets the same. */
async function chooseDatabase(
  connection: NodeConnection,
  isCluster: boolean,
  { state, pool, database }: EnterOptions,
): Promise<void> {
  const refuse = (said: string) =>
    new ShellFailure(
      'database-refused',
      { node: formatAddress(connection.address), database, said },
      { exitCode: 2 },
    );
  if (isCluster) throw refuse('');
  const { reply } = await connection.send(['SELECT', String(database)]);
  if (reply.type === 'error') throw refuse(reply.value.toString());
  pool.change({ ...pool.settings, database }, connection.address);
  state.setDatabase(database);
}

/** The master of a replica, when it answers; undefined for a node that is no replica. */
async function findMaster(
  address: NodeAddress,
  state: SessionState,
  pool: NodePool,
): Promise<NodeAddress | undefined> {
  const node = state.nodeAt(address);
  const master = state.map.nodes.find(({ id, health }) => id === node?.masterId && health === 'up');
  if (!master) return undefined;
  return pool.connectionTo(master.address).then(
    () => master.address,
    () => undefined,
  );
}
