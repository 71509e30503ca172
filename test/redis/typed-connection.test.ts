import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectNode } from '../../source/redis/connect-node.ts';
import type { NodeConnection } from '../../source/redis/node-connection.ts';
import type { Reply } from '../../source/redis/reply.ts';
import { type RedisServer, type RedisServers, startRedisServers } from '../support/redis-servers.ts';
import { pretendServer } from './pretend-server.ts';

let redis: RedisServers;
let server: RedisServer;

beforeAll(async () => {
  redis = await startRedisServers(1, { cluster: false, directives: { 'enable-debug-command': 'yes' } });
  [server] = redis.servers as [RedisServer];
});

afterAll(() => redis?.stop());

/** For one test; a test's second connection is its own to close. */
let connection: NodeConnection;

beforeEach(async () => {
  connection = await connectNode(server);
  await connection.send(['FLUSHALL']);
  return () => connection.close();
});

type Words = readonly (string | Buffer)[];

const replyTo = async (words: Words, to = connection): Promise<Reply> => (await to.send(words)).reply;
const status = (text: string): Reply => ({ type: 'status', value: Buffer.from(text) });
const bulk = (bytes: string | Buffer): Reply => ({ type: 'bulk', value: Buffer.from(bytes) });
const integer = (value: number): Reply => ({ type: 'integer', value: String(value) });

describe('what is sent', () => {
  it('arrives byte for byte, whatever the bytes', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map(array => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(bytes, fc.string({ unit: 'grapheme' }), async (first, second) => {
        expect(await replyTo(['ECHO', first])).toEqual(bulk(first));
        expect(await replyTo(['ECHO', second])).toEqual(bulk(second));
      }),
    );
  });

  it('is not touched where ioredis transforms arguments and replies by name', async () => {
    expect(await replyTo(['mset', Buffer.from('k'), Buffer.from('\xff', 'latin1')])).toEqual(status('OK'));
    expect(await replyTo(['mset', Buffer.from('k')])).toMatchObject({ type: 'error' });
    expect(await replyTo(['hset', Buffer.from('h'), Buffer.from('f')])).toMatchObject({ type: 'error' });
    expect(await replyTo(['hset', 'h', 'f', 'v'])).toEqual(integer(1));
    expect(await replyTo(['hgetall', 'h'])).toEqual({ type: 'array', items: [bulk('f'), bulk('v')] });
    expect(await replyTo([Buffer.from('gEt'), 'k'])).toEqual(bulk(Buffer.from([0xff])));
  });

  it('may be a command nobody knows, of any bytes', async () => {
    for (const name of [Buffer.from([0xff, 0, 0x0d, 0x0a]), '', 'constructor', '__proto__', 'quit ']) {
      expect(await replyTo([name, 'x']), String(name)).toMatchObject({ type: 'error' });
    }
    expect(await replyTo(['PING'])).toEqual(status('PONG'));
  });

  it('keeps integers whole, and status apart from strings', async () => {
    await replyTo(['SET', 'n', '9223372036854775806']);
    expect(await replyTo(['INCR', 'n'])).toEqual({ type: 'integer', value: '9223372036854775807' });
    expect(await replyTo(['EVAL', "return {ok='x'}", '0'])).toEqual(status('x'));
    expect(await replyTo(['EVAL', "return 'x'", '0'])).toEqual(bulk('x'));
    expect(await replyTo(['BLPOP', 'none', '0.01'])).toEqual({ type: 'nil-array' });
  });
});

