import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARRIVING_FROM, ArrivingReply } from '../../source/redis/arriving-reply.ts';
import { connectNode } from '../../source/redis/connect-node.ts';
import { RespDecoder } from '../../source/redis/decode-resp.ts';
import type { Reply } from '../../source/redis/reply.ts';
import { formatArriving } from '../../source/shell/reply/format-arriving.ts';
import { formatReply } from '../../source/shell/reply/format-reply.ts';
import { type RedisServers, startRedisServers } from '../support/redis-servers.ts';
import { arbitraryReply } from './arbitrary-reply.ts';
import { encodeReply } from './encode-reply.ts';

const noFlow = { pause: () => undefined, resume: () => undefined };

async function joined(pieces: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString('latin1');
}

describe('printed while it comes', () => {
  const aggregate = arbitraryReply().filter(
    (reply): reply is Extract<Reply, { type: 'array' | 'set' | 'map' }> =>
      ('items' in reply && reply.type !== 'push' && reply.items.length > 0) ||
      (reply.type === 'map' && reply.entries.length > 0),
  );

  test.each(['tty', 'raw'] as const)(
    'the same bytes as when it is whole, wherever it was cut: %s',
    async style => {
      await fc.assert(
        fc.asyncProperty(aggregate, fc.array(fc.nat(), { maxLength: 5 }), async (reply, cuts) => {
          let printed: Promise<string> | undefined;
          let whole: Reply | undefined;
          const decoder = new RespDecoder(
            end => (whole = end),
            'test',
            head => {
              const arriving = new ArrivingReply(head, noFlow);
              printed = joined(formatArriving(arriving, { style }));
              return arriving;
            },
          );
          const bytes = encodeReply(reply);
          const ends = [...cuts.map(cut => cut % bytes.length), bytes.length].sort((a, b) => a - b);
          for (const [index, end] of ends.entries()) {
            decoder.decode(bytes.subarray(ends[index - 1] ?? 0, end));
            await Promise.resolve();
          }
          expect(await printed).toBe(formatReply(reply, { style }).toString('latin1'));
          expect(whole).toEqual(reply);
        }),
        { numRuns: 200 },
      );
    },
  );
});

describe('of a server', () => {
  let redis: RedisServers;
  let address: { host: string; port: number };
  beforeAll(async () => {
    redis = await startRedisServers(1, { cluster: false });
    address = { host: '127.0.0.1', port: redis.servers[0]?.port ?? 0 };
    const connection = await connectNode(address);
    await connection.send([
      'EVAL',
      "for i = 1, 300000 do redis.call('rpush', 'long', 'member:' .. i) end",
      '0',
    ]);
    await connection.send(['SET', 'value', 'x'.repeat(4096)]);
    connection.close();
  });
  afterAll(() => redis?.stop());

  const many = (count: number) => ['LRANGE', 'long', '0', String(count - 1)];

  test('a short one does not arrive: it is there', async () => {
    const connection = await connectNode(address);
    const heads: ArrivingReply[] = [];
    const { reply } = await connection.send(many(ARRIVING_FROM - 1), arriving => heads.push(arriving));
    expect('items' in reply && reply.items).toHaveLength(ARRIVING_FROM - 1);
    expect(heads).toEqual([]);
    connection.close();
  });

  test('nobody takes it: the node waits, whatever the length; then all of it comes, and the next reply', async () => {
    const connection = await connectNode(address);
    let arriving: ArrivingReply | undefined;
    // 40 MB of replies would be in memory without the wait.
    const sort = [
      'EVAL',
      "local v = redis.call('get', 'value') local t = {} for i = 1, 10000 do t[i] = v end return t",
      '0',
    ];
    const begun = new Promise<void>(resolve => {
      void connection.send(sort, reply => {
        arriving = reply;
        resolve();
      });
    });
    await begun;
    const next = connection.send(['PING']);
    let count = 0;
    let largest = 0;
    for await (const batch of arriving!) {
      count += batch.length;
      largest = Math.max(largest, batch.length);
      await new Promise(setImmediate);
    }
    expect(count).toBe(10_000);
    expect(largest).toBeLessThan(2000);
    // Too much of it to be kept, and only its beginning was.
    expect(arriving?.isKept).toBe(false);
    expect((await next).reply).toMatchObject({ type: 'status' });
    connection.close();
  });

  test('whoever leaves it gets no more; the next reply comes', async () => {
    const connection = await connectNode(address);
    let first: number | undefined;
    const answer = connection.send(many(300_000), async arriving => {
      for await (const batch of arriving) {
        first = batch.length;
        break;
      }
    });
    expect((await answer).reply.type).toBe('array');
    expect(first).toBeLessThan(300_000);
    expect((await connection.send(['PING'])).reply.type).toBe('status');
    connection.close();
  });

  test('a connection that is closed ends it', async () => {
    const connection = await connectNode(address);
    let counted: Promise<number> | undefined;
    let broken: ArrivingReply | undefined;
    const answer = connection.send(many(300_000), arriving => {
      broken = arriving;
      counted = (async () => {
        let count = 0;
        for await (const batch of arriving) {
          count += batch.length;
          connection.close();
        }
        return count;
      })();
    });
    await expect(answer).rejects.toMatchObject({ id: 'connection-lost' });
    expect(await counted).toBeLessThan(300_000);
    expect(broken?.isBroken).toBe(true);
  });
});
