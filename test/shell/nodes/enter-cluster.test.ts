import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionOptions } from '../../../source/redis/node-connection.ts';
import { parseRedisUrl } from '../../../source/redis/parse-redis-url.ts';
import { parseInfo } from '../../../source/shell/nodes/read-info.ts';
import { productOf } from '../../../source/shell/nodes/read-server.ts';
import { openSession } from '../../../source/shell/open-session.ts';
import type { ShellSession } from '../../../source/shell/session.ts';
import type { TaskEvent } from '../../../source/shell/tasks/task-events.ts';
import { eventually } from '../../support/eventually.ts';
import { findFreePort } from '../../support/free-ports.ts';
import {
  type RedisServer,
  type RedisServers,
  redisCli,
  startRedisServers,
} from '../../support/redis-servers.ts';
import { addressOf, brief, runLine } from '../running-cluster.ts';

let alone: RedisServers;
let pair: RedisServers;
/** A server and its replica, no cluster; a cluster of one master and one replica. */
let [server, copy, master, replica]: RedisServer[] = [];
let session: ShellSession | undefined;

beforeAll(async () => {
  [alone, pair] = await Promise.all([
    startRedisServers(2, { cluster: false, directives: { databases: 4 } }),
    startRedisServers(2),
  ]);
  [server, copy] = alone.servers;
  [master, replica] = pair.servers;
  const ask = (to: RedisServer, ...words: (string | number)[]) => redisCli(['-p', to.port, ...words]);
  await ask(copy!, 'replicaof', '127.0.0.1', server!.port);
  await ask(master!, 'cluster', 'addslotsrange', 0, 16383);
  await ask(replica!, 'cluster', 'meet', '127.0.0.1', master!.port);
  const { stdout: id } = await ask(master!, 'cluster', 'myid');
  await eventually(async () => {
    const { stdout } = await ask(replica!, 'cluster', 'replicate', id.trim());
    expect(stdout.trim()).toBe('OK');
    for (const node of [master!, replica!])
      expect((await ask(node, 'cluster', 'info')).stdout).toContain('cluster_state:ok');
  });
});
afterEach(() => session?.close());
afterAll(() => Promise.all([alone?.stop(), pair?.stop()]));

async function open(seeds: readonly RedisServer[], connection: ConnectionOptions = {}) {
  session = await openSession({ seeds: seeds.map(addressOf), connection, name: 'test', pollMs: 0 });
  return session;
}

test('a server that is no cluster says what it is, and whose replica', async () => {
  const version = (await redisCli(['-p', server!.port, 'info', 'server'])).stdout.match(
    /redis_version:(.*?)\r?\n/,
  )?.[1];
  expect((await open([server!])).view).toMatchObject({
    state: 'standalone',
    server: { product: 'Redis', version },
  });
  session?.close();
  expect((await open([copy!])).view.server).toEqual({
    ...{ product: 'Redis', version },
    replicaOf: addressOf(server!),
  });
  const asked = async (target: string): Promise<TaskEvent[]> => {
    const events: TaskEvent[] = [];
    const line = { name: '@', args: [Buffer.from('dbsize')], target: Buffer.from(target) } as const;
    await session!.runTask(line, event => void events.push(event));
    return events;
  };
  expect(await asked('@replicas')).toContainEqual(
    expect.objectContaining({
      type: 'node-answered',
      node: addressOf(copy!),
      reply: { type: 'integer', value: '0' },
    }),
  );
  expect((await asked('@masters')).at(-1)).toMatchObject({
    failure: { id: 'target-empty', facts: { master: `127.0.0.1:${server!.port}` } },
  });
});

test('Valkey calls itself so, beside the version of Redis it is compatible with', async () => {
  const info = parseInfo('# Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.0.1\r\n');
  expect(productOf(info)).toEqual({ product: 'Valkey', version: '8.0.1' });
});

test('the database of a URL: on a server that has it, and refused with the reason elsewhere', async () => {
  const chosen = await open([server!], { database: 3 });
  expect(chosen.view.database).toBe(3);
  expect(brief(await runLine(chosen, 'client info')).at(-1)).toContain(' db=3 ');
  await expect(open([server!], { database: 4 })).rejects.toMatchObject({
    ...{ id: 'database-refused', exitCode: 2 },
    facts: { database: 4, said: 'ERR DB index is out of range' },
  });
  await expect(open([master!], { database: 1 })).rejects.toMatchObject({
    ...{ id: 'database-refused', exitCode: 2 },
    facts: { node: `127.0.0.1:${master!.port}`, database: 1, said: '' },
  });
});

test('one address is where the prompt is, be it a replica; of several a master is preferred', async () => {
  const on = (await open([replica!])).view;
  expect(on.current).toEqual(addressOf(replica!));
  expect(on.nodes.find(node => node.myself)?.role).toBe('replica');
  session?.close();
  expect((await open([replica!, master!])).view.current).toEqual(addressOf(master!));
});

