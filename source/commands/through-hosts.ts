import type { HostPool } from '../guide/host-pool.ts';
import { reachLazily } from '../guide/reach-nodes.ts';
import type { HostPrompts } from '../hosts/host.ts';
import type { ConnectionOptions } from '../redis/node-connection.ts';
import type { HostSpec } from '../spec/cluster-spec.ts';
import type { ClusterJob } from './choose-job.ts';

/** The connections of a command, with the tunnels behind them. */
export interface ThroughHosts {
  connection: ConnectionOptions;
  /**
   * A host that wants a secret, or has a key that is not known, is not reached while connections are made: nobody types within
   * a connection's few seconds. If one did since the last call, all hosts are logged in to one after the other now, and may ask;
   * connections made after that go through them. Resolves with whether one did. What keeps a host away is told by its nodes.
   */
  askHosts(loadPrompts: () => Promise<HostPrompts>): Promise<boolean>;
}

/**
 * The connection to a cluster that slotsh set up over SSH: a node that does not answer directly is reached through its host.
 * The pool's owner closes it.
 */
export function throughHosts(
  connection: ConnectionOptions,
  job: Pick<ClusterJob, 'spec'> | undefined,
  pool: Pick<HostPool, 'open'>,
  { signal, acceptNewHostKeys = false }: { signal: AbortSignal; acceptNewHostKeys?: boolean },
): ThroughHosts {
  const remote = job?.spec.hosts.filter(({ ssh }) => ssh) ?? [];
  if (!job || remote.length === 0) return { connection, askHosts: async () => false };
  const wanted = new Set<HostSpec>();
  const quietly = (host: HostSpec): HostPrompts => ({
    async confirmHostKey() {
      if (!acceptNewHostKeys) wanted.add(host);
      return acceptNewHostKeys;
    },
    async askSecret() {
      wanted.add(host);
      return null;
    },
  });
  const { dial } = reachLazily(job.spec, host => pool.open(host, quietly(host), signal));
  return {
    connection: { ...connection, dial },
    async askHosts(loadPrompts) {
      if (wanted.size === 0) return false;
      wanted.clear();
      const prompts = await loadPrompts();
      for (const host of remote) await pool.open(host, prompts, signal).catch(() => undefined);
      return true;
    },
  };
}
