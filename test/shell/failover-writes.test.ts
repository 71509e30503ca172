import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { HopEvent } from '../../source/shell/events.ts';
import { openSession } from '../../source/shell/open-session.ts';
import type { ShellSession } from '../../source/shell/session.ts';
import { type RedisServer, redisCli } from '../support/redis-servers.ts';
import { addressOf, type RunningCluster, runLine, startCluster, words } from './running-cluster.ts';

/** What the prompt said of one write. */
interface Outcome {
  id: string;
  /** The port of the node that took it. */
  by?: number;
  /** There was no answer; else a node said that it did not run, or it was never sent. */
  mayHaveRun: boolean;
}

describe('a failover under a loop of writes', () => {
  let cluster: RunningCluster;
  let session: ShellSession;
  beforeAll(async () => {
    // What a node executed is in its file before it answers.
    cluster = await startCluster({ nodeTimeoutMs: 1000, appendonly: true });
    await Promise.all(
      cluster.nodes.map(({ port }) => redisCli(['-p', port, 'config', 'set', 'appendfsync', 'no'])),
    );
  });
  afterAll(() => cluster?.stop());
  afterEach(() => session?.close());

  /** Each write is a number of its own at the end of a list, so that its order and its doubles can be seen. */
  async function write(key: string, id: number, onSent: () => void = () => undefined): Promise<Outcome> {
    const events: HopEvent[] = [];
    await session.run(words(`rpush ${key} ${id}`), event => {
      events.push(event);
      if (event.type === 'hop-sent') onSent();
    });
    const end = events.at(-1);
    const answered = events.findLast(event => event.type === 'hop-answered');
    if (end?.type !== 'command-finished') throw new Error('the run has no end');
    if (end.reply?.type === 'integer' && answered)
      return { id: `${id}`, by: answered.node.port, mayHaveRun: false };
    const { facts = {} } = end.failure ?? {};
    // The next prompt is on a node that lives.
    if (session.view.current) expect(await answers(session.view.current.port)).toBe(true);
    return { id: `${id}`, mayHaveRun: 'mayHaveRun' in facts && facts.mayHaveRun === true };
  }

  const answers = async (port: number) => (await redisCli(['-p', port, 'ping'])).stdout === 'PONG\n';
  const open = async (node: RedisServer) => {
    session = await openSession({ seeds: [addressOf(node)], connection: {}, name: 'test', pollMs: 300 });
  };
  const listOn = async ({ port }: RedisServer, key: string) =>
    (await redisCli(['-p', port, 'lrange', key, 0, -1])).stdout.split('\n').slice(0, -1);

  // `name` is in B: its master is node 3, and node 2 its replica. `foo` is in C, with nodes 1 and 4.
  test.each([
    { mode: 'follow', key: '{name}log', nodes: [3, 2] },
    { mode: 'smart', key: '{foo}log', nodes: [1, 4] },
  ])(
    'asked for, in mode $mode: every write is answered, and each is there once',
    async ({ mode, key, nodes }) => {
      const [master, replica] = nodes.map(index => cluster.nodes[index]!) as [RedisServer, RedisServer];
      await open(cluster.nodes[0]!);
      await session.runTask({ name: ':mode', args: words(mode) }, () => undefined);
      const outcomes: Outcome[] = [];
      let failingOver: Promise<unknown> | undefined;
      const takenBy = (node: RedisServer) => outcomes.filter(({ by }) => by === node.port).length;
      while (takenBy(replica) < 50) {
        outcomes.push(await write(key, outcomes.length));
        if (outcomes.length === 50) failingOver = redisCli(['-p', replica.port, 'cluster', 'failover']);
      }
      await failingOver;
      expect(takenBy(master)).toBeGreaterThanOrEqual(50);
      expect(outcomes.filter(({ by }) => by === undefined)).toEqual([]);
      expect(await listOn(replica, key)).toEqual(outcomes.map(({ id }) => id));
    },
  );

  test('by a kill: what was said to be done was done, what was not was not, and nothing was done twice', async () => {
    // `bbb` is in A: its master is node 0, and node 5 its replica.
    const [master, replica] = [cluster.nodes[0]!, cluster.nodes[5]!];
    await open(master);
    const key = '{bbb}log';
    const outcomes: Outcome[] = [];
    /** How many of the first writes the replica had confirmed. */
    let confirmed = 0;
    let killing: Promise<void> | undefined;
    const takenBy = (node: RedisServer) => outcomes.filter(({ by }) => by === node.port).map(({ id }) => id);
    while (takenBy(replica).length < 50) {
      // In the middle of a command.
      const kill = () => {
        killing ??= master.kill();
      };
      const outcome = await write(key, outcomes.length, outcomes.length === 150 ? kill : undefined);
      outcomes.push(outcome);
      if (outcomes.length === 100) {
        const waited = (await runLine(session, 'wait 1 10000')).at(-1);
        expect(waited).toMatchObject({ reply: { type: 'integer', value: '1' } });
        confirmed = outcomes.length;
      }
      if (outcome.by === undefined) await pause(10);
    }
    await killing;

    const byMaster = await executed(master, key);
    const now = await listOn(replica, key);
    // Replication keeps the order: what differs from the old master's list on was executed by the new one.
    const lost = now.findIndex((id, index) => id !== byMaster[index]);
    const byReplica = now.slice(lost === -1 ? now.length : lost);
    const ran = [...byMaster, ...byReplica];
    expect(new Set(ran).size).toBe(ran.length);
    expect(new Set(now).size).toBe(now.length);
    const notIn = (all: readonly string[], some: readonly string[]) => some.filter(id => !all.includes(id));
    expect(notIn(byMaster, takenBy(master))).toEqual([]);
    expect(notIn(byReplica, takenBy(replica))).toEqual([]);
    const unknown = outcomes.filter(({ mayHaveRun }) => mayHaveRun).map(({ id }) => id);
    expect(notIn([...takenBy(master), ...takenBy(replica), ...unknown], ran)).toEqual([]);
    // Only the one that was on its way is in doubt, and the replica has all that it had confirmed.
    expect(unknown).toEqual(['150']);
    expect(now.slice(0, confirmed)).toEqual(outcomes.slice(0, confirmed).map(({ id }) => id));
  });
});

/** What a node executed on a list, in order, by its append-only file. */
async function executed({ directory }: RedisServer, key: string): Promise<string[]> {
  const folder = join(directory, 'appendonlydir');
  const name = (await readdir(folder)).find(file => file.endsWith('.incr.aof'));
  const text = await readFile(join(folder, name ?? ''), 'latin1');
  const write = new RegExp(
    `rpush\r\n\\$\\d+\r\n${key.replace(/[{}]/g, '\\$&')}\r\n\\$\\d+\r\n(\\d+)\r\n`,
    'gi',
  );
  return [...text.matchAll(write)].map(([, id = '']) => id);
}
