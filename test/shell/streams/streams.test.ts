import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import type { SessionOptions } from '../../../source/shell/open-session.ts';
import type { StreamEvent, StreamMessage } from '../../../source/shell/streams/stream-events.ts';
import { redisCli } from '../../support/redis-servers.ts';
import { clusterForTests } from '../cluster-for-tests.ts';
import { brief, runLine } from '../running-cluster.ts';

/** Slots: `bbb` 5287 is A's, `name` 5798 B's. */
const cluster = clusterForTests();
let [A, B] = [0, 0];
beforeAll(() => {
  [A, B] = cluster.masters;
});

/** A session on A, and all that its streams have said. */
async function open(more: Partial<SessionOptions> = {}) {
  const session = await cluster.open(more);
  const messages: StreamMessage[] = [];
  const events: StreamEvent[] = [];
  session.streams.listen({
    onNews: () => void messages.push(...session.streams.take()),
    onEvent: event => void events.push(event),
  });
  const said = () => messages.map(({ reply }) => textOf(reply));
  const happened = () =>
    events.map(event => ('channels' in event ? `${event.type} ${event.channels}` : event.type));
  return { session, messages, events, said, happened };
}

function textOf(reply: StreamMessage['reply']): string {
  if ('items' in reply) return reply.items.map(textOf).join(' ');
  return 'value' in reply ? String(reply.value) : reply.type;
}

/** How many connections with subscriptions a node has. */
async function subscribers(port: number): Promise<number> {
  const { stdout } = await redisCli(['-p', port, 'client', 'list', 'type', 'pubsub']);
  return stdout.split('\n').filter(line => line !== '').length;
}

test.each([2, 3] as const)(
  'SUBSCRIBE and PSUBSCRIBE listen beside the commands, until UNSUBSCRIBE: RESP%i',
  async protocol => {
    const { session, said, happened } = await open({ connection: { protocol } });
    expect(brief(await runLine(session, 'subscribe news sport'))).toEqual([`→ ${A}`, 'nothing']);
    await runLine(session, 'psubscribe n*');
    expect(happened()).toEqual(['stream-confirmed', 'stream-confirmed', 'stream-confirmed']);
    expect(session.streams.view?.channels.map(String)).toEqual(['news', 'sport', 'n*']);
    await redisCli(['-p', B, 'publish', 'news', 'hello']);
    await expect.poll(said, { interval: 10 }).toEqual(['message news hello', 'pmessage n* news hello']);
    expect(brief(await runLine(session, 'set bbb 1')).at(-1)).toBe('OK');
    // The prompt goes elsewhere, the subscriptions stay where they are.
    await runLine(session, 'get name');
    await runLine(session, 'subscribe more');
    expect(await subscribers(A)).toBe(1);
    expect(await subscribers(B)).toBe(0);
    await runLine(session, 'unsubscribe');
    await runLine(session, 'punsubscribe n*');
    expect(session.streams.view).toBeUndefined();
    await expect.poll(() => subscribers(A), { interval: 10 }).toBe(0);
  },
);

test('UNSUBSCRIBE with nothing subscribed is answered by the server', async () => {
  const { session, events } = await open();
  await runLine(session, 'unsubscribe news');
  expect(events.map(event => ('reply' in event ? textOf(event.reply) : ''))).toEqual(['unsubscribe news 0']);
  expect(session.streams.view).toBeUndefined();
});

test('an error is the reply, and leaves no connection behind', async () => {
  const { session } = await open();
  expect(brief(await runLine(session, 'subscribe')).at(-1)).toMatch(/^ERR wrong number/);
  expect(brief(await runLine(session, 'ssubscribe bbb name')).at(-1)).toMatch(/^CROSSSLOT/);
  expect(session.streams.view).toBeUndefined();
});

test('SSUBSCRIBE goes to the owner of the slot, and after it when the slot moves', async () => {
  const { session, said, happened } = await open();
  expect(brief(await runLine(session, 'ssubscribe {name}news'))).toEqual([
    `→ ${A}`,
    `← MOVED 5798 ${B}`,
    `→ ${B}`,
    'nothing',
  ]);
  expect(session.view.current?.port).toBe(A);
  await redisCli(['-p', B, 'spublish', '{name}news', 'one']);
  await expect.poll(said, { interval: 10 }).toEqual(['smessage {name}news one']);
  const ids = new Map(session.view.nodes.map(({ address, id }) => [address.port, id]));
  const give = async (from: number, to: number) => {
    await redisCli(['-p', to, 'cluster', 'setslot', 5798, 'node', ids.get(to)!]);
    await redisCli(['-p', to, 'cluster', 'bumpepoch']);
    await redisCli(['-p', from, 'cluster', 'setslot', 5798, 'node', ids.get(to)!]);
  };
  await give(B, A);
  try {
    await expect
      .poll(happened, { interval: 10 })
      .toEqual(['stream-confirmed', 'channel-moved', 'stream-reopened {name}news']);
    await redisCli(['-p', A, 'spublish', '{name}news', 'two']);
    await expect.poll(said, { interval: 10 }).toEqual(['smessage {name}news one', 'smessage {name}news two']);
  } finally {
    await give(A, B);
  }
});

