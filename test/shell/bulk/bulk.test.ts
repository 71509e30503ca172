import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { keySlot } from '../../../source/cluster/key-slot.ts';
import { openSession } from '../../../source/shell/open-session.ts';
import type { BulkSession } from '../../../source/shell/session.ts';
import { type RedisServer, redisCli } from '../../support/redis-servers.ts';
import { addressOf, type RunningCluster, startCluster } from '../running-cluster.ts';
import { type Outcome, runLines } from './run-lines.ts';

const BATCH = 300;
const KEYS = 400;

async function ask(node: RedisServer, ...args: (string | number)[]): Promise<string> {
  return (await redisCli(['-p', node.port, ...args])).stdout.trim();
}

async function isMaster(node: RedisServer): Promise<boolean> {
  return (await ask(node, 'role')).startsWith('master');
}

/** Resolves when commands lie unread in a socket of a server that hangs: more than the few bytes that its replica sends. */
async function unread({ port }: RedisServer): Promise<void> {
  const local = port.toString(16).toUpperCase().padStart(4, '0');
  const line = new RegExp(`^ *\\d+: \\w+:${local} \\w+:\\w+ 01 \\w+:(\\w+)`);
  const most = async () => {
    const sockets = (await readFile('/proc/net/tcp', 'utf8')).split('\n');
    return Math.max(...sockets.map(socket => Number.parseInt(line.exec(socket)?.[1] ?? '0', 16)));
  };
  await expect.poll(most).toBeGreaterThan(1000);
}

const NODE_TIMEOUT_MS = 3000;

/** Makes a replica the master, without losing a write (CLUSTER FAILOVER); resolves when it is. */
async function failOver({ nodes }: RunningCluster, replica: RedisServer): Promise<void> {
  await expect.poll(() => ask(replica, 'info', 'replication')).toContain('master_link_status:up');
  // Those who do not know yet that it is a replica would not vote for it, and it would ask again only much later.
  const line = new RegExp(`:${replica.port}@\\S+ (myself,)?slave `);
  for (const node of nodes) await expect.poll(() => ask(node, 'cluster', 'nodes')).toMatch(line);
  // A manual failover is given up after 5 s, which may pass on a busy machine, and its election is held again after four node
  // timeouts at the soonest (auth_retry_time in Redis' cluster.c).
  let asked = Number.NEGATIVE_INFINITY;
  const takesOver = async () => {
    if (await isMaster(replica)) return true;
    if (performance.now() - asked < 4.2 * NODE_TIMEOUT_MS) return false;
    asked = performance.now();
    expect(await ask(replica, 'cluster', 'failover')).toBe('OK');
    return false;
  };
  await expect.poll(takesOver).toBe(true);
}

/**
 * Lines that each put the next number into one of many lists, so that the reply is that number when every line before it
 * for the same list has run exactly once, and none after it. They go on until `until` is over, and a little beyond.
 */
async function* pushes(name: string, until: Promise<unknown>, atLeast = 4000): AsyncGenerator<string[]> {
  let isOver = false;
  void until.finally(() => {
    isOver = true;
  });
  let count = 0;
  for (let left = 4; left > 0; left = isOver && count >= atLeast ? left - 1 : left) {
    yield Array.from(
      { length: BATCH },
      () => `rpush ${name}:${count % KEYS} ${Math.floor(count++ / KEYS) + 1}`,
    );
    // Other things have their turn too; without it the lines would be written faster than anything else happens.
    await pause(1);
  }
}

/** Those whose reply is not the number that they put in. */
function outOfOrder(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(({ line, reply }) => reply !== line.split(' ').at(-1));
}

