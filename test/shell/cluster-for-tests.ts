import { afterAll, afterEach, beforeAll } from 'vitest';
import { openSession, type SessionOptions } from '../../source/shell/open-session.ts';
import type { BulkSession } from '../../source/shell/session.ts';
import type { RedisServer } from '../support/redis-servers.ts';
import { addressOf, type RunningCluster, startCluster } from './running-cluster.ts';

/** A cluster for the tests of a file or of a group, and sessions on it. */
export interface ClusterInUse {
  readonly nodes: readonly RedisServer[];
  /** Ports of the masters: A has 0-5460, B 5461-10922, C 10923-16383. */
  readonly masters: readonly [A: number, B: number, C: number];
  /** A session whose prompt is on a node, on A by default; it is closed after the test that opened it. */
  open(more?: Partial<SessionOptions>, node?: RedisServer): Promise<BulkSession>;
}

/** Starts a cluster before the tests, and ends it after them. */
export function clusterForTests(options: { password?: string } = {}): ClusterInUse {
  let running: RunningCluster | undefined;
  const sessions: BulkSession[] = [];
  beforeAll(async () => {
    running = await startCluster(options);
  });
  afterEach(() => {
    for (const session of sessions.splice(0)) session.close();
  });
  afterAll(() => running?.stop());

  const nodes = (): readonly RedisServer[] => {
    if (!running) throw new Error('the cluster runs in tests and hooks alone');
    return running.nodes;
  };
  return {
    get nodes() {
      return nodes();
    },
    get masters() {
      const [A, C, , B] = nodes().map(({ port }) => port);
      return [A ?? 0, B ?? 0, C ?? 0] as const;
    },
    async open(more = {}, node = nodes()[0]!) {
      const session = await openSession({
        ...{ seeds: [addressOf(node)], connection: options, name: 'test', pollMs: 0 },
        ...more,
      });
      sessions.push(session);
      return session;
    },
  };
}