test('a connection that is lost is told, and opened again', async () => {
  const { session, said, happened } = await open();
  await runLine(session, 'subscribe news');
  await runLine(session, 'ssubscribe bbb');
  await redisCli(['-p', A, 'client', 'kill', 'type', 'pubsub']);
  await expect.poll(happened, { interval: 10 }).toContain('stream-reopened news,bbb');
  expect(happened()).toContain('stream-lost news,bbb');
  await redisCli(['-p', A, 'publish', 'news', 'again']);
  await redisCli(['-p', A, 'spublish', 'bbb', 'too']);
  await expect.poll(said, { interval: 10 }).toEqual(['message news again', 'smessage bbb too']);
  // One connection for both, and `end` ends it.
  expect(await subscribers(A)).toBe(1);
  expect(session.streams.end()).toBe(2);
  expect(session.streams.view).toBeUndefined();
  await expect.poll(() => subscribers(A), { interval: 10 }).toBe(0);
});

test('MONITOR shows what a node is asked, and is said to have ended', async () => {
  const { session, said, happened } = await open({ pollMs: 30 });
  expect(brief(await runLine(session, 'monitor'))).toEqual([`→ ${A}`, 'OK']);
  await redisCli(['-p', A, 'set', 'bbb', 'a "quoted" value']);
  await expect
    .poll(() => said().at(-1), { interval: 10 })
    .toMatch(/^\d+\.\d+ \[0 127\.0\.0\.1:\d+\] "set" "bbb" "a \\"quoted\\" value"$/);
  // What the session itself asks is not among it; what was typed is, over whatever connection.
  await runLine(session, 'set bbb typed');
  const target = { name: '@', args: [Buffer.from('PING')], target: Buffer.from(`@${A}`) } as const;
  await session.runTask(target, () => undefined);
  await expect.poll(() => said().at(-1), { interval: 10 }).toContain('"PING"');
  expect(said().some(line => line.includes('"set" "bbb" "typed"'))).toBe(true);
  expect(said().filter(line => line.includes('CLUSTER'))).toEqual([]);
  const { stdout } = await redisCli(['-p', A, 'client', 'list']);
  const id = /^id=(\d+) .* flags=O /m.exec(stdout)?.[1];
  await redisCli(['-p', A, 'client', 'kill', 'id', id!]);
  await expect.poll(happened, { interval: 10 }).toEqual(['monitor-lost']);
  expect(session.streams.view).toBeUndefined();
});

test("CLIENT TRACKING's invalidations come as they are said", async () => {
  const { session, said } = await open();
  await runLine(session, 'hello 3');
  await runLine(session, 'client tracking on');
  await runLine(session, 'get bbb');
  await redisCli(['-p', A, 'set', 'bbb', 'changed']);
  await expect.poll(said, { interval: 10 }).toEqual(['invalidate bbb']);
  // EXEC ends a transaction, and nothing else.
  for (const line of ['multi', 'exec']) await runLine(session, line);
  await redisCli(['-p', A, 'client', 'kill', 'type', 'normal', 'skipme', 'yes']);
  await expect.poll(() => session.view.trackingLost?.port, { interval: 10 }).toBe(A);
  await runLine(session, 'client tracking on');
  expect(session.view.trackingLost).toBeUndefined();
});

test('messages come faster than they are taken: memory is bounded, and every one is taken or counted', async () => {
  const { session } = await open({ mostWaiting: { messages: 100, bytes: 1024 * 1024 } });
  await runLine(session, 'subscribe flood');
  let mostWaiting = 0;
  let taken = 0;
  const takeSome = () => {
    const { length } = session.streams.take();
    mostWaiting = Math.max(mostWaiting, length);
    taken += length;
  };
  session.streams.listen({ onNews: () => undefined, onEvent: () => undefined });
  const sent = 20_000;
  const socket = connect(A, '127.0.0.1');
  await once(socket, 'connect');
  socket.resume();
  const some = Buffer.from('PUBLISH flood 0123456789\r\n'.repeat(1000));
  for (let count = 0; count < sent; count += 1000) {
    if (!socket.write(some)) await once(socket, 'drain');
    if (count % 10_000 === 0) takeSome();
  }
  await expect.poll(() => session.streams.counts.received, { interval: 10 }).toBe(sent);
  takeSome();
  socket.destroy();
  expect(mostWaiting).toBeLessThanOrEqual(100);
  expect(taken + session.streams.counts.dropped).toBe(sent);
});

test('after a failover a shard channel is heard again', async () => {
  const { session, said, happened } = await open({ pollMs: 100 });
  await runLine(session, 'ssubscribe {name}news');
  const master = session.view.nodes.find(node => node.address.port === B)!;
  const replica = session.view.nodes.find(node => node.masterId === master.id)!.address.port;
  const linkIsUp = async () =>
    (await redisCli(['-p', replica, 'info', 'replication'])).stdout.includes('master_link_status:up');
  await expect.poll(linkIsUp, { interval: 50 }).toBe(true);
  // Without a vote, and so without one that is lost on a busy machine.
  await redisCli(['-p', replica, 'cluster', 'failover', 'takeover']);
  await expect.poll(happened).toContain('stream-reopened {name}news');
  // The old master takes subscriptions as a replica too; what is published reaches it once the new one knows of that.
  const published = async () => {
    await redisCli(['-p', replica, 'spublish', '{name}news', 'here']);
    return said();
  };
  await expect.poll(published, { interval: 50 }).toContain('smessage {name}news here');
});
