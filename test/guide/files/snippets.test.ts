import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NodeAddress } from '../../../source/cluster/address.ts';
import { connectSnippets } from '../../../source/guide/files/snippets.ts';
import { eventually } from '../../support/eventually.ts';
import { type RedisServers, redisCli, startRedisServers } from '../../support/redis-servers.ts';

const run = promisify(execFile);
const PASSWORD = 'a \'secret\' "$word"';
const python = await run('python3', ['--version']).then(
  () => true,
  () => false,
);

function snippet(client: string, nodes: readonly NodeAddress[]): string {
  const found = connectSnippets(nodes).find(each => each.client === client);
  if (!found) throw new Error(`no snippet for ${client}`);
  return found.code;
}

const guide = [
  { host: '192.168.10.10', port: 6371 },
  { host: '2001:db8::1', port: 6374 },
];

describe('the text', () => {
  it('names every node in each client’s own way, and no password', () => {
    const snippets = connectSnippets(guide);
    expect(snippets.map(({ client }) => client)).toEqual([
      'redis-cli',
      'ioredis',
      'redis-py',
      'Jedis',
      'go-redis',
    ]);
    expect(snippets.map(({ client, code }) => `${client}:\n${code}`).join('\n')).toMatchSnapshot();
    for (const { code } of snippets) expect(code).toContain('REDIS_PASSWORD');
  });

  it.skipIf(!python)('is Python that Python compiles', async () => {
    await run('python3', [
      '-c',
      'import sys; compile(sys.argv[1], "snippet.py", "exec")',
      snippet('redis-py', guide),
    ]);
  });
});

describe('run against a cluster', () => {
  let servers: RedisServers;
  let node: NodeAddress;
  const env = { ...process.env, REDIS_PASSWORD: PASSWORD };

  beforeAll(async () => {
    // A node that has met no other does not know its own address, and clients are sent to none.
    const directives = { 'cluster-announce-ip': '127.0.0.1' };
    servers = await startRedisServers(1, { password: PASSWORD, directives });
    const { host, port } = servers.servers[0]!;
    node = { host, port };
    const ask = async (...args: string[]) =>
      (await redisCli(['-p', port, ...args], { password: PASSWORD })).stdout.trim();
    expect(await ask('cluster', 'addslotsrange', '0', '16383')).toBe('OK');
    await eventually(async () => expect(await ask('cluster', 'info')).toContain('cluster_state:ok'));
  });

  afterAll(() => servers.stop());

  it('ioredis', async () => {
    const args = ['--input-type=module', '--eval', snippet('ioredis', [node])];
    expect((await run(process.execPath, args, { env })).stdout).toBe('OK mrhelloworld\n');
  });

  it('redis-cli', async () => {
    const command = `${snippet('redis-cli', [node]).trim()} get name`;
    expect((await run('sh', ['-c', command], { env })).stdout).toBe('mrhelloworld\n');
  });
});
