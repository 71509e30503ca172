import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RedisServers, redisCli, startRedisServers } from '../support/redis-servers.ts';
import { execInput } from './run-exec.ts';

let servers: RedisServers;
let port: number;
beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
  port = servers.servers[0]!.port;
});
afterAll(() => servers?.stop());

const input = [
  '3 incr k',
  'get k',
  '0 incr k',
  '-1 incr k',
  '2 get k',
  '3',
  '2x get k',
  '"" get k',
  '2 blpop list 0.01',
  'get k',
].join('\n');

test('a number before a command of standard input repeats it, as in redis-cli', async () => {
  await redisCli(['-p', port, 'flushall']);
  const theirs = await redisCli(['-p', port], { input });
  await redisCli(['-p', port, 'flushall']);
  const ours = await execInput({ host: '127.0.0.1', port }, input);
  expect(ours.stdout.toString()).toBe(theirs.stdout);
});

test('one object a time with JSON', async () => {
  await redisCli(['-p', port, 'flushall']);
  const { stdout, stderr } = await execInput({ host: '127.0.0.1', port }, '3 incr k\n0 incr k\n', {
    json: true,
  });
  const replies = stdout
    .toString()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).reply);
  expect(replies).toHaveLength(3);
  expect(stderr).toContain('Invalid redis-cli repeat command option value.');
});
