import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession } from '../../../source/shell/open-session.ts';
import type { ShellSession } from '../../../source/shell/session.ts';
import type { TaskEvent } from '../../../source/shell/tasks/task-events.ts';
import type { TaskRequest } from '../../../source/shell/tasks/task-request.ts';
import { redisCli } from '../../support/redis-servers.ts';
import { addressOf, brief, type RunningCluster, runLine, startCluster, words } from '../running-cluster.ts';

/** The engine's own `gc`. */
function exposedGc(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** A: 0, B: 3, C: 1 of the cluster's nodes; their replicas 5, 2, 4. */
const [A, B, C] = [0, 3, 1] as const;

describe('lines for several nodes', () => {
  let cluster: RunningCluster;
  let session: ShellSession;
  const port = (index: number) => cluster.nodes[index]!.port;
  const cli = async (index: number, ...args: string[]) =>
    (await redisCli(['-p', port(index), ...args])).stdout.trimEnd();

  beforeAll(async () => {
    cluster = await startCluster();
    session = await openSession({
      ...{ seeds: [addressOf(cluster.nodes[A]!)], connection: {}, name: 'test' },
      ...{ pollMs: 0, patienceMs: 1500 },
    });
    const fill = [
      ...Array.from({ length: 3000 }, (_, i) => `SET key:${i} ${i}`),
      `SET text ${'x'.repeat(5000)}`,
      `RPUSH list ${Array.from({ length: 200 }, (_, i) => i).join(' ')}`,
      `HSET {h}1 a 1 b 2`,
      `HSET {h}2 a 1 b 2 c 3`,
      'SADD bytes 1 2 3',
    ];
    for (const index of [A, B, C]) {
      // Each master takes its own; of the others it says MOVED.
      await redisCli(['-p', port(index), '--raw'], { input: fill.join('\n') });
    }
  });
  afterAll(async () => {
    session?.close();
    await cluster?.stop();
  });

  /** Everything a line tells. */
  async function told(line: string, signal?: AbortSignal): Promise<TaskEvent[]> {
    const [first = '', ...others] = line.split(' ');
    const target = first.startsWith('@') ? { target: Buffer.from(first) } : {};
    const [name = '', ...args] = first.startsWith('@') ? others : [first, ...others];
    const request = (
      name.startsWith(':')
        ? { name, args: words(args.join(' ')).filter(word => word.length > 0), ...target }
        : { name: '@', args: words(others.join(' ')), ...target }
    ) as TaskRequest;
    const events: TaskEvent[] = [];
    await session.runTask(request, event => void events.push(event), signal);
    return events;
  }
  const only = <T extends TaskEvent['type']>(events: readonly TaskEvent[], type: T) =>
    events.filter((event): event is Extract<TaskEvent, { type: T }> => event.type === type);
  const last = (events: readonly TaskEvent[]) =>
    events.at(-1) as Extract<TaskEvent, { type: 'task-finished' }>;
  const answers = (events: readonly TaskEvent[]) =>
    only(events, 'node-answered').map(event => [
      event.node.port,
      'failure' in event
        ? event.failure.id
        : 'value' in event.reply
          ? String(event.reply.value)
          : event.reply.type,
    ]);
  /** The keys of all masters, by redis-cli, sorted. */
  const allKeys = async (pattern = '*') =>
    (await Promise.all([A, B, C].map(index => cli(index, 'KEYS', pattern))))
      .flatMap(text => text.split('\n'))
      .filter(key => key !== '')
      .sort();
  const scanned = (events: readonly TaskEvent[]) =>
    only(events, 'keys-found').flatMap(event => event.keys.map(String));

  test('exactly the chosen nodes are asked, in their order; the prompt stays', async () => {
    const before = session.view.current;
    expect(answers(await told('@masters DBSIZE'))).toEqual(
      await Promise.all([A, B, C].map(async index => [port(index), await cli(index, 'DBSIZE')])),
    );
    expect(answers(await told('@C,B PING'))).toEqual([
      [port(B), 'PONG'],
      [port(C), 'PONG'],
    ]);
    expect(session.view.current).toEqual(before);
  });

  test('a redirection is a reply and is followed by nobody; the owner and its replica answer themselves', async () => {
    await runLine(session, 'set name mrhelloworld');
    await runLine(session, 'get key:1');
    await redisCli(['-p', port(B), 'WAIT', '1', '0']);
    const all = await told('@all GET name');
    const moved = `MOVED 5798 127.0.0.1:${port(B)}`;
    expect(new Map(answers(all) as [number, string][])).toEqual(
      new Map(
        cluster.nodes.map((node, index) => [node.port, index === B || index === 2 ? 'mrhelloworld' : moved]),
      ),
    );
    expect(only(all, 'not-followed')).toMatchObject([{ count: 4, redirection: { slot: 5798 } }]);
    expect(answers(await told('@owner(name) GET name'))).toEqual([[port(B), 'mrhelloworld']]);
    // READONLY was for that line's connection alone.
    expect(answers(await told('@b SET name x'))).toEqual([[port(2), moved]]);
  });

  test('an open transaction at the prompt has nothing to do with it', async () => {
    await runLine(session, 'multi');
    const events = await told('@masters DBSIZE');
    expect(answers(events).every(([, reply]) => /^\d+$/.test(String(reply)))).toBe(true);
    expect(brief(await runLine(session, 'discard')).at(-1)).toBe('OK');
  });

  test('what cannot be sent is refused by name', async () => {
    for (const [line, id] of [
      ['@B MULTI', 'target-connection-apart'],
      ['@B subscribe a', 'command-not-supported'],
      ['@Q PING', 'target-unknown'],
      [':scan * LIMIT none', 'own-words-wrong'],
      [':stat * more', 'own-words-wrong'],
    ] as const)
      expect(last(await told(line)).failure).toMatchObject({ id });
    await session.runTask({ name: '@', args: [], target: Buffer.from('@B') }, event => {
      if (event.type === 'task-finished')
        expect(event.failure).toMatchObject({ id: 'target-without-command' });
    });
  });

  test('a session that only reads refuses a write to any node, and still scans and reads from replicas', async () => {
    const seeds = [addressOf(cluster.nodes[A]!)];
    const reader = await openSession({ seeds, connection: {}, name: 'test', pollMs: 0, readOnly: true });
    const tell = async (request: TaskRequest) => {
      const events: TaskEvent[] = [];
      await reader.runTask(request, event => void events.push(event));
      return events;
    };
    const write = await tell({ name: '@', args: words('set name x'), target: Buffer.from('@B') });
    expect(last(write).failure).toMatchObject({ id: 'read-only' });
    expect(only(write, 'node-answered')).toEqual([]);
    const read = await tell({ name: '@', args: words('get name'), target: Buffer.from('@b') });
    expect(answers(read)).toEqual([[port(2), 'mrhelloworld']]);
    expect(only(await tell({ name: ':bigkeys', args: [] }), 'biggest-keys')[0]?.keys).toBeGreaterThan(3000);
    reader.close();
  });

  test('a node that hangs is told by name, the others answer; Ctrl-C ends a wait', async () => {
    cluster.nodes[C]!.pause();
    try {
      expect(answers(await told('@masters PING'))).toEqual([
        [port(A), 'PONG'],
        [port(B), 'PONG'],
        [port(C), 'connection-timeout'],
      ]);
    } finally {
      cluster.nodes[C]!.resume();
    }
    const stop = new AbortController();
    const waiting = told('@B BLPOP {name}none 0', stop.signal);
    await expect.poll(() => cli(B, 'INFO', 'clients')).toContain('blocked_clients:1');
    stop.abort();
    expect(last(await waiting)).toMatchObject({ stopped: true });
    await expect.poll(() => cli(B, 'INFO', 'clients')).toContain('blocked_clients:0');
  });

  test(':keys and :scan have what KEYS has on all masters together, each key once', async () => {
    const keys = await told(':keys');
    const [list] = only(keys, 'key-list');
    expect(list?.keys.map(String)).toEqual(await allKeys());
    const some = await told(':scan key:1* LIMIT 100000 COUNT 50');
    expect(scanned(some).sort()).toEqual(await allKeys('key:1*'));
    expect(only(some, 'keys-end')).toMatchObject([{ more: false }]);
    for (const { node, keys: found } of only(some, 'keys-found').slice(0, 5)) {
      expect(await redisCli(['-p', node.port, 'EXISTS', String(found[0])])).toMatchObject({ stdout: '1\n' });
    }
    expect(scanned(await told(':scan * TYPE hash')).sort()).toEqual(['{h}1', '{h}2']);
    expect(scanned(await told('@B :scan name'))).toEqual(['name']);
    expect(scanned(await told('@A :scan name'))).toEqual([]);
  });

  test('a limit is kept and said', async () => {
    const few = await told(':scan key:* LIMIT 1200');
    expect(scanned(few)).toHaveLength(1200);
    expect(new Set(scanned(few)).size).toBe(1200);
    expect(only(few, 'keys-end')).toMatchObject([{ keys: 1200, more: true }]);
    expect(only(await told(':keys key:* LIMIT 3'), 'key-list')).toMatchObject([
      { keys: { length: 3 }, more: true },
    ]);
  });

  test(':bigkeys, :memkeys: the biggest of each type, and on which node', async () => {
    const [big] = only(await told(':bigkeys'), 'biggest-keys');
    const types = Object.fromEntries((big?.types ?? []).map(one => [one.type, one]));
    const owner = async (key: string) => {
      const found = await Promise.all([A, B, C].map(index => cli(index, 'EXISTS', key)));
      return [A, B, C][found.indexOf('1')];
    };
    expect(types['string']?.biggest).toMatchObject({
      measure: 5000,
      key: Buffer.from('text'),
      node: { port: port((await owner('text'))!) },
    });
    expect(types['list']).toMatchObject({ keys: 1, total: 200, biggest: { measure: 200 } });
    expect(types['hash']).toMatchObject({
      keys: 2,
      total: 5,
      biggest: { key: Buffer.from('{h}2'), measure: 3 },
    });
    expect(types['set']).toMatchObject({ biggest: { measure: 3 } });
    expect(big?.keys).toBe((await allKeys()).length);
    const [heavy] = only(await told(':memkeys SAMPLES 10'), 'biggest-keys');
    const text = heavy?.types.find(one => one.type === 'string')?.biggest;
    const usage = await cli((await owner('text'))!, 'MEMORY', 'USAGE', 'text');
    expect([String(text?.key), String(text?.measure)]).toEqual(['text', usage]);
  });

  test('a slot that is being migrated: its keys on both sides are found once, and measured', async () => {
    const slot = '5798';
    const [idA, idB] = await Promise.all([A, B].map(index => cli(index, 'CLUSTER', 'MYID')));
    for (const key of ['one', 'two', 'three']) await runLine(session, `set {name}${key} ${'y'.repeat(9000)}`);
    await cli(A, 'CLUSTER', 'SETSLOT', slot, 'IMPORTING', idB!);
    await cli(B, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', idA!);
    await cli(B, 'MIGRATE', '127.0.0.1', String(port(A)), '{name}one', '0', '1000');
    expect(await cli(A, 'KEYS', '{name}*')).toBe('{name}one');
    const [list] = only(await told(':keys {name}*'), 'key-list');
    expect(list?.keys.map(String)).toEqual(['{name}one', '{name}three', '{name}two']);
    const [big] = only(await told(':bigkeys'), 'biggest-keys');
    expect(big?.keys).toBe((await allKeys()).length);
    expect(big?.types[0]?.biggest.measure).toBe(9000);
    // A takes keys in from B: it is scanned after B, so that what moves meanwhile is not missed.
    const order = only(await told(':scan * COUNT 100 LIMIT 100000'), 'keys-found').map(
      event => event.node.port,
    );
    expect(order.indexOf(port(A))).toBeGreaterThan(order.lastIndexOf(port(B)));
    // Those that have been found on B move on, and are found on A again: they are told once.
    const found: string[] = [];
    await session.runTask({ name: ':scan', args: words('{name}* LIMIT 100') }, async event => {
      if (event.type !== 'keys-found') return;
      found.push(...event.keys.map(String));
      if (event.node.port !== port(B)) return;
      for (const key of ['two', 'three'])
        await cli(B, 'MIGRATE', '127.0.0.1', String(port(A)), `{name}${key}`, '0', '1000');
    });
    expect(found.sort()).toEqual(['{name}one', '{name}three', '{name}two']);
    for (const index of [A, B, C]) await cli(index, 'CLUSTER', 'SETSLOT', slot, 'NODE', idA!);
  });

  test(':hotkeys says what to set where reads are not counted, and finds the hottest where they are', async () => {
    expect(last(await told(':hotkeys')).failure).toMatchObject({
      id: 'lfu-policy-needed',
      facts: { nodes: { length: 3 }, policies: ['noeviction'] },
    });
    await told('@masters CONFIG SET maxmemory-policy allkeys-lfu lfu-log-factor 0');
    await redisCli(['-c', '-p', port(A), '-r', 200, 'GET', 'key:7']);
    const [hot] = only(await told(':hotkeys 3'), 'hottest-keys');
    expect(hot?.hottest).toHaveLength(3);
    expect(hot?.hottest[0]).toMatchObject({ key: Buffer.from('key:7') });
    expect(hot!.hottest[0]!.measure).toBeGreaterThan(100);
  });

  test(':slowlog is merged by time over all nodes, without secrets', async () => {
    await told('@all CONFIG SET slowlog-log-slower-than 0');
    for (const index of [C, A, B]) await cli(index, 'ECHO', `slow ${index}`);
    await cli(A, 'CONFIG', 'SET', 'masterauth', 'open-sesame');
    await told('@all CONFIG SET slowlog-log-slower-than 1000000');
    const [slow] = only(await told(':slowlog 100'), 'slow-commands');
    const echoes = slow!.entries.filter(entry => String(entry.args[0]).toLowerCase() === 'echo');
    expect(echoes.map(entry => entry.node.port).sort()).toEqual([A, B, C].map(port).sort());
    expect(slow!.entries.map(entry => entry.at)).toEqual(
      slow!.entries.map(entry => entry.at).sort((a, b) => a - b),
    );
    expect(JSON.stringify(slow!.entries.map(entry => entry.args.map(String)))).not.toContain('open-sesame');
    expect(only(await told('@B :slowlog 2'), 'slow-commands')).toMatchObject([
      { entries: [{ node: { port: port(B) } }, { node: { port: port(B) } }] },
    ]);
    await cli(A, 'CONFIG', 'SET', 'masterauth', '');
  });

  test(':latency and :stat measure every node', async () => {
    await told('@A CONFIG SET latency-monitor-threshold 1');
    await cli(A, 'EVAL', 'local i = 0; while i < 5000000 do i = i + 1 end', '0');
    const events = await told(':latency 3');
    const [latencies] = only(events, 'latencies');
    expect(latencies?.nodes).toHaveLength(6);
    for (const { least, mean, most, samples } of latencies!.nodes) {
      expect(samples).toBe(3);
      expect(least <= mean && mean <= most && least > 0).toBe(true);
    }
    // On a busy machine other things of A's may have taken a millisecond, too.
    const spikes = only(events, 'latency-spikes')[0]?.spikes ?? [];
    expect(spikes.map(({ event }) => event)).toContain('command');
    for (const { node } of spikes) expect(node.port).toBe(port(A));
    const [stat] = only(await told(':stat 1'), 'node-stats');
    expect(stat?.stats.map(one => one.keys)).toEqual(
      await Promise.all([A, B, C].map(async index => Number(await cli(index, 'DBSIZE')))),
    );
    expect(stat?.stats.every(one => one.memory > 500_000 && one.clients > 0)).toBe(true);
  });

  test('135,000 keys: what is held stays small, how far it is is told, and Ctrl-C keeps what was found', async () => {
    // Left behind: A has it, and its slot is C's.
    await cli(A, 'CLUSTER', 'SETSLOT', '12182', 'IMPORTING', await cli(C, 'CLUSTER', 'MYID'));
    await redisCli(['-p', port(A)], { input: 'ASKING\nSET foo astray\nCLUSTER SETSLOT 12182 STABLE' });
    const measured = await told(':bigkeys');
    expect(only(measured, 'keys-astray')).toMatchObject([{ keys: 1 }]);
    expect(only(measured, 'biggest-keys')[0]?.keys).toBe((await allKeys()).length - 1);
    const fill = "for i = 1, 45000 do redis.call('set', KEYS[1] .. i, 'x') end";
    const keyOf = { [A]: '{bbb}bulk', [B]: '{aaa}bulk', [C]: '{foo}bulk' };
    await Promise.all([A, B, C].map(index => cli(index, 'EVAL', fill, '1', keyOf[index])));
    const collectGarbage = exposedGc();
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    let keys = 0;
    let pages = 0;
    let progress = 0;
    await session.runTask({ name: ':scan', args: words('*bulk* LIMIT 1000000') }, event => {
      if (event.type === 'task-progress') progress += 1;
      if (event.type !== 'keys-found') return;
      keys += event.keys.length;
      pages += 1;
      if (pages % 50 !== 0) return;
      collectGarbage();
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    });
    expect(keys).toBe(135_000);
    expect(progress).toBeGreaterThan(0);
    // The keys that are remembered to tell each once: at most 100,000 of these, some 100 bytes each.
    expect(most).toBeLessThan(25 * 1024 * 1024);
    const stop = new AbortController();
    const events: TaskEvent[] = [];
    await session.runTask(
      { name: ':bigkeys', args: [] },
      event => {
        events.push(event);
        // A busy machine tells something before the first keys are measured.
        if (event.type === 'task-progress' && event.done > 10_000) stop.abort();
      },
      stop.signal,
    );
    expect(last(events)).toMatchObject({ stopped: true });
    const [partial] = only(events, 'biggest-keys');
    expect(partial!.keys).toBeGreaterThan(0);
    expect(partial!.keys).toBeLessThan(138_000);
  });

  test('a master that is killed in the middle is told; the rest goes on', async () => {
    const events: TaskEvent[] = [];
    await session.runTask({ name: ':scan', args: words('*bulk* LIMIT 1000000') }, async event => {
      events.push(event);
      if (event.type === 'keys-found' && event.node.port === port(B) && cluster.nodes[B]!.running)
        await cluster.nodes[B]!.kill();
    });
    expect(only(events, 'node-failed')).toMatchObject([{ node: { port: port(B) } }]);
    expect(only(events, 'node-failed')[0]?.failure.id).toMatch(/^connection-/);
    const found = only(events, 'keys-found');
    for (const index of [A, C]) {
      const keys = found.filter(event => event.node.port === port(index)).flatMap(event => event.keys);
      expect(keys).toHaveLength(45_000);
    }
    expect(last(events)).not.toHaveProperty('failure');
    expect(last(events)).toMatchObject({ nodesFailed: 1 });
  });
});
