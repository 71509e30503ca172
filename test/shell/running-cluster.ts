import { formCluster } from '../../source/cluster/form-cluster.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import type { HopEvent } from '../../source/shell/events.ts';
import type { ShellSession } from '../../source/shell/session.ts';
import { type RedisServer, type RedisServers, startRedisServers } from '../support/redis-servers.ts';

/** A cluster of six real nodes with the guide's roles: node 0 has 0-5460, node 3 5461-10922, node 1 10923-16383. */
export interface RunningCluster {
  nodes: readonly RedisServer[];
  stop(): Promise<void>;
}

export interface ClusterOptions {
  password?: string;
  /**
   * For tests of a failover less than Redis' own 15 s, which are the default: a node that a script keeps busy, or a busy machine
   * keeps waiting, must not be taken for dead where no test means it to be.
   */
  nodeTimeoutMs?: number;
  appendonly?: boolean;
}

export async function startCluster(options: ClusterOptions = {}): Promise<RunningCluster> {
  const { password, nodeTimeoutMs = 15_000, appendonly = false } = options;
  const servers: RedisServers = await startRedisServers(6, {
    appendonly,
    ...(password === undefined ? {} : { password }),
    directives: { 'cluster-node-timeout': nodeTimeoutMs, 'repl-diskless-sync-delay': 0 },
  });
  const nodes = servers.servers;
  const planned = nodes.map(({ host, port }, index) => ({ host, port, machine: index < 3 ? 'one' : 'two' }));
  await formCluster({
    plan: planCluster(planned, 1),
    open: openNodeClient(password === undefined ? {} : { password }),
    settings: { clusterNodeTimeoutMs: nodeTimeoutMs, replDisklessSyncDelayS: 0 },
  });
  return { nodes, stop: servers.stop };
}

export function addressOf({ host, port }: RedisServer) {
  return { host, port };
}

export function words(line: string): Buffer[] {
  return line.split(' ').map(word => Buffer.from(word));
}

/** Runs a line and gives back what it said. */
export async function runLine(
  session: ShellSession,
  line: string,
  signal?: AbortSignal,
): Promise<HopEvent[]> {
  const events: HopEvent[] = [];
  await session.run(words(line), event => events.push(event), signal);
  return events;
}

/** The run in short: `→ port`, `← MOVED 5798 port`, `prompt port why`, then the reply or the failure's id. */
export function brief(events: readonly HopEvent[]): string[] {
  return events.map(inShort).filter(text => text !== '');
}

function inShort(event: HopEvent): string {
  switch (event.type) {
    case 'command-started':
      return '';
    case 'hop-sent':
      return `→ ${event.node.port}${event.asking ? ' asking' : ''}`;
    case 'hop-answered': {
      const { redirection } = event;
      return redirection ? `← ${redirection.kind} ${redirection.slot} ${redirection.to.port}` : '';
    }
    case 'hop-failed':
      return `✗ ${event.node.port} ${event.failure.id}`;
    case 'node-changed':
      return `prompt ${event.to.port} ${event.why}`;
    case 'transaction-moved':
      return `transaction ${event.to.port}`;
    case 'map-updated':
      return `map ${event.slot} ${event.from?.port ?? 'nobody'} ${event.to.port}`;
    case 'slot-cached':
      return `cached ${event.slot} ${event.node?.port ?? 'nobody'}`;
    case 'cache-refreshed':
      return `refreshed ${event.node.port} ${event.failure?.id ?? event.changed}`;
    case 'command-finished': {
      const { reply, failure } = event;
      if (failure) return failure.id;
      return reply && 'value' in reply ? String(reply.value) : (reply?.type ?? 'nothing');
    }
  }
}

/** Resolves when the session's view passes the test. */
export function viewWhere(
  session: ShellSession,
  test: (view: ShellSession['view']) => boolean,
): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (!test(session.view)) return;
      stop();
      resolve();
    };
    const stop = session.subscribe(look);
    look();
  });
}