describe('replies and commands', () => {
  it('belong together when many are under way', async () => {
    const sent = Array.from({ length: 3000 }, (_, index): [Words, Reply] => {
      if (index % 3 === 0) return [['ECHO', `${index}`], bulk(`${index}`)];
      if (index % 3 === 1)
        return [
          ['EVAL', `return {${index},{}}`, '0'],
          { type: 'array', items: [integer(index), { type: 'array', items: [] }] },
        ];
      return [
        ['EVAL', `return {err='E ${index}'}`, '0'],
        { type: 'error', value: Buffer.from(`E ${index}`) },
      ];
    });
    const replies = await Promise.all(sent.map(([words]) => replyTo(words)));
    expect(replies).toEqual(sent.map(([, reply]) => reply));
  });

  it('belong together in any mixture of sizes and cuts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 100_000 }), { maxLength: 20 }), async lengths => {
        const values = lengths.map((length, index) => Buffer.alloc(length, index));
        const replies = await Promise.all(values.map(value => replyTo(['ECHO', value])));
        for (const [index, reply] of replies.entries()) {
          expect(reply.type === 'bulk' && reply.value.equals(values[index] as Buffer)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('belong together when pushes come between them', async () => {
    expect(await replyTo(['HELLO', '3'])).toMatchObject({ type: 'map' });
    await replyTo(['CLIENT', 'TRACKING', 'ON']);
    const other = await connectNode(server);
    const writing: Promise<Reply>[] = [];
    for (let round = 0; round < 200; round++) {
      const key = `k${round}`;
      await replyTo(['GET', key]);
      writing.push(replyTo(['SET', key, 'x'], other));
      expect(await replyTo(['ECHO', key])).toEqual(bulk(key));
    }
    await Promise.all(writing);
    expect(await replyTo(['DEBUG', 'PROTOCOL', 'push'])).toMatchObject({ type: 'bulk' });
    expect(await replyTo(['PING'])).toEqual(status('PONG'));
    other.close();
  });

  it('keep their type after a change of protocol, there and back', async () => {
    await replyTo(['HSET', 'h', 'f', 'v']);
    const flat: Reply = { type: 'array', items: [bulk('f'), bulk('v')] };
    const map: Reply = { type: 'map', entries: [[bulk('f'), bulk('v')]] };
    const replies = await Promise.all(
      [
        ['HGETALL', 'h'],
        ['HELLO', '3'],
        ['HGETALL', 'h'],
        ['HELLO', '2'],
        ['HGETALL', 'h'],
      ].map(words => replyTo(words)),
    );
    expect([replies[0], replies[2], replies[4]]).toEqual([flat, map, flat]);
    await replyTo(['HELLO', '3']);
    expect(await replyTo(['RESET'])).toEqual(status('RESET'));
    expect(await replyTo(['HGETALL', 'h'])).toEqual(flat);
  });

  const [zero, one, two] = [integer(0), integer(1), integer(2)];
  const bool = (value: boolean): Reply => ({ type: 'boolean', value });

  it.each<[string, Reply, Reply | undefined]>([
    ['string', bulk('Hello World'), undefined],
    ['integer', integer(12345), undefined],
    ['double', bulk('3.141'), { type: 'double', value: '3.141' }],
    ['null', { type: 'nil' }, { type: 'nil' }],
    ['array', { type: 'array', items: [zero, one, two] }, undefined],
    ['set', { type: 'array', items: [zero, one, two] }, { type: 'set', items: [zero, one, two] }],
    [
      'map',
      { type: 'array', items: [zero, zero, one, one, two, zero] },
      {
        type: 'map',
        entries: [
          [zero, bool(false)],
          [one, bool(true)],
          [two, bool(false)],
        ],
      },
    ],
    [
      'attrib',
      bulk('Some real reply following the attribute'),
      {
        type: 'attributed',
        attributes: [[bulk('key-popularity'), { type: 'array', items: [bulk('key:123'), integer(90)] }]],
        reply: bulk('Some real reply following the attribute'),
      },
    ],
    [
      'verbatim',
      bulk('This is a verbatim\nstring'),
      { type: 'verbatim', format: 'txt', value: Buffer.from('This is a verbatim\nstring') },
    ],
    ['true', one, bool(true)],
    ['false', zero, bool(false)],
    [
      'bignum',
      bulk('1234567999999999999999999999999999999'),
      { type: 'big-number', value: '1234567999999999999999999999999999999' },
    ],
  ])('DEBUG PROTOCOL %s', async (kind, resp2, resp3 = resp2) => {
    expect(await replyTo(['DEBUG', 'PROTOCOL', kind])).toEqual(resp2);
    await replyTo(['HELLO', '3']);
    expect(await replyTo(['DEBUG', 'PROTOCOL', kind])).toEqual(resp3);
  });

  it('say how long they took, from the write to the last byte', async () => {
    const [first, second] = await Promise.all([
      connection.send(['DEBUG', 'SLEEP', '0.05']),
      connection.send(['PING']),
    ]);
    expect(first.ms).toBeGreaterThanOrEqual(50);
    // Written together with the one before it, it waits as long.
    expect(second.ms).toBeGreaterThanOrEqual(40);
  });
});

describe('commands that change the connection', () => {
  it.each([
    [['SUBSCRIBE', 'c'], 'SUBSCRIBE', 'subscribe'],
    [['psubscribe', 'c*'], 'PSUBSCRIBE', 'subscribe'],
    [['sSubscribe', 'c'], 'SSUBSCRIBE', 'subscribe'],
    [['UNSUBSCRIBE'], 'UNSUBSCRIBE', 'subscribe'],
    [['monitor'], 'MONITOR', 'monitor'],
    [['SYNC'], 'SYNC', 'replication'],
    [['PSYNC', '?', '-1'], 'PSYNC', 'replication'],
    [['REPLCONF', 'ACK', '1'], 'REPLCONF', 'replication'],
    [['client', 'reply', 'off'], 'CLIENT REPLY OFF', 'reply-off'],
    [[Buffer.from('CLIENT'), Buffer.from('Reply'), Buffer.from('skip')], 'CLIENT REPLY SKIP', 'reply-off'],
  ])('%j is not sent', async (words, command, reason) => {
    await expect(connection.send(words)).rejects.toMatchObject({
      id: 'command-not-supported',
      facts: { command, reason },
    });
    expect(await replyTo(['PING'])).toEqual(status('PONG'));
  });

  it('SELECT, CLIENT REPLY ON, AUTH, MULTI and the like are answered as any other', async () => {
    const answers: [Words, Reply | object][] = [
      [['SELECT', '3'], status('OK')],
      [['SELECT', '99'], { type: 'error' }],
      [['select', '0'], status('OK')],
      [['CLIENT', 'REPLY', 'ON'], status('OK')],
      [['CLIENT', 'REPLY'], { type: 'error' }],
      [['CLIENT', 'REPLY', 'what'], { type: 'error' }],
      [['auth', 'x'], { type: 'error' }],
      [['HELLO', '9'], { type: 'error' }],
      [['readonly'], { type: 'error' }],
      [['multi'], status('OK')],
      [['SET', 'k', 'v'], status('QUEUED')],
      [['exec'], { type: 'array', items: [status('OK')] }],
      [['info', 'nothing'], bulk('')],
      [['PING'], status('PONG')],
    ];
    for (const [words, reply] of answers) expect(await replyTo(words), words.join(' ')).toMatchObject(reply);
  });

  it('QUIT is answered, and ends it; later commands say that they did not run', async () => {
    const closed = new Promise<void>(resolve => connection.onClose(resolve));
    expect(await replyTo(['quit'])).toEqual(status('OK'));
    await closed;
    expect(connection.closed).toBe(true);
    await expect(connection.send(['INCR', 'n'])).rejects.toMatchObject({
      id: 'connection-lost',
      facts: { mayHaveRun: false },
    });
    await new Promise<void>(resolve => connection.onClose(resolve));
  });
});

describe('a connection that dies', () => {
  const lost = (mayHaveRun: boolean) => ({
    id: 'connection-lost',
    facts: { node: `127.0.0.1:${server.port}`, mayHaveRun },
  });

  it('says of each command whether it may have run, never resends and never comes back', async () => {
    await replyTo(['SET', 'n', '0']);
    const waiting = [
      expect(connection.send(['BLPOP', 'none', '0'])).rejects.toMatchObject(lost(true)),
      expect(connection.send(['INCR', 'n'])).rejects.toMatchObject(lost(true)),
    ];
    let ends = 0;
    connection.onClose(() => {
      ends += 1;
    });
    const watcher = await connectNode(server);
    await expect
      .poll(() => replyTo(['CLIENT', 'LIST'], watcher))
      .toSatisfy((reply: Reply) => {
        return reply.type === 'bulk' && reply.value.includes('cmd=blpop');
      });
    watcher.close();
    await server.kill();
    await Promise.all(waiting);
    await server.restart();
    await expect(connection.send(['INCR', 'n'])).rejects.toMatchObject(lost(false));
    expect(connection.closed).toBe(true);
    expect(ends).toBe(1);
    const after = await connectNode(server);
    expect(await replyTo(['EXISTS', 'n'], after)).toEqual(integer(0));
    after.close();
  });

  it('knows that a command did not run which stood behind one that never left', async () => {
    server.pause();
    // More than the buffers of two sockets hold.
    const first = connection.send(['SET', 'big', Buffer.alloc(64 * 1024 * 1024)]);
    const second = connection.send(['INCR', 'n']);
    connection.close();
    await expect(first).rejects.toMatchObject(lost(true));
    await expect(second).rejects.toMatchObject(lost(false));
    server.resume();
    const after = await connectNode(server);
    expect(await replyTo(['EXISTS', 'big', 'n'], after)).toEqual(integer(0));
    after.close();
  });

  it('ends at a reply nobody asked for', async () => {
    const chatty = await pretendServer(client => {
      client.once('data', () => {
        client.write('+PONG\r\n');
        client.once('data', () => client.write('+one\r\n+two\r\n'));
      });
    });
    const connected = await connectNode(chatty.address);
    const closed = new Promise<void>(resolve => connected.onClose(resolve));
    expect(await replyTo(['GET', 'k'], connected)).toEqual(status('one'));
    await closed;
    chatty.stop();
  });

  it.each(['?what\r\n', '*1\r\n:x\r\n'])('ends at %j with protocol-wrong', async nonsense => {
    const liar = await pretendServer(client => {
      client.once('data', () => {
        client.write('+PONG\r\n');
        client.once('data', () => client.write(`+fine\r\n${nonsense}`));
      });
    });
    const connected = await connectNode(liar.address);
    const [first, second] = [connected.send(['GET', 'a']), connected.send(['GET', 'b'])];
    expect((await first).reply).toEqual(status('fine'));
    await expect(second).rejects.toMatchObject({ id: 'protocol-wrong' });
    expect(connected.closed).toBe(true);
    liar.stop();
  });
});
