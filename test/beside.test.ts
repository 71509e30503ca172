import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { completeLine } from '../source/shell/complete/complete-line.ts';
import { openHistory } from '../source/shell/line/history.ts';
import { maskSecrets } from '../source/shell/line/secret-arguments.ts';
import { formatReply } from '../source/shell/reply/format-reply.ts';
import type { ShellSession } from '../source/shell/session.ts';
import type { TaskEvent } from '../source/shell/tasks/task-events.ts';
import type { TaskRequest } from '../source/shell/tasks/task-request.ts';
import { clusterForTests } from './shell/cluster-for-tests.ts';
import { readServerDocs } from './shell/complete/server-docs.ts';
import { brief, runLine, words } from './shell/running-cluster.ts';
import { redisCli } from './support/redis-servers.ts';

/**
 * README's table "Beside redis-cli, iredis and RedisInsight": each row is a test here, of slotsh, and of redis-cli where the row
 * says something of it. What the table says of the other two is read off their documentation and code, as it says itself.
 */
const rows = new Map<string, () => Promise<void>>();
const row = (title: string, shown: () => Promise<void>) => rows.set(title, shown);

/** Slots of the keys: `bbb` 5287 is A's, `name` 5798 and `{name}…` B's. */
const cluster = clusterForTests();
const { open } = cluster;
let [A, B] = [0, 0];
beforeAll(() => {
  [A, B] = cluster.masters;
});

const cli = async (port: number, ...args: (string | number)[]) =>
  (await redisCli(['-p', port, ...args])).stdout.trim();
/** What `redis-cli -c` says to lines, as one typed them. */
const typed = async (...lines: string[]) =>
  (await redisCli(['-c', '-p', A], { input: `${lines.join('\n')}\n` })).stdout.trim().split('\n');
const endOf = async (session: ShellSession, line: string) => brief(await runLine(session, line)).at(-1);

/** `name`'s slot on its way from B to A, while something is tried. */
async function whileMoving(work: (ids: ReadonlyMap<number, string>) => Promise<void>): Promise<void> {
  const ids = new Map(
    await Promise.all([A, B].map(async port => [port, await cli(port, 'cluster', 'myid')] as const)),
  );
  await cli(A, 'cluster', 'setslot', 5798, 'importing', ids.get(B)!);
  await cli(B, 'cluster', 'setslot', 5798, 'migrating', ids.get(A)!);
  try {
    await work(ids);
  } finally {
    for (const port of [A, B]) await cli(port, 'cluster', 'setslot', 5798, 'stable');
  }
}

row('slot, owner and redirection before Enter', async () => {
  const session = await open();
  const preview = session.preview('set {name}:1 x');
  expect(preview).toMatchObject({ expect: 'moved', keys: [{ hashTag: 'name', slot: 5798 }] });
  expect(preview.keys[0]?.owner?.address.port).toBe(B);
  expect(session.preview('mset a 1 b 2')).toMatchObject({ expect: 'cross-slot', cure: expect.any(Array) });
});

row('every hop: node, verbatim answer, time', async () => {
  const events = await runLine(await open(), 'get name');
  expect(brief(events).slice(0, 4)).toEqual([
    `→ ${A}`,
    `← MOVED 5798 ${B}`,
    `prompt ${B} redirected`,
    `→ ${B}`,
  ]);
  const [answer] = events.filter(event => event.type === 'hop-answered');
  expect(answer).toMatchObject({
    reply: { value: Buffer.from(`MOVED 5798 127.0.0.1:${B}`) },
    ms: expect.any(Number),
  });
});

row('MOVED and ASK told apart', () =>
  whileMoving(async () => {
    expect(brief(await runLine(await open(), 'get {name}:gone'))).toEqual([
      `→ ${A}`,
      `← MOVED 5798 ${B}`,
      `prompt ${B} redirected`,
      `→ ${B}`,
      `← ASK 5798 ${A}`,
      `→ ${A} asking`,
      'nil',
    ]);
    // redis-cli says the same of both.
    const said = (await typed('get {name}:gone')).filter(line => line.startsWith('-> Redirected'));
    expect(said).toEqual([
      `-> Redirected to slot [5798] located at 127.0.0.1:${B}`,
      `-> Redirected to slot [5798] located at 127.0.0.1:${A}`,
    ]);
  }),
);

