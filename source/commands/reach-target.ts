import type { Target } from './find-target.ts';
import type { ThroughHosts } from './through-hosts.ts';

/** How the nodes of a target are connected to; `close` ends what stands behind that. */
export interface TargetReach extends ThroughHosts {
  close(): Promise<void>;
}

/**
 * The connections of a command to a target: directly, and through its hosts where slotsh set it up over SSH. What that needs is
 * loaded for such a cluster alone.
 */
export async function reachTarget(
  { connection, job }: Pick<Target, 'connection' | 'job'>,
  signal: AbortSignal,
): Promise<TargetReach> {
  if (!job?.spec.hosts.some(({ ssh }) => ssh))
    return { connection, askHosts: async () => false, close: async () => undefined };
  const [{ HostPool }, { throughHosts }] = await Promise.all([
    import('../guide/host-pool.ts'),
    import('./through-hosts.ts'),
  ]);
  const pool = new HostPool();
  return { ...throughHosts(connection, job, pool, { signal }), close: () => pool.close() };
}
