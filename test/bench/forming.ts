import { setTimeout as pause } from 'node:timers/promises';
import { formCluster } from '../../source/cluster/form-cluster.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import { redisCli, startRedisServers } from '../support/redis-servers.ts';
import type { Figure } from './figures.ts';
import type { BenchContext, Part } from './part.ts';
import { sideBySide, timed } from './rounds.ts';

/** The guide's cluster-node-timeout, and Redis's own delay before it sends a replica its data. */
const SETTINGS = { clusterNodeTimeoutMs: 15_000, replDisklessSyncDelayS: 5 };
/** Milliseconds that nodes have been up in the second variant: longer than a master waits after its start before it may say `ok`. */
const SETTLED_MS = 3000;

/** Nodes that stand to a cluster that can be used, beside `redis-cli --cluster create` until it merely returns. */
export const forming: Part = { name: 'forming', needs: ['redis-server', 'redis-cli'], measure };

async function measure({ short, say }: BenchContext): Promise<Figure[]> {
  const sizes = short
    ? [{ nodes: 6, rounds: 1, goal: 0.7 }]
    : [
        { nodes: 6, rounds: 7, goal: 0.7 },
        { nodes: 30, rounds: 3, goal: 0.12 },
        { nodes: 60, rounds: 3, goal: 0.12 },
        // As far as the machine carries it: told, not judged.
        { nodes: 120, rounds: 1 },
      ];
  const figures: Figure[] = [];
  for (const { nodes, rounds, goal } of sizes) {
    for (const upFor of short ? [SETTLED_MS] : nodes === 120 ? [0] : [SETTLED_MS, 0]) {
      const taken = await sideBySide({
        rounds,
        ours: () => onNodes(nodes, upFor, form, say),
        theirs: () => onNodes(nodes, upFor, create, say),
      });
      const seconds = upFor / 1000;
      figures.push({
        what: {
          en: `${nodes} nodes${upFor === 0 ? ', just started' : `, up for ${seconds} s`}: until the cluster is usable`,
          zh: `${nodes} 个节点${upFor === 0 ? '刚启动' : `已运行 ${seconds} 秒`}：直到集群可用`,
        },
        unit: 'ms',
        ...taken,
        theirs: {
          what: {
            en: '`redis-cli --cluster create`, to its return',
            zh: '`redis-cli --cluster create`，到其返回',
          },
          value: taken.theirs,
        },
        // Nodes that have just started are told, not judged: when they may be used at the earliest is Redis's to say.
        ...(upFor > 0 && goal !== undefined && { goal: { most: goal } }),
        ...(upFor === 0 && { note: 'a master says ok 2 s after its start at the earliest' }),
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
  say: BenchContext['say'],
): Promise<number> {
  say(`${count} nodes`);
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
