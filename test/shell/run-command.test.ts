import { beforeAll, describe, expect, test } from 'vitest';
import type { HopEvent } from '../../source/shell/events.ts';
import type { SessionOptions } from '../../source/shell/open-session.ts';
import { redisCli } from '../support/redis-servers.ts';
import { clusterForTests } from './cluster-for-tests.ts';
import { addressOf, brief, runLine, viewWhere, words } from './running-cluster.ts';

describe('commands on a cluster', () => {
  const cluster = clusterForTests({ password: '1234' });
  let ports: number[];
  beforeAll(() => {
    ports = cluster.nodes.map(node => node.port);
  });
  const open = (node: number, more?: Partial<SessionOptions>) => cluster.open(more, cluster.nodes[node]);

  test("the guide's six commands give its answers and its redirections", async () => {
    const session = await open(0);
    const told: string[][] = [];
    for (const line of [
      'set name mrhelloworld',
      'set aaa 111',
      'set bbb 222',
      'get name',
      'get aaa',
      'get bbb',
    ]) {
      told.push(brief(await runLine(session, line)));
    }
    const [A, , , B] = ports;
    const toB = [`→ ${A}`, `← MOVED 5798 ${B}`, `prompt ${B} redirected`, `→ ${B}`];
    const toA = [`→ ${B}`, `← MOVED 5287 ${A}`, `prompt ${A} redirected`, `→ ${A}`];
    expect(told).toEqual([
      [...toB, 'OK'],
      [`→ ${B}`, 'OK'],
      [...toA, 'OK'],
      [...toB, 'mrhelloworld'],
      [`→ ${B}`, '111'],
      [...toA, '222'],
    ]);
    expect(session.view.current).toEqual(addressOf(cluster.nodes[0]!));
  });

  test("the guide's look from 6374: the second redirection is to 10439", async () => {
    const session = await open(3);
    const [A, , , B] = ports;
    expect(brief(await runLine(session, 'get name'))).toEqual([`→ ${B}`, 'mrhelloworld']);
    await runLine(session, 'get bbb');
    expect(brief(await runLine(session, 'get aaa'))).toEqual([
      `→ ${A}`,
      `← MOVED 10439 ${B}`,
      `prompt ${B} redirected`,
      `→ ${B}`,
      '111',
    ]);
  });

  test('events: keys with slot and owner, and secrets masked', async () => {
    const session = await open(0);
    const [started, , answered] = await runLine(session, 'set name mrhelloworld');
    const owner = addressOf(cluster.nodes[3]!);
    expect(started).toMatchObject({ keys: [{ key: Buffer.from('name'), slot: 5798, node: owner }] });
    expect(answered).toMatchObject({
      type: 'hop-answered',
      redirection: { kind: 'MOVED', slot: 5798, to: owner },
    });
    const events = await runLine(session, 'auth 1234');
    expect(brief(events).at(-1)).toBe('OK');
    expect(
      JSON.stringify(events.map(event => ('args' in event ? event.args.map(String) : []))),
    ).not.toContain('1234');
  });

  test('ASK is followed for one command, with ASKING; the prompt stays', async () => {
    const [A, , , B] = ports;
    const source = cluster.nodes[3]!;
    const target = cluster.nodes[0]!;
    const id = async (port: number) =>
      (await redisCli(['-p', port, 'cluster', 'myid'], { password: '1234' })).stdout.trim();
    const setSlot = (port: number, ...args: string[]) =>
      redisCli(['-p', port, 'cluster', 'setslot', '5798', ...args], { password: '1234' });
    const session = await open(3);
    await runLine(session, 'mset {name}1 one {name}2 two');
    await setSlot(target.port, 'importing', await id(source.port));
    await setSlot(source.port, 'migrating', await id(target.port));
    try {
      await redisCli(
        ['-p', source.port, 'migrate', '127.0.0.1', target.port, '{name}1', 0, 5000, 'auth', '1234'],
        { password: '1234' },
      );
      for (let again = 0; again < 2; again++) {
        expect(brief(await runLine(session, 'get {name}1'))).toEqual([
          `→ ${B}`,
          `← ASK 5798 ${A}`,
          `→ ${A} asking`,
          'one',
        ]);
      }
      expect(session.view.current?.port).toBe(B);
      // The first ASK was news: from then on it is foreseen.
      await viewWhere(session, () => session.preview('get {name}1').expect === 'moving');
      expect(brief(await runLine(session, 'get {name}2'))).toEqual([`→ ${B}`, 'two']);
      // A key that is nowhere yet is made on the target; both halves at once cannot be had: a reply, not followed.
      expect(brief(await runLine(session, 'set {name}3 three')).slice(1)).toEqual([
        `← ASK 5798 ${A}`,
        `→ ${A} asking`,
        'OK',
      ]);
      expect(brief(await runLine(session, 'mget {name}1 {name}2'))).toEqual([
        `→ ${B}`,
        expect.stringMatching(/^TRYAGAIN/),
      ]);
      // From the target: MOVED back, then ASK. ASKING was for one command only.
      const other = await open(0);
      expect(brief(await runLine(other, 'get {name}1'))).toEqual([
        ...[`→ ${A}`, `← MOVED 5798 ${B}`, `prompt ${B} redirected`],
        ...[`→ ${B}`, `← ASK 5798 ${A}`, `→ ${A} asking`, 'one'],
      ]);
      expect(other.view.current?.port).toBe(B);
    } finally {
      await redisCli(['-p', target.port, 'cluster', 'setslot', '5798', 'stable'], { password: '1234' });
      await redisCli(['-p', source.port, 'cluster', 'setslot', '5798', 'stable'], { password: '1234' });
    }
  });

  test('a redirection without a host, with a name for a host, and with no address at all', async () => {
    const [A, , , B] = ports;
    const configure = (name: string, value: string) =>
      Promise.all(
        ports.map(port => redisCli(['-p', port, 'config', 'set', name, value], { password: '1234' })),
      );
    const endpoint = 'cluster-preferred-endpoint-type';
    try {
      // `MOVED 5798 :port`: the host that was asked.
      await configure(endpoint, 'unknown-endpoint');
      const session = await open(0);
      const moved = [`→ ${A}`, `← MOVED 5798 ${B}`, `prompt ${B} redirected`, `→ ${B}`, 'mrhelloworld'];
      expect(brief(await runLine(session, 'get name'))).toEqual(moved);
      // `MOVED 5798 ?:port`: nodes are asked for a name they do not have.
      await configure(endpoint, 'hostname');
      expect(brief(await runLine(await open(0), 'get name'))).toEqual([`→ ${A}`, 'redirect-without-address']);
      // `MOVED 5798 localhost:port`: another way to a node that the table has by its IP address.
      await configure('cluster-announce-hostname', 'localhost');
      const byName = async () => {
        const named = await open(0);
        const known = named.view.nodes.every(node => node.hostname === 'localhost');
        return known ? { told: brief(await runLine(named, 'get name')), at: named.view.current } : undefined;
      };
      await expect.poll(byName, { interval: 50 }).toEqual({ told: moved, at: addressOf(cluster.nodes[3]!) });
    } finally {
      await configure(endpoint, 'ip');
      await configure('cluster-announce-hostname', '');
    }
  });

  test('nodes that send a command in circles are left after 5 hops', async () => {
    // The source gives the slot away; the target was never told to import it, and sends everything back.
    const [A, , , B] = ports;
    const id = (await redisCli(['-p', A!, 'cluster', 'myid'], { password: '1234' })).stdout.trim();
    await redisCli(['-p', B!, 'cluster', 'setslot', '5798', 'migrating', id], { password: '1234' });
    try {
      const session = await open(3);
      const events = await runLine(session, 'get {name}absent');
      expect(events.at(-1)).toMatchObject({
        hops: 5,
        failure: { id: 'too-many-redirections', facts: { command: 'GET', slot: 5798, hops: 5 } },
      });
    } finally {
      await redisCli(['-p', B!, 'cluster', 'setslot', '5798', 'stable'], { password: '1234' });
    }
  });

  test('a transaction that fits on its node runs', async () => {
    const session = await open(0);
    for (const line of ['multi', 'set bbb 1', 'incr bbb']) await runLine(session, line);
    const finished = (await runLine(session, 'exec')).at(-1);
    expect(finished).toMatchObject({
      reply: { type: 'array', items: [{ type: 'status' }, { type: 'integer', value: '2' }] },
    });
  });

  test('when its connection is lost, so is the transaction, and nothing is sent as if it went on', async () => {
    const session = await open(0);
    await runLine(session, 'set bbb before');
    await runLine(session, 'multi');
    await runLine(session, 'set bbb inside');
    await redisCli(['-p', ports[0]!, 'client', 'kill', 'type', 'normal', 'skipme', 'yes'], {
      password: '1234',
    });
    await expect
      .poll(async () => brief(await runLine(session, 'set bbb outside')).at(-1), { interval: 20 })
      .toBe('transaction-lost');
    expect(session.view.inTransaction).toBe(true);
    expect(brief(await runLine(session, 'exec')).at(-1)).toBe('ERR EXEC without MULTI');
    expect(session.view.inTransaction).toBeUndefined();
    expect(brief(await runLine(session, 'get bbb')).at(-1)).toBe('before');
  });

  test('an EXEC that got no answer leaves no transaction behind', async () => {
    const session = await open(0);
    await runLine(session, 'multi');
    await runLine(session, 'set bbb inside');
    const stop = new AbortController();
    const events: HopEvent[] = [];
    cluster.nodes[0]!.pause();
    try {
      await session.run(
        words('exec'),
        event => {
          events.push(event);
          if (event.type === 'hop-sent') setImmediate(() => stop.abort());
        },
        stop.signal,
      );
    } finally {
      cluster.nodes[0]!.resume();
    }
    expect(events.at(-1)).toMatchObject({
      failure: { id: 'command-interrupted', facts: { mayHaveRun: true } },
    });
    expect(session.view.inTransaction).toBeUndefined();
    expect(brief(await runLine(session, 'set bbb after')).at(-1)).toBe('OK');
  });

  test('HELLO 3, CLIENT SETNAME and AUTH go along to the next node', async () => {
    const session = await open(0);
    await runLine(session, 'get name');
    await runLine(session, 'get bbb');
    await runLine(session, 'hello 3');
    await runLine(session, 'client setname me');
    await runLine(session, 'hset {name}h f v');
    const finished = (await runLine(session, 'hgetall {name}h')).at(-1);
    expect(finished).toMatchObject({ reply: { type: 'map' } });
    expect(brief(await runLine(session, 'client getname')).at(-1)).toBe('me');
  });

  test('Ctrl-C ends a BLPOP on the server too, and the session goes on', async () => {
    const session = await open(0);
    const stop = new AbortController();
    const blocked = async () => {
      const { stdout } = await redisCli(['-p', ports[0]!, 'info', 'clients'], { password: '1234' });
      return /blocked_clients:(\d+)/.exec(stdout)?.[1];
    };
    const running = runLine(session, 'blpop {bbb}list 0', stop.signal);
    await expect.poll(blocked, { interval: 20 }).toBe('1');
    stop.abort();
    expect(brief(await running)).toEqual([`→ ${ports[0]}`, `✗ ${ports[0]} wait-ended`, 'wait-ended']);
    await expect.poll(blocked, { interval: 20 }).toBe('0');
    expect(brief(await runLine(session, 'ping')).at(-1)).toBe('PONG');
  });

  test('what would turn the connection into a stream is refused before it is sent, where nobody listens to streams', async () => {
    const session = await open(0);
    for (const line of ['subscribe a', 'MONITOR', 'client reply off', 'psync ? -1']) {
      expect(brief(await runLine(session, line))).toEqual(['command-not-supported']);
    }
  });
});
