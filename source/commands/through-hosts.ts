import type { HostPool } from '../guide/host-pool.ts';
import { reachLazily } from '../guide/reach-nodes.ts';
import type { HostPrompts } from '../hosts/host.ts';
import type { ConnectionOptions } from '../redis/node-connection.ts';
import type { ClusterJob } from './choose-job.ts';

/** The set-up has asked all there was to ask; a host that has changed since is not reached. */
const nothingIsAsked: HostPrompts = { confirmHostKey: async () => false, askSecret: async () => null };

/**
 * The connection to a cluster that slotsh set up over SSH: a node that does not answer directly is reached through its host.
 * The pool's owner closes it.
 */
export function throughHosts(
  connection: ConnectionOptions,
  job: ClusterJob | undefined,
  pool: HostPool,
  signal: AbortSignal,
): ConnectionOptions {
  if (!job?.spec.hosts.some(({ ssh }) => ssh)) return connection;
  const { dial } = reachLazily(job.spec, host => pool.open(host, nothingIsAsked, signal));
  return { ...connection, dial };
}
