import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteArgument, splitArguments } from '../../source/spec/redis-arguments.ts';
import { hostileBytes } from '../support/hostile-text.ts';
import { type RedisServers, redisCli, startRedisServers } from '../support/redis-servers.ts';

// redis-cli splits its standard input with the function that redis-server splits redis.conf with.
let servers: RedisServers;
let redis: Redis;
let port: number;

beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
  port = servers.servers[0]!.port;
  redis = new Redis(port);
});

afterAll(async () => {
  redis.disconnect();
  await servers.stop();
});

/** What Redis makes of the last argument of each line; null where it refuses the line. */
async function splitByRedis(lines: readonly string[]): Promise<(string | null)[]> {
  await redis.flushall();
  const input = lines.map((line, index) => `SET ${index} ${line}\n`).join('');
  await redisCli(['-p', port], { input });
  return redis.mget(lines.map((_, index) => String(index)));
}

describe('quoteArgument', () => {
  it('leaves what is safe as the guide writes it', () => {
    expect(['1234', 'yes', '192.168.10.10', '256mb', '2001:db8::1', 'nodes.conf'].map(quoteArgument)).toEqual(
      ['1234', 'yes', '192.168.10.10', '256mb', '2001:db8::1', 'nodes.conf'],
    );
  });

  it('writes every text so that Redis reads it, and so do we', async () => {
    const texts = ['', '#', ...fc.sample(fc.oneof(hostileBytes, fc.string({ unit: 'binary' })), 500)];
    expect(await splitByRedis(texts.map(quoteArgument))).toEqual(texts);
    for (const text of texts) expect(splitArguments(quoteArgument(text))).toEqual([text]);
  });
});

describe('splitArguments', () => {
  it('splits as Redis does, and refuses what Redis refuses', async () => {
    const parts = fc.constantFrom('a', ' ', '"', "'", '\\', '\\x41', '\\n', 'é', '\u00a0', '\t', '#', 'x');
    const lines = fc
      .sample(fc.array(parts, { minLength: 1, maxLength: 8 }), 1500)
      .map(pieces => pieces.join(''))
      .filter(line => (splitArguments(line) ?? ['']).length === 1);
    const ours = lines.map(line => splitArguments(line)?.[0] ?? null);
    expect(await splitByRedis(lines)).toEqual(ours);
    expect(ours).toContain(null);
  });

  it('splits a line into its arguments', () => {
    expect(splitArguments(' normal 0\t"a b" \'c\\\'d\' x"y" "" ')).toEqual([
      'normal',
      '0',
      'a b',
      "c'd",
      'xy',
      '',
    ]);
    expect(splitArguments('"\\xe4\\xb8\\xad\\x01\\q"')).toEqual(['中\u0001q']);
    expect(splitArguments('"\\xff"')).toBeUndefined();
  });
});
