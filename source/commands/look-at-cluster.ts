import type { NodeAddress } from '../cluster/address.ts';
import type { KnownState } from '../ui/home/home-state.ts';

/** How long a node may take to be looked at: milliseconds. The home screen waits for nothing longer. */
const LOOK_MS = 1500;

/** What the first node that answers says of its cluster; `down` when none does. */
export async function lookAtCluster(
  nodes: readonly NodeAddress[],
  password: string | undefined,
): Promise<KnownState> {
  const { openNodeClient } = await import('../redis/node-client.ts');
  const open = openNodeClient({
    ...(password !== undefined && { password }),
    connectTimeoutMs: LOOK_MS,
    commandTimeoutMs: LOOK_MS,
  });
  const looks = nodes.map(async (node): Promise<KnownState> => {
    const client = await open(node);
    try {
      return String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok') ? 'ok' : 'fail';
    } finally {
      client.close();
    }
  });
  return Promise.any(looks).catch(() => 'down');
}