describe('many commands at once, while the cluster changes', () => {
  let cluster: RunningCluster;
  let session: BulkSession;
  beforeAll(async () => {
    cluster = await startCluster({ nodeTimeoutMs: NODE_TIMEOUT_MS });
  });
  afterEach(() => session.close());
  afterAll(() => cluster.stop());

  async function open(): Promise<void> {
    session = await openSession({
      seeds: [addressOf(cluster.nodes[1]!)],
      connection: {},
      name: 'test',
      pollMs: 0,
    });
  }

  test('with a map that is out of date, commands on the same key keep their order', async () => {
    await open();
    // Node 5 is the replica of node 0, which has 0-5460; the session still thinks that node 0 has them.
    await failOver(cluster, cluster.nodes[5]!);
    const { outcomes, redirections } = await runLines(session, pushes('stale', Promise.resolve()));
    expect(outOfOrder(outcomes)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(4000);
    expect(redirections).toBeGreaterThan(0);
  });

  test('a failover in the middle: nothing is lost, doubled or out of order', async () => {
    await open();
    // Back again. (Redis 7.0 makes a node that was made master twice in a row forget what it took on in between.)
    const failover = failOver(cluster, cluster.nodes[0]!);
    const { outcomes, redirections } = await runLines(session, pushes('failover', failover));
    expect(outOfOrder(outcomes)).toEqual([]);
    expect(redirections).toBeGreaterThan(0);
  });

  test('slots that migrate in the middle: nothing is lost, doubled or out of order', async () => {
    await open();
    const source = cluster.nodes[0]!;
    const target = cluster.nodes[3]!;
    const tags = tagsWithin(0, 5460, 4);
    const moving = (async () => {
      await pause(50);
      for (const tag of tags) await migrate(tag, source, target);
    })();
    async function* input() {
      let isOver = false;
      void moving.finally(() => {
        isOver = true;
      });
      let round = 0;
      for (let left = 4; left > 0; left = isOver ? left - 1 : left) {
        round += 1;
        yield tags.flatMap(tag => [
          ...Array.from({ length: 20 }, (_, key) => `rpush {${tag}}list${key} ${round}`),
          // Several keys at once, of which some have been migrated and some not: TRYAGAIN, until all have.
          `mset {${tag}}a ${round} {${tag}}b ${round} {${tag}}c ${round}`,
          `set {${tag}}c ${round}`,
          `mget {${tag}}a {${tag}}b {${tag}}c`,
        ]);
        await pause(2);
      }
    }
    const { outcomes, redirections } = await runLines(session, input());
    const wrong = outcomes.filter(({ line, reply }) => {
      if (line.startsWith('rpush')) return reply !== line.split(' ').at(-1);
      return line.startsWith('mget') ? !/^(\d+) \1 \1$/.test(reply ?? '') : reply !== 'OK';
    });
    expect(wrong).toEqual([]);
    expect(redirections).toBeGreaterThan(0);
    for (const tag of tags) expect(await ask(target, 'llen', `{${tag}}list19`)).toMatch(/^\d+$/);
    const tried = await ask(source, 'info', 'errorstats');
    expect(tried).toContain('errorstat_ASK');
    expect(tried).toContain('errorstat_MOVED');
  });

  test('a slot that nobody serves is waited for, then given up; the others go on', async () => {
    await open();
    const [tag = ''] = tagsWithin(5461, 10922, 1);
    const slot = keySlot(tag);
    await everywhere(cluster, 'config', 'set', 'cluster-require-full-coverage', 'no');
    await everywhere(cluster, 'cluster', 'delslots', slot);
    async function* input() {
      yield [`set {${tag}}a 1`, 'set aaa 1', `get {${tag}}a`, 'get aaa'];
    }
    const { outcomes } = await runLines(session, input(), 300);
    expect(outcomes.map(({ reply, failure }) => reply ?? failure)).toEqual([
      expect.stringMatching(/^CLUSTERDOWN/),
      'OK',
      expect.stringMatching(/^CLUSTERDOWN/),
      '1',
    ]);
    await ask(cluster.nodes[3]!, 'cluster', 'addslots', slot);
    await everywhere(cluster, 'config', 'set', 'cluster-require-full-coverage', 'yes');
  });
});

describe('many commands at once, when a master fails', () => {
  let cluster: RunningCluster;
  let session: BulkSession;
  beforeAll(async () => {
    cluster = await startCluster({ appendonly: true });
  });
  afterEach(() => session.close());
  afterAll(() => cluster.stop());

  async function open(nodeTimeoutMs: number): Promise<void> {
    await everywhere(cluster, 'config', 'set', 'cluster-node-timeout', nodeTimeoutMs);
    session = await openSession({
      seeds: [addressOf(cluster.nodes[1]!)],
      connection: {},
      name: 'test',
      pollMs: 0,
    });
  }

  /** Lines that each create a key of their own; in the middle a master hangs with commands under way, and then more happens. */
  async function* increments(
    name: string,
    master: RedisServer,
    happens: (() => Promise<void>)[],
  ): AsyncGenerator<string[]> {
    let count = 0;
    const batch = () => Array.from({ length: BATCH }, () => `incr ${name}:${count++}`);
    // Less than may be under way: with more, nothing would be taken while the master hangs, and nothing happen.
    for (let round = 0; round < 6; round++) yield batch();
    await pause(50);
    master.pause();
    for (const next of [() => unread(master), ...happens]) {
      yield batch();
      yield batch();
      await next();
    }
    for (let round = 0; round < 10; round++) yield batch();
  }

  /** What is there of each line's key, as text. */
  async function valuesOf(outcomes: readonly Outcome[]): Promise<string[]> {
    // Slot by slot: redis-cli needs ten times as long when it is redirected at every other line.
    const keys = outcomes.map(keyOf).sort((a, b) => keySlot(a) - keySlot(b));
    const input = keys.map(key => `get ${key}\n`).join('');
    const { stdout } = await redisCli(['-c', '-p', cluster.nodes[1]!.port], { input });
    const values = stdout.replace(/^-> Redirected.*\n/gm, '').split('\n');
    const byKey = new Map(keys.map((key, index) => [key, values[index] ?? '']));
    return outcomes.map(outcome => byKey.get(keyOf(outcome)) ?? '?');
  }

  test('it comes back with its data: what was answered is there, what was not run is not, nothing ran twice', async () => {
    // Its replies leave it after they are in its append-only file ("everysec" may write two seconds later, measured); within
    // the timeout nobody takes over.
    await open(15_000);
    const master = cluster.nodes[0]!;
    await ask(master, 'config', 'set', 'appendfsync', 'always');
    const input = increments('back', master, [() => master.kill(), () => master.restart()]);
    const { outcomes } = await runLines(session, input);
    expect(outcomes.length).toBe(22 * BATCH);
    const values = await valuesOf(outcomes);
    const answered = outcomes.filter(({ reply }) => reply !== undefined);
    expect(new Set(answered.map(({ reply }) => reply))).toEqual(new Set(['1']));
    const untrue = outcomes.filter(({ reply, mayHaveRun }, index) => {
      if (reply !== undefined) return values[index] !== '1';
      return mayHaveRun ? !['', '1'].includes(values[index] ?? '?') : values[index] !== '';
    });
    expect(untrue).toEqual([]);
    // It was killed with commands under way: of these, and of no others, nobody knows.
    const unknown = outcomes.filter(({ mayHaveRun }) => mayHaveRun);
    expect(unknown.length).toBeGreaterThan(0);
    expect(new Set(unknown.map(({ failure }) => failure))).toEqual(new Set(['connection-lost']));
    expect(answered.length + unknown.length).toBe(outcomes.length);
    expect(unknown.every(outcome => keySlot(keyOf(outcome)) <= 5460)).toBe(true);
  });

  /** What must hold when a replica takes over from its master, which has these slots. */
  async function expectExactAccount(
    outcomes: readonly Outcome[],
    first: number,
    last: number,
  ): Promise<void> {
    expect(outcomes.length).toBe(20 * BATCH);
    const values = await valuesOf(outcomes);
    const unknown = outcomes.findLastIndex(({ mayHaveRun }) => mayHaveRun);
    expect(unknown).toBeGreaterThan(0);
    const known = outcomes.flatMap((outcome, index) => {
      const slot = keySlot(keyOf(outcome));
      const isIts = slot >= first && slot <= last;
      return outcome.mayHaveRun ? [] : [{ ...outcome, index, isIts, value: values[index] }];
    });
    expect(known.filter(({ reply }) => reply !== '1')).toEqual([]);
    // Replication is asynchronous: what the dead master answered last may be lost with it, whoever asked it. But nothing
    // of the others may be missing, nor what the new master answered.
    const lost = known.filter(({ value }) => value !== '1');
    expect(lost.filter(({ isIts, index }) => !isIts || index > unknown)).toEqual([]);
  }

  test('it hangs and its replica takes over: the account is exact, and what was not sent yet runs there', async () => {
    await open(1000);
    const master = cluster.nodes[3]!;
    const { outcomes } = await runLines(session, increments('hangs', master, [async () => undefined]));
    expect(await isMaster(cluster.nodes[2]!)).toBe(true);
    await expectExactAccount(outcomes, 5461, 10_922);
    master.resume();
  });

  test('it is killed and its replica takes over: likewise; with the replica gone too, its slots are given up', async () => {
    await open(1000);
    const [master, , , , , replica] = cluster.nodes;
    const { outcomes } = await runLines(session, increments('dies', master!, [() => master!.kill()]));
    expect(await isMaster(replica!)).toBe(true);
    await expectExactAccount(outcomes, 0, 5460);

    await replica!.kill();
    async function* input() {
      yield ['set bbb 1', 'set aaa 1', 'get bbb', 'get aaa'];
    }
    // Before the others notice, they go on.
    const after = await runLines(session, input(), 200);
    expect(after.outcomes.map(({ reply, failure }) => reply ?? failure)).toEqual([
      ...['slot-not-served', 'OK', 'slot-not-served', '1'],
    ]);
    expect(after.outcomes.some(({ mayHaveRun }) => mayHaveRun)).toBe(false);
  });
});

function keyOf({ line }: Outcome): string {
  return line.slice('incr '.length);
}

/** Names whose slots lie within a range, each in another slot. */
function tagsWithin(first: number, last: number, count: number): string[] {
  const tags: string[] = [];
  for (let number = 0; tags.length < count; number++) {
    const slot = keySlot(`t${number}`);
    if (slot >= first && slot <= last && !tags.some(tag => keySlot(tag) === slot)) tags.push(`t${number}`);
  }
  return tags;
}

async function everywhere(cluster: RunningCluster, ...args: (string | number)[]): Promise<void> {
  await Promise.all(cluster.nodes.map(node => ask(node, ...args)));
}

/** Moves a slot with its keys, a few at a time, as `redis-cli --cluster reshard` does; the first one long before the others. */
async function migrate(tag: string, source: RedisServer, target: RedisServer): Promise<void> {
  const slot = keySlot(tag);
  const move = (...keys: string[]) =>
    ask(source, 'migrate', target.host, target.port, '', 0, 5000, 'keys', ...keys);
  const [from, to] = await Promise.all([ask(source, 'cluster', 'myid'), ask(target, 'cluster', 'myid')]);
  await ask(target, 'cluster', 'setslot', slot, 'importing', from);
  await ask(source, 'cluster', 'setslot', slot, 'migrating', to);
  await move(`{${tag}}a`);
  await expect
    .poll(() => ask(source, 'info', 'errorstats'), { interval: 20 })
    .toContain('errorstat_TRYAGAIN');
  for (;;) {
    const keys = (await ask(source, 'cluster', 'getkeysinslot', slot, 3))
      .split('\n')
      .filter(key => key !== '');
    if (keys.length === 0) break;
    await move(...keys);
  }
  await ask(target, 'cluster', 'setslot', slot, 'node', to);
  await ask(source, 'cluster', 'setslot', slot, 'node', to);
}
