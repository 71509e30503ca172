import { beforeAll, describe, expect, test } from 'vitest';
import type { ShellSession } from '../../source/shell/session.ts';
import { redisCli } from '../support/redis-servers.ts';
import { clusterForTests } from './cluster-for-tests.ts';
import { brief, runLine } from './running-cluster.ts';

/** Slots of the keys: `bbb` 5287 and `{bbb}…` are A's, `name` 5798 and `aaa` 10439 B's. */
const cluster = clusterForTests();
let [A, B] = [0, 0];
beforeAll(() => {
  [A, B] = cluster.masters;
});

const open = (port = A) =>
  cluster.open(
    {},
    cluster.nodes.find(one => one.port === port),
  );

const end = async (session: ShellSession, line: string) => brief(await runLine(session, line)).at(-1);

describe('MULTI', () => {
  test('goes to the node of its first key while nothing is queued', async () => {
    const session = await open(A);
    await runLine(session, 'multi');
    const events = await runLine(session, 'set name inside');
    expect(brief(events)).toEqual([
      `→ ${A}`,
      `← MOVED 5798 ${B}`,
      `prompt ${B} redirected`,
      `→ ${A}`,
      `→ ${B}`,
      `transaction ${B}`,
      `→ ${B}`,
      'QUEUED',
    ]);
    const sent = events.flatMap(event => (event.type === 'hop-sent' ? [String(event.args[0])] : []));
    expect(sent).toEqual(['set', 'DISCARD', 'MULTI', 'set']);
    expect(session.view).toMatchObject({ inTransaction: true, queued: 1, current: { port: B } });
    expect((await runLine(session, 'exec')).at(-1)).toMatchObject({
      reply: { type: 'array', items: [{ type: 'status', value: Buffer.from('OK') }] },
    });
    expect(session.view.inTransaction).toBeUndefined();
    // Nothing was left open where it began.
    expect(await end(session, 'get bbb')).not.toMatch(/QUEUED/);
  });

  test('in mode smart too, and what refreshes the cache is not queued', async () => {
    const session = await open(A);
    await runLine(session, 'multi');
    await session.runTask({ name: ':mode', args: [Buffer.from('smart')] }, () => undefined);
    await session.runTask({ name: ':stale', args: [] }, () => undefined);
    expect(await end(session, 'set name inside')).toBe('QUEUED');
    expect(session.view).toMatchObject({ queued: 1, current: { port: B } });
    expect((await runLine(session, 'exec')).at(-1)).toMatchObject({ reply: { items: { length: 1 } } });
  });

  test('refuses a command for another node once something is queued, and stays as it was', async () => {
    const session = await open(A);
    await runLine(session, 'multi');
    await runLine(session, 'set bbb 1');
    const refused = await runLine(session, 'set name elsewhere');
    expect(brief(refused)).toEqual(['other-node-in-transaction']);
    expect(refused.at(-1)).toMatchObject({
      failure: {
        facts: { slot: 5798, node: `127.0.0.1:${A}`, owner: `127.0.0.1:${B}`, queued: 1, watches: false },
      },
    });
    expect(await end(session, 'incr bbb')).toBe('QUEUED');
    expect(session.view).toMatchObject({ queued: 2, current: { port: A } });
    expect((await runLine(session, 'exec')).at(-1)).toMatchObject({
      reply: { type: 'array', items: [{ type: 'status' }, { type: 'integer', value: '2' }] },
    });
  });

  test('refuses a command for another slot of its node, for which EXEC would run nothing', async () => {
    const session = await open(A);
    for (const line of ['multi', 'ping', 'set bbb 1']) await runLine(session, line);
    expect(brief(await runLine(session, 'set {b}other 2'))).toEqual(['other-slot-in-transaction']);
    expect(session.view.queued).toBe(2);
    await runLine(session, 'set {bbb}other 2');
    expect((await runLine(session, 'exec')).at(-1)).toMatchObject({ reply: { items: { length: 3 } } });
    // The judge: what the server would have said.
    const input = 'multi\nset bbb 1\nset {b}other 2\nexec\n';
    expect((await redisCli(['-p', A], { input })).stdout).toContain('CROSSSLOT');
  });

  test('DISCARD and a wrong command end it as the server says', async () => {
    const session = await open(A);
    await runLine(session, 'multi');
    await runLine(session, 'set bbb 5');
    expect(await end(session, 'discard')).toBe('OK');
    expect(session.view.inTransaction).toBeUndefined();
    await runLine(session, 'multi');
    expect(await end(session, 'set bbb')).toMatch(/^ERR wrong number/);
    expect(session.view).toMatchObject({ inTransaction: true, queued: 0 });
    expect(await end(session, 'exec')).toMatch(/^EXECABORT/);
    expect(session.view.inTransaction).toBeUndefined();
  });

  test('asks the node before it refuses by a map that is too old', async () => {
    const session = await open(A);
    const ids = new Map(session.view.nodes.map(({ address, id }) => [address.port, id]));
    const give = async (owner: number) => {
      for (const port of owner === A ? [A, B] : [B, A]) {
        await redisCli(['-p', port, 'cluster', 'setslot', 5798, 'node', ids.get(owner)!]);
        // So that the others believe it, and not what the node before said of itself.
        if (port === owner) await redisCli(['-p', port, 'cluster', 'bumpepoch']);
      }
    };
    await redisCli(['-p', B, 'del', 'name']);
    await give(A);
    try {
      await runLine(session, 'multi');
      await runLine(session, 'set bbb 1');
      // The session's map still has it on B; EXEC would refuse it as another slot of A's.
      expect(await end(session, 'set name here')).toBe('other-slot-in-transaction');
      expect(await end(session, 'discard')).toBe('OK');
    } finally {
      await give(B);
    }
  });
});