row('a transaction stays whole', async () => {
  const session = await open();
  for (const line of ['multi', 'set bbb 1']) await runLine(session, line);
  expect(await endOf(session, 'set name outside')).toBe('other-node-in-transaction');
  expect((await runLine(session, 'exec')).at(-1)).toMatchObject({ reply: { items: { length: 1 } } });
  expect(await cli(B, 'exists', 'name')).toBe('0');
  // redis-cli follows the redirection out of it.
  const said = await typed('multi', 'set bbb 1', 'set name outside', 'exec');
  expect(said.at(-1)).toMatch(/ERR EXEC without MULTI/);
  expect(await cli(B, 'getdel', 'name')).toBe('outside');
});

row('RESP3 and a connection’s name go along over a redirection', async () => {
  const session = await open();
  await runLine(session, 'hello 3 setname teacher');
  await runLine(session, 'get name');
  expect(session.view.current?.port).toBe(B);
  expect(await endOf(session, 'client getname')).toBe('teacher');
  expect((await runLine(session, 'hgetall {name}')).at(-1)).toMatchObject({ reply: { type: 'map' } });
  expect(await typed('client setname teacher', 'get name', 'client getname')).not.toContain('teacher');
});

row('a command repeated while its slot moves ends', () =>
  whileMoving(async () => {
    const session = await open();
    const counts = [];
    for (let time = 0; time < 3; time++) counts.push(await endOf(session, 'incr {name}counter'));
    expect(counts).toEqual(['1', '2', '3']);
    // `3 incr` never ends in redis-cli: it asks once, and repeats what it is then redirected for.
    const child = spawn('redis-cli', ['-c', '-p', String(B), '-r', '3', 'incr', '{name}endless']);
    const counted = async () => {
      const { stdout } = await redisCli(['-p', A], { input: 'asking\nget {name}endless\n' });
      return Number(stdout.trim().split('\n').at(-1));
    };
    await expect.poll(counted, { interval: 20 }).toBeGreaterThan(3);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }),
);

row('keys of the whole cluster, counted and found', async () => {
  const session = await open();
  for (const key of ['name', 'bbb', 'ccc']) await runLine(session, `set ${key} x`);
  const told: TaskEvent[] = [];
  await session.runTask({ name: ':scan', args: words('*') } as TaskRequest, event => void told.push(event));
  const found = told.flatMap(event => (event.type === 'keys-found' ? event.keys.map(String) : []));
  const all = await Promise.all(
    session.view.nodes
      .filter(({ role }) => role === 'master')
      .map(({ address }) => cli(address.port, 'keys', '*')),
  );
  const everywhere = all.flatMap(text => text.split('\n')).filter(key => key !== '');
  expect(found.toSorted()).toEqual(everywhere.toSorted());
  expect((await typed('keys *')).length).toBeLessThan(everywhere.length);
});

row('any node asked by name, without going there', async () => {
  const session = await open();
  const told: TaskEvent[] = [];
  const request = { name: '@', args: words('ping'), target: Buffer.from('@masters') } as TaskRequest;
  await session.runTask(request, event => void told.push(event));
  expect(told.filter(({ type }) => type === 'node-answered')).toHaveLength(3);
  expect(session.view.current?.port).toBe(A);
});

row('strict, follow and smart routing, and a stale map on purpose', async () => {
  const session = await open();
  const task = (name: string, ...args: string[]) =>
    session.runTask({ name, args: args.map(arg => Buffer.from(arg)) } as TaskRequest, () => undefined);
  await task(':mode', 'strict');
  expect(await endOf(session, 'get name')).toMatch(/^MOVED 5798/);
  await task(':mode', 'smart');
  expect(brief(await runLine(session, 'get name'))).toContain(`→ ${B}`);
  await task(':stale', 'name');
  expect(brief(await runLine(session, 'get name')).some(text => text.startsWith('← MOVED'))).toBe(true);
});

