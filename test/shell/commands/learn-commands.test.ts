import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDocsCache } from '../../../source/commands/docs-cache.ts';
import { connectNode } from '../../../source/redis/connect-node.ts';
import { type DocsCache, learnCommands } from '../../../source/shell/commands/learn-commands.ts';
import { readCommands } from '../../../source/shell/commands/read-commands.ts';
import type { CommandCatalogue } from '../../../source/shell/complete/command-docs.ts';
import { type RedisServers, redisCli, startRedisServers } from '../../support/redis-servers.ts';
import { readServerDocs } from '../complete/server-docs.ts';

let servers: RedisServers;
let home: string;
let cache: DocsCache;

beforeAll(async () => {
  servers = await startRedisServers(2, { cluster: false });
  // The second one is a server as before 7.0, as far as documents go.
  await redisCli(['-p', servers.servers[1]!.port, 'acl', 'setuser', 'default', '-command|docs']);
});
afterAll(() => servers.stop());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'slotsh-docs-'));
  cache = openDocsCache({ cache: home });
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** What is told, in order, while the commands of a server are learned. */
async function learn(index: number, kept: DocsCache = cache, protocol: 2 | 3 = 2) {
  const { host, port } = servers.servers[index]!;
  const connect = () => connectNode({ host, port }, { protocol });
  const told: CommandCatalogue[] = [];
  await learnCommands({
    connect,
    readTable: async () => {
      const connection = await connect();
      try {
        return await readCommands(connection);
      } finally {
        connection.close();
      }
    },
    cache: kept,
    tell: catalogue => told.push(catalogue),
  });
  return told;
}

test('what the server says, the same in RESP2 and RESP3', async () => {
  const expected = await readServerDocs(servers.servers[0]!);
  expect(await learn(0)).toEqual([expected]);
  expect((await learn(0, cache, 3)).at(-1)).toEqual(expected);
  const set = expected.commands.get('set');
  expect(set).toMatchObject({ since: '1.0.0', group: 'string', complexity: 'O(1)' });
  expect(set?.categories).toEqual(expect.arrayContaining(['write', 'string', 'slow']));
  expect(set?.history?.[0]?.[0]).toBe('2.6.12');
  expect(expected.commands.get('getset')?.deprecated).toMatchObject({ since: '6.2.0' });
  expect(expected.commands.get('cluster shards')?.summary).toContain('slots');
});

test('kept by version, for this person alone; told at once the next time', async () => {
  await learn(0);
  const directory = join(home, 'commands');
  expect(await readdir(directory)).toEqual([expect.stringMatching(/^redis-\d+\.\d+\.\d+\.json$/)]);
  const file = join(directory, (await readdir(directory))[0]!);
  expect([(await stat(directory)).mode & 0o777, (await stat(file)).mode & 0o777]).toEqual([0o700, 0o600]);
  const before = await stat(file);
  const [first, second, ...others] = await learn(0);
  expect(others).toEqual([]);
  expect(first?.commands.get('set')?.summary).toBe(second?.commands.get('set')?.summary);
  expect(second?.commands.get('set')?.flags).toContain('write');
  expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
});

test('a damaged file is replaced by what the server says', async () => {
  await learn(0);
  const [name] = await readdir(join(home, 'commands'));
  const file = join(home, 'commands', name!);
  const whole = await readFile(file, 'utf8');
  for (const damage of ['', '{"a":', '{"set":{"arguments":[[[]]]}}', whole.slice(0, 2_000)]) {
    await writeFile(file, damage);
    expect((await learn(0)).at(-1)?.commands.get('set')?.since).toBe('1.0.0');
    expect(await readFile(file, 'utf8')).toBe(whole);
  }
});

describe('a server that documents nothing', () => {
  test('has its commands, as another version documents them', async () => {
    const documented = await learn(0);
    const [catalogue, ...others] = await learn(1, {
      ...cache,
      // Another version's.
      read: async () => undefined,
    });
    expect(others).toEqual([]);
    expect(catalogue?.commands.get('set')?.summary).toBe(documented[0]?.commands.get('set')?.summary);
    expect([...catalogue!.commands.keys()]).toEqual([...documented[0]!.commands.keys()]);
  });

  test('has only what its own COMMAND lists', async () => {
    await learn(0);
    const text = await cache.readLatest();
    const grown = JSON.stringify([...JSON.parse(text!), 'future', ['summary', 'not there yet']]);
    const [catalogue] = await learn(1, {
      ...cache,
      read: async () => undefined,
      readLatest: async () => grown,
    });
    expect(catalogue?.commands.has('future')).toBe(false);
    expect(catalogue?.commands.has('set')).toBe(true);
  });

  test('nor lists anything: what was kept of its version still counts', async () => {
    await learn(0);
    const { port } = servers.servers[1]!;
    await redisCli(['-p', port, 'acl', 'setuser', 'default', '-command']);
    try {
      const told = await learn(1);
      expect(told.map(catalogue => catalogue.commands.get('set')?.since)).toEqual(['1.0.0']);
    } finally {
      await redisCli(['-p', port, 'acl', 'setuser', 'default', '+command', '-command|docs']);
    }
  });

  test('is known by names when nothing was kept', async () => {
    const [catalogue] = await learn(1);
    expect(catalogue?.commands.get('set')).toMatchObject({
      name: 'set',
      flags: expect.arrayContaining(['write']),
    });
    expect(catalogue?.commands.get('set')?.arguments).toBeUndefined();
    expect(await readdir(home)).toEqual([]);
  });
});

test('no server, nothing told, nothing thrown', async () => {
  const told: unknown[] = [];
  await learnCommands({
    connect: () => Promise.reject(new Error('gone')),
    readTable: async () => undefined,
    tell: catalogue => told.push(catalogue),
  });
  expect(told).toEqual([]);
});