describe('WATCH', () => {
  test('brings MULTI back to its node, and EXEC heeds it', async () => {
    const session = await open(A);
    await runLine(session, 'set bbb 1');
    await runLine(session, 'watch bbb');
    await runLine(session, 'get name');
    expect(session.view.current?.port).toBe(B);
    expect(brief(await runLine(session, 'multi'))).toEqual([`prompt ${A} pinned`, `→ ${A}`, 'OK']);
    await redisCli(['-p', A, 'set', 'bbb', 'changed']);
    // Nothing is queued, but the watched keys hold it here.
    expect(await end(session, 'set name x')).toBe('other-node-in-transaction');
    await runLine(session, 'set bbb 2');
    expect((await runLine(session, 'exec')).at(-1)).toMatchObject({ reply: { type: 'nil-array' } });
    expect(await end(session, 'get bbb')).toBe('changed');
  });

  test('takes keys of one node only, until UNWATCH', async () => {
    const session = await open(A);
    await runLine(session, 'watch bbb');
    expect(brief(await runLine(session, 'watch name'))).toEqual(['other-node-in-watch']);
    expect(await end(session, 'unwatch')).toBe('OK');
    expect(await end(session, 'watch name')).toBe('OK');
  });

  test('is said to be lost with its connection, and no MULTI begins as if it were not', async () => {
    const session = await open(A);
    await runLine(session, 'watch bbb');
    await redisCli(['-p', A, 'client', 'kill', 'type', 'normal', 'skipme', 'yes']);
    await expect.poll(() => session.view.watchLost, { interval: 20 }).toBe(true);
    expect(brief(await runLine(session, 'multi'))).toEqual(['watch-lost']);
    expect(await end(session, 'watch bbb')).toBe('OK');
    expect(session.view.watchLost).toBeUndefined();
    expect(await end(session, 'multi')).toBe('OK');
  });
});

describe('a command that waits', () => {
  const waiting = async () => {
    const { stdout } = await redisCli(['-p', A, 'info', 'clients']);
    return Number(/blocked_clients:(\d+)/.exec(stdout)?.[1]);
  };

  test.each([
    'blpop {bbb}list 0',
    'bzpopmin {bbb}set 0',
    'blmove {bbb}list {bbb}other left right 0',
    'xread block 0 streams {bbb}stream $',
    'wait 9 0',
  ])('%s: Ctrl-C ends the wait, and nothing else of the connection', async line => {
    const session = await open(A);
    await runLine(session, 'client setname waiter');
    await runLine(session, 'set bbb 1');
    const id = await end(session, 'client id');
    const stop = new AbortController();
    const running = runLine(session, line, stop.signal);
    await expect.poll(waiting, { interval: 10 }).toBe(1);
    stop.abort();
    expect(brief(await running).at(-1)).toBe('wait-ended');
    expect(await waiting()).toBe(0);
    expect(await end(session, 'client id')).toBe(id);
  });

  test('where CLIENT UNBLOCK is not allowed, its connection is closed', async () => {
    const rule = ['on', '>secret', '~*', '&*', '+@all', '-client|unblock'];
    await redisCli(['-p', A, 'acl', 'setuser', 'humble', ...rule]);
    const session = await cluster.open({ connection: { username: 'humble', password: 'secret' } });
    const stop = new AbortController();
    const running = runLine(session, 'blpop {bbb}list 0', stop.signal);
    await expect.poll(waiting, { interval: 10 }).toBe(1);
    stop.abort();
    expect(brief(await running).at(-1)).toBe('command-interrupted');
    await expect.poll(waiting, { interval: 10 }).toBe(0);
  });

  test('what came in that moment is shown, not lost', async () => {
    const session = await open(A);
    const stop = new AbortController();
    const running = runLine(session, 'blpop {bbb}list 0', stop.signal);
    await expect.poll(waiting, { interval: 10 }).toBe(1);
    await redisCli(['-p', A, 'rpush', '{bbb}list', 'element']);
    stop.abort();
    expect((await running).at(-1)).toMatchObject({ reply: { type: 'array' } });
  });
});

test('under ASK each repetition is asked, and a transaction is not taken along', async () => {
  const session = await open(B);
  const ids = new Map(session.view.nodes.map(({ address, id }) => [address.port, id]));
  await redisCli(['-p', B, 'del', '{name}counter', 'name']);
  await redisCli(['-p', A, 'cluster', 'setslot', 5798, 'importing', ids.get(B)!]);
  await redisCli(['-p', B, 'cluster', 'setslot', 5798, 'migrating', ids.get(A)!]);
  try {
    for (let time = 1; time <= 3; time++) {
      expect(brief(await runLine(session, 'incr {name}counter'))).toEqual([
        `→ ${B}`,
        `← ASK 5798 ${A}`,
        `→ ${A} asking`,
        String(time),
      ]);
    }
    await runLine(session, 'multi');
    await runLine(session, 'ping');
    const events = await runLine(session, 'incr {name}other');
    expect(brief(events)).toEqual([`→ ${B}`, `← ASK 5798 ${A}`, 'redirect-in-transaction']);
    expect(await end(session, 'exec')).toMatch(/^EXECABORT/);
    expect(session.view.inTransaction).toBeUndefined();
  } finally {
    await redisCli(['-p', A, 'cluster', 'setslot', 5798, 'stable']);
    await redisCli(['-p', B, 'cluster', 'setslot', 5798, 'stable']);
  }
});
