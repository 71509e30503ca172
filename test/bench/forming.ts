import { setTimeout as pause } from 'node:timers/promises';
import { formCluster } from '../../source/cluster/form-cluster.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import { redisCli, startRedisServers } from '../support/redis-servers.ts';
import { type Figure, sideBySide, timed } from './figures.ts';
import type { BenchContext, Group } from './group.ts';

/** The guide's cluster-node-timeout, and Redis's own delay before it sends a replica its data. */
const SETTINGS = { clusterNodeTimeoutMs: 15_000, replDisklessSyncDelayS: 5 };
/** Milliseconds that nodes have been up in the second variant. */
const SETTLED_MS = 4000;

/** Nodes that stand to a cluster that can be used, beside `redis-cli --cluster create` until it merely returns. */
export const forming: Group = { name: 'forming', needs: ['redis-server', 'redis-cli'], measure };

async function measure({ short, say }: BenchContext): Promise<Figure[]> {
  const sizes = short
    ? [{ nodes: 6, rounds: 2, goal: 0.7 }]
    : [
        { nodes: 6, rounds: 5, goal: 0.7 },
        { nodes: 30, rounds: 3, goal: 0.12 },
        { nodes: 60, rounds: 2, goal: 0.12 },
        { nodes: 120, rounds: 1, goal: 0.12 },
      ];
  const figures: Figure[] = [];
  for (const { nodes, rounds, goal } of sizes) {
    for (const upFor of short || nodes === 120 ? [0] : [0, SETTLED_MS]) {
      const since = upFor === 0 ? 'just started' : `up for ${upFor / 1000} s`;
      say(`a cluster of ${nodes} nodes, ${since}`);
      const taken = await sideBySide(
        rounds,
        () => onNodes(nodes, upFor, form),
        () => onNodes(nodes, upFor, create),
      );
      figures.push({
        what: `${nodes} nodes, ${since}, to usable`,
        unit: 'ms',
        ours: taken.ours,
        theirs: { what: 'redis-cli --cluster create, to its return', value: taken.theirs },
        ratio: taken.ratio,
        goal,
      });
    }
  }
  return figures;
}

/** Milliseconds that something takes on so many new nodes. */
async function onNodes(
  count: number,
  upFor: number,
  work: (ports: readonly number[]) => Promise<void>,
): Promise<number> {
  const { servers, stop } = await startRedisServers(count, {
    directives: { 'cluster-node-timeout': SETTINGS.clusterNodeTimeoutMs },
  });
  try {
    await pause(upFor);
    return await timed(() => work(servers.map(({ port }) => port)));
  } finally {
    await stop();
  }
}

async function form(ports: readonly number[]): Promise<void> {
  const nodes = ports.map(port => ({ host: '127.0.0.1', port, machine: 'this' }));
  await formCluster({ plan: planCluster(nodes, 1), open: openNodeClient(), settings: SETTINGS });
}

async function create(ports: readonly number[]): Promise<void> {
  const nodes = ports.map(port => `127.0.0.1:${port}`);
  const { code, stdout } = await redisCli([
    '--cluster',
    'create',
    ...nodes,
    '--cluster-replicas',
    1,
    '--cluster-yes',
  ]);
  if (code !== 0) throw new Error(`redis-cli --cluster create: ${stdout.slice(-300)}`);
}
