import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectNode } from '../../../../source/redis/connect-node.ts';
import type { NodeConnection } from '../../../../source/redis/node-connection.ts';
import { lineText } from '../../../../source/ui/components/line.ts';
import { jsonLines } from '../../../../source/ui/shell/replies/pretty/json-lines.ts';
import { prettyLines } from '../../../../source/ui/shell/replies/pretty/pretty-lines.ts';
import { arbitraryReply } from '../../../redis/arbitrary-reply.ts';
import { type RedisServers, startRedisServers } from '../../../support/redis-servers.ts';

let redis: RedisServers;
let two: NodeConnection;
let three: NodeConnection;
beforeAll(async () => {
  redis = await startRedisServers(1, { cluster: false });
  const address = { host: '127.0.0.1', port: redis.servers[0]?.port ?? 0 };
  two = await connectNode(address);
  three = await connectNode(address, { protocol: 3 });
});
afterAll(async () => {
  two?.close();
  three?.close();
  await redis?.stop();
});

const words = (line: string) => line.split(' ');

/** What is shown of a real reply, in both protocols. */
async function shown(...args: string[]): Promise<string[] | undefined> {
  const bytes = args.map(arg => Buffer.from(arg));
  const [old, recent] = await Promise.all(
    [two, three].map(async connection => {
      const { reply } = await connection.send(args);
      return prettyLines(reply, bytes)?.map(lineText);
    }),
  );
  expect(recent).toEqual(old);
  return old;
}

test('JSON is indented; its numbers keep their digits and its keys their order', async () => {
  const json = '{"b":12345678901234567890,"a":[1.50,{}, [],"x, \\"y\\": {"],"n":null}';
  await two.send(['SET', 'json', json]);
  expect(await shown('GET', 'json')).toEqual([
    '{',
    '  "b": 12345678901234567890,',
    '  "a": [',
    '    1.50,',
    '    {},',
    '    [],',
    '    "x, \\"y\\": {"',
    '  ],',
    '  "n": null',
    '}',
  ]);
});

test('any JSON object or list is the same JSON, laid out', () => {
  const value = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
  fc.assert(
    fc.property(value, json => {
      const lines = jsonLines(Buffer.from(JSON.stringify(json)))?.map(lineText) ?? [];
      // What a terminal would obey is escaped, and is no JSON any more.
      fc.pre(!/\\\\u\{|\\\\x/.test(JSON.stringify(lines)));
      expect(JSON.parse(lines.join('\n'))).toEqual(JSON.parse(JSON.stringify(json)));
    }),
  );
});

test('hashes are tables, their columns aligned in every script', async () => {
  await two.send(['HSET', 'hash', 'name', '节点', '端口', '6379', 'tags', '["a","b"]', 'esc', '\x1b[2J']);
  expect(await shown('HGETALL', 'hash')).toEqual([
    'name  节点',
    '端口  6379',
    'tags  [',
    '        "a",',
    '        "b"',
    '      ]',
    'esc   \\x1b[2J',
  ]);
  expect(await shown(...words('CONFIG GET maxmemory'))).toEqual(['maxmemory  0']);
});

test('entries of streams have their time; ids given by hand have none', async () => {
  await two.send(words('XADD s 1-1 f v'));
  await two.send(words('XADD s 1700000000123-5 temperature 21.5 站 甲'));
  const entries = [
    '1-1',
    '  f  v',
    '1700000000123-5   2023-11-14 22:13:20.123 UTC',
    '  temperature  21.5',
    '  站           甲',
  ];
  expect(await shown(...words('XRANGE s - +'))).toEqual(entries);
  expect(await shown(...words('XREAD STREAMS s 0'))).toEqual(['s', ...entries.map(line => `  ${line}`)]);
});

test('what is none of these stays as redis-cli prints it', async () => {
  await two.send(words('RPUSH list a b'));
  for (const line of [
    'PING',
    'GET missing',
    'LRANGE list 0 -1',
    'HGETALL missing',
    'XRANGE missing - +',
    'XREAD STREAMS missing 0',
    'TYPE json',
  ]) {
    expect(await shown(...words(line)), line).toBeUndefined();
  }
  await two.send(['SET', 'text', '{not json']);
  expect(await shown('GET', 'text')).toBeUndefined();
});

describe('any reply', () => {
  test.each(['GET', 'HGETALL', 'XRANGE', 'XREAD'])('to %s: nothing that a terminal would obey', name => {
    fc.assert(
      fc.property(arbitraryReply(), reply => {
        for (const line of prettyLines(reply, [Buffer.from(name)]) ?? []) {
          expect(lineText(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        }
      }),
    );
  });
});
