import { onTestFinished } from 'vitest';
import type { ClusterPlan } from '../../source/cluster/cluster-plan.ts';
import { type FormOptions, formCluster } from '../../source/cluster/form-cluster.ts';
import type { FormEvent } from '../../source/cluster/form-events.ts';
import type { OpenNodeClient } from '../../source/cluster/node-client.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import {
  type RedisServer,
  type RedisServerOptions,
  redisCli,
  startRedisServers,
} from '../support/redis-servers.ts';

export const PASSWORD = 'a "secret" $word';
/** As in the nodes' configuration: what forming has to leave behind. */
export const SETTINGS = { clusterNodeTimeoutMs: 4000, replDisklessSyncDelayS: 5 };

export interface Nodes {
  servers: readonly RedisServer[];
  plan: ClusterPlan;
  open: OpenNodeClient;
  /** Forms with these options; what it says is added to `events`. */
  form(options?: Partial<FormOptions>): ReturnType<typeof formCluster>;
  events: FormEvent[];
  /** What the real redis-cli prints for a command to that server. */
  cli(server: RedisServer | undefined, ...args: (string | number)[]): Promise<string>;
}

/**
 * Real servers for one test, and a plan for them: six or more get one replica per master. They end with the test;
 * one that runs beside others hands in its own `onTestFinished`.
 */
export async function startNodes(
  count: number,
  options: RedisServerOptions = {},
  onFinished: (end: () => Promise<void>) => void = onTestFinished,
): Promise<Nodes> {
  const extra = options.directives;
  const group = await startRedisServers(count, {
    password: PASSWORD,
    ...options,
    directives: server => ({
      'cluster-node-timeout': SETTINGS.clusterNodeTimeoutMs,
      ...(typeof extra === 'function' ? extra(server) : extra),
    }),
  });
  onFinished(() => group.stop());
  const { servers } = group;
  const nodes = servers.map(({ host, port }) => ({ host, port, machine: 'this' }));
  const plan = planCluster(nodes, count < 6 ? 0 : 1);
  const open = openNodeClient({ password: PASSWORD, commandTimeoutMs: 1000, connectTimeoutMs: 1000 });
  const events: FormEvent[] = [];
  return {
    servers,
    plan,
    open,
    events,
    form: more => formCluster({ plan, open, settings: SETTINGS, emit: event => events.push(event), ...more }),
    cli: async (server, ...args) =>
      (await redisCli(['-p', server?.port ?? 0, ...args], { password: PASSWORD })).stdout.trim(),
  };
}

/** The commands that were sent, in their order. */
export function commands(events: readonly FormEvent[]): string[] {
  return events.flatMap(event => (event.type === 'command-sent' ? [event.command] : []));
}

/** The two settings of a server that forming lowers. */
export async function settingsOf(cli: Nodes['cli'], server: RedisServer | undefined): Promise<unknown[]> {
  const value = async (name: string) => (await cli(server, 'config', 'get', name)).split('\n')[1];
  return [await value('cluster-node-timeout'), await value('repl-diskless-sync-delay')];
}
