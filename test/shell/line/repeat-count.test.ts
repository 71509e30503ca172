import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseLine } from '../../../source/shell/line/parse-line.ts';
import { type RedisServers, redisCli, startRedisServers } from '../../support/redis-servers.ts';

let servers: RedisServers;
beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
});
afterAll(() => servers?.stop());

/** What redis-cli makes of a line: how many times the counter went up, or that it refused. */
async function judge(line: string): Promise<number | 'refused' | 'sent as it is'> {
  const port = servers.servers[0]!.port;
  await redisCli(['-p', port, 'flushall']);
  const { stdout } = await redisCli(['-p', port], { input: `${line}\n` });
  if (stdout.includes('Invalid redis-cli repeat command option value.')) return 'refused';
  const { stdout: count } = await redisCli(['-p', port, 'get', 'k']);
  return Number(count) || 'sent as it is';
}

test.each([
  '3 incr k',
  '+2 incr k',
  '" 2" incr k',
  '007 incr k',
  'incr k',
  '3',
  '0 incr k',
  '-5 incr k',
  '"" incr k',
  '3x incr k',
  '2.5 incr k',
  '0x2 incr k',
  '9223372036854775808 incr k',
])('%s, as redis-cli', async line => {
  const parsed = parseLine(line);
  const judged = await judge(line);
  if (judged === 'refused') expect(parsed).toEqual({ kind: 'wrong-repeat' });
  else if (judged === 'sent as it is') expect(parsed).toMatchObject({ kind: 'command' });
  else expect({ repeat: 1, ...parsed }).toMatchObject({ kind: 'command', repeat: judged });
  if (judged === 'sent as it is') expect(parsed).not.toHaveProperty('repeat');
});

test.each(['3 :dbsize', '2 @masters PING'])('%s: a number repeats commands of servers only', line => {
  expect(parseLine(line)).toMatchObject({ kind: 'no-repeat' });
});