/** Runs `connect …`; the id of what kept it from being done. */
async function connectTo(...words: (string | number)[]): Promise<string | undefined> {
  let failed: string | undefined;
  await session!.runTask({ name: 'connect', args: words.map(word => Buffer.from(String(word))) }, event => {
    if (event.type === 'task-finished') failed = event.failure?.id;
  });
  return failed;
}

describe('connect HOST PORT, as redis-cli has it', () => {
  test('to another node of the cluster, a replica too', async () => {
    await open([master!]);
    expect(await connectTo('127.0.0.1', replica!.port)).toBeUndefined();
    expect(session!.view).toMatchObject({ name: 'test', state: 'ok', current: addressOf(replica!) });
    expect(await connectTo(`localhost:${master!.port}`)).toBeUndefined();
    expect(session!.view).toMatchObject({ name: 'test', current: addressOf(master!) });
  });

  test('to a server that is none of it, and back; a database is not taken into a cluster', async () => {
    await open([master!]);
    expect(await connectTo('127.0.0.1', server!.port)).toBeUndefined();
    expect(session!.view).toMatchObject({
      ...{ name: `127.0.0.1:${server!.port}`, state: 'standalone', nodes: [] },
      current: addressOf(server!),
    });
    await runLine(session!, 'select 2');
    expect(session!.view.database).toBe(2);
    expect(await connectTo('127.0.0.1', master!.port)).toBeUndefined();
    expect(session!.view).toMatchObject({ state: 'ok', slotsCovered: 16384, current: addressOf(master!) });
    expect(session!.view.database).toBeUndefined();
    expect(brief(await runLine(session!, 'set name x'))).toEqual([`→ ${master!.port}`, 'OK']);
  });

  test('a transaction ends with the connection that is left', async () => {
    await open([master!]);
    await runLine(session!, 'multi');
    await runLine(session!, 'set name queued');
    await connectTo('127.0.0.1', server!.port);
    expect(session!.view.inTransaction).toBeUndefined();
    expect(brief(await runLine(session!, 'exec')).at(-1)).toBe('ERR EXEC without MULTI');
  });

  test('what does not answer leaves the prompt where it is', async () => {
    await open([master!]);
    const port = await findFreePort();
    expect(await connectTo('127.0.0.1', port)).toBe('connection-refused');
    expect(await connectTo()).toBe('own-words-wrong');
    expect(await connectTo('redis://ann:secret@127.0.0.1')).toBe('own-words-wrong');
    expect(await connectTo('127.0.0.1', 'six')).toBe('address-wrong');
    expect(session!.view.current).toEqual(addressOf(master!));
  });
});

test('an ACL user of a URL; what that user may not ask is left out, and all else works', async () => {
  await redisCli(['-p', server!.port, 'acl', 'setuser', 'ann', 'on', '>p@ss', '~*', '+@all', '-info']);
  const { address: seed, username, password } = parseRedisUrl(`redis://ann:p%40ss@127.0.0.1:${server!.port}`);
  const connection = { username: username!, password: password! };
  session = await openSession({ seeds: [seed], connection, name: 'test', pollMs: 0 });
  expect(session.view).toMatchObject({ state: 'standalone', server: { product: '', version: '' } });
  expect(brief(await runLine(session, 'acl whoami')).at(-1)).toBe('ann');
  await expect(open([server!], { username: 'ann', password: 'pass' })).rejects.toMatchObject({
    ...{ id: 'auth-wrong', facts: { user: 'ann' } },
  });
});

test('a Sentinel is refused, and names the servers that it watches', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'slotsh-sentinel-'));
  const port = await findFreePort();
  const file = join(directory, 'sentinel.conf');
  await writeFile(
    file,
    `port ${port}\nbind 127.0.0.1\ndir ${directory}\nsentinel monitor shop 127.0.0.1 ${server!.port} 1\n`,
  );
  const sentinel = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
  const ended = new Promise(resolve => sentinel.once('exit', resolve));
  try {
    await expect
      .poll(async () => (await redisCli(['-p', port, 'ping'])).stdout.trim(), { interval: 20 })
      .toBe('PONG');
    const opening = openSession({
      seeds: [{ host: '127.0.0.1', port }],
      connection: {},
      name: 'test',
      pollMs: 0,
    });
    await expect(opening).rejects.toMatchObject({
      id: 'sentinel-unsupported',
      facts: {
        node: `127.0.0.1:${port}`,
        masters: [{ name: 'shop', address: `127.0.0.1:${server!.port}` }],
      },
    });
  } finally {
    sentinel.kill();
    await ended;
    await rm(directory, { recursive: true, force: true });
  }
});