row('completion by the server’s own grammar', async () => {
  const catalogue = await readServerDocs(cluster.nodes[0]!);
  const offered = (line: string) =>
    completeLine(line, line.length, { catalogue, keys: ['name'], targets: [] })?.candidates.map(
      ({ text }) => text,
    );
  expect(offered('SET name x EX 10 ')).toEqual(['NX', 'XX', 'GET']);
  expect(offered('CLUSTER SH')).toEqual(['SHARDS']);
  expect(offered('GET n')).toContain('name');
});

row('subscriptions and MONITOR while one types', async () => {
  const session = await open();
  const heard: string[] = [];
  session.streams.listen({
    onNews: () => {
      for (const { reply } of session.streams.take())
        heard.push(JSON.stringify(reply).length > 0 ? 'heard' : '');
    },
    onEvent: () => undefined,
  });
  await runLine(session, 'subscribe news');
  expect(await endOf(session, 'set bbb 1')).toBe('OK');
  await cli(B, 'publish', 'news', 'hello');
  await expect.poll(() => heard, { interval: 10 }).toEqual(['heard']);
  expect(await endOf(session, 'get bbb')).toBe('1');
});

row('dangerous commands ask first, with nodes and keys', async () => {
  const session = await open();
  const args = words('flushall');
  const reason = session.judgeDanger(args);
  if (!reason) throw new Error('not asked about');
  const { signal } = new AbortController();
  expect(await session.weighDanger({ args, reason, signal })).toMatchObject({
    ...{ command: 'FLUSHALL', nodes: [{ port: A }] },
    keys: expect.any(Number),
  });
});

row('replies equal to redis-cli’s, and JSON that is JSON', async () => {
  const session = await open();
  const end = (await runLine(session, 'lpush bbb x')).at(-1);
  const reply = end?.type === 'command-finished' ? end.reply : undefined;
  if (reply?.type !== 'error') throw new Error('no error');
  const { stdout } = await redisCli(['-p', A, '--no-raw', 'lpush', 'bbb', 'x']);
  expect(formatReply(reply, { style: 'tty', args: words('lpush bbb x') }).toString()).toBe(stdout);
  expect(JSON.parse(formatReply(reply, { style: 'json', args: [] }).toString())).toMatchObject({
    error: expect.stringMatching(/^WRONGTYPE/),
  });
  const theirs = (await redisCli(['-p', A, '--json', 'lpush', 'bbb', 'x'])).stdout;
  expect(() => JSON.parse(theirs)).toThrow();
});

row('a command cut off by a lost node is not sent twice, and it is said', async () => {
  const session = await open();
  const blocked = runLine(session, 'blpop {bbb}nothing 0');
  const waiting = () => cli(A, 'info', 'clients');
  await expect.poll(waiting, { interval: 10 }).toContain('blocked_clients:1');
  await cli(A, 'client', 'kill', 'type', 'normal');
  const events = await blocked;
  expect(events.at(-1)).toMatchObject({ failure: { id: 'connection-lost', facts: { mayHaveRun: true } } });
  expect(events.filter(({ type }) => type === 'hop-sent')).toHaveLength(1);
});

row('secrets stay out of the history and the ledger', async () => {
  const history = await openHistory();
  for (const line of ['auth alice pw', 'acl setuser bob >pw', 'get name']) await history.add(line);
  expect(history.entries).toEqual(['get name']);
  expect(maskSecrets(words('auth alice pw')).join(' ')).not.toContain('pw');
});

describe('beside redis-cli, iredis and RedisInsight', () => {
  test.each([...rows.keys()])('%s', title => rows.get(title)?.());

  test("README's table has exactly these rows", () => {
    const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const section = text.split('## Beside redis-cli, iredis and RedisInsight')[1]?.split('\n## ')[0] ?? '';
    const titles = section
      .split('\n')
      .filter(line => line.startsWith('| ') && !line.startsWith('| |'))
      .map(line => line.split('|')[1]?.trim());
    expect(titles).toEqual([...rows.keys()]);
  });
});
