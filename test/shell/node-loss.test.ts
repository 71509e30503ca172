import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSession, type SessionOptions } from '../../source/shell/open-session.ts';
import type { ShellSession } from '../../source/shell/session.ts';
import {
  addressOf,
  brief,
  type RunningCluster,
  runLine,
  startCluster,
  viewWhere,
} from './running-cluster.ts';

describe('nodes that die under the person', () => {
  let cluster: RunningCluster;
  let session: ShellSession;
  beforeEach(async () => {
    cluster = await startCluster({ nodeTimeoutMs: 1000 });
  });
  afterEach(async () => {
    session.close();
    await cluster.stop();
  });

  async function open(node: number, more: Partial<SessionOptions> = {}): Promise<void> {
    session = await openSession({
      seeds: [addressOf(cluster.nodes[node]!)],
      connection: {},
      name: 'test',
      pollMs: 300,
      ...more,
    });
  }

  const viewOf = (node: number) =>
    session.view.nodes.find(one => one.address.port === cluster.nodes[node]!.port);

  test('while idle: the view shows it, the prompt goes to a living node, and after the failover all goes on', async () => {
    await open(0);
    expect(session.view.nodes.map(node => `${node.letter}${node.role[0]}`)).toEqual([
      'Am',
      'Ar',
      'Bm',
      'Br',
      'Cm',
      'Cr',
    ]);
    await cluster.nodes[0]!.kill();
    await viewWhere(session, view => view.current?.port !== cluster.nodes[0]!.port);
    expect(viewOf(0)?.health).toBe('down');
    expect(session.view.slotsCovered).toBe(16384 - 5461);
    // The next master by letter: B is node 3, with 5461-10922.
    expect(session.view.current).toEqual(addressOf(cluster.nodes[3]!));
    expect(brief(await runLine(session, 'set name mrhelloworld'))).toEqual([
      `→ ${cluster.nodes[3]!.port}`,
      'OK',
    ]);

    // Its replica, node 5, takes over, and keeps the letter.
    await viewWhere(session, view => view.state === 'ok' && view.slotsCovered === 16384);
    expect(viewOf(5)).toMatchObject({ role: 'master', letter: 'A', health: 'up' });
    expect(brief(await runLine(session, 'set bbb 222')).at(-1)).toBe('OK');
    expect(session.view.current).toEqual(addressOf(cluster.nodes[5]!));

    await cluster.nodes[0]!.restart();
    await viewWhere(session, () => viewOf(0)?.role === 'replica' && viewOf(0)?.health === 'up');
    expect(viewOf(0)?.letter).toBe('A');
  });

  test('under a command: it may have run, is not sent again, and the prompt moves before the command is over', async () => {
    await open(0);
    const port = cluster.nodes[0]!.port;
    const running = runLine(session, 'blpop {bbb}list 0');
    await cluster.nodes[0]!.kill();
    const events = await running;
    expect(brief(events)).toEqual([
      ...[`→ ${port}`, `✗ ${port} connection-lost`, `prompt ${cluster.nodes[3]!.port} node-lost`],
      'connection-lost',
    ]);
    expect(events.at(-1)).toMatchObject({ failure: { facts: { mayHaveRun: true } } });
    expect(brief(await runLine(session, 'ping'))).toEqual([`→ ${cluster.nodes[3]!.port}`, 'PONG']);
  });

  test('a node that was told to shut down is lost without a failure', async () => {
    await open(0);
    const [port, next] = [cluster.nodes[0]!.port, cluster.nodes[3]!.port];
    const events = await runLine(session, 'shutdown nosave');
    expect(brief(events)).toEqual([
      `→ ${port}`,
      `✗ ${port} connection-lost`,
      `prompt ${next} node-lost`,
      'nothing',
    ]);
    expect(brief(await runLine(session, 'shutdown nonsense')).at(-1)).toBe('ERR syntax error');
  });

  test('a redirection to a dead node is said with its address; the prompt stays', async () => {
    await open(3, { pollMs: 0 });
    await cluster.nodes[0]!.kill();
    const events = await runLine(session, 'set bbb 222');
    expect(brief(events)).toEqual([
      `→ ${cluster.nodes[3]!.port}`,
      `← MOVED 5287 ${cluster.nodes[0]!.port}`,
      'redirect-unreachable',
    ]);
    expect(events.at(-1)).toMatchObject({
      failure: {
        facts: {
          ...{ kind: 'MOVED', slot: 5287, node: `127.0.0.1:${cluster.nodes[0]!.port}`, reason: 'refused' },
          // Its address cannot be the fault: others answer there.
          diagnosis: { kind: 'loopback', answered: 'host' },
        },
      },
    });
    expect(session.view.current?.port).toBe(cluster.nodes[3]!.port);
    expect(viewOf(0)?.health).toBe('down');
    expect(brief(await runLine(session, 'ping')).at(-1)).toBe('PONG');
  });

  test('a node that hangs is suspect first, and left when the others say that it failed', async () => {
    await open(0, { patienceMs: 300 });
    const before = viewOf(0);
    cluster.nodes[0]!.pause();
    try {
      const running = runLine(session, 'get bbb');
      await viewWhere(session, () => viewOf(0)?.health === 'suspect');
      expect(session.view.current).toEqual(before?.address);
      const events = await running;
      expect(brief(events).slice(-2)).toEqual([
        expect.stringMatching(/^prompt \d+ node-lost$/),
        'connection-lost',
      ]);
      expect(session.view.current).not.toEqual(before?.address);
    } finally {
      cluster.nodes[0]!.resume();
    }
    await viewWhere(session, view => view.nodes.every(node => node.health === 'up'));
  });

  test('when all are gone that is said; when one is back the session goes on', async () => {
    await open(0);
    await Promise.all(cluster.nodes.map(node => node.kill()));
    await viewWhere(session, view => view.current === undefined);
    // What the cluster said last of itself is not its state any more.
    expect(session.view.state).toBe('unknown');
    const events = await runLine(session, 'get name');
    expect(brief(events)).toEqual(['no-node-answers']);
    await cluster.nodes[4]!.restart();
    await viewWhere(session, view => view.current?.port === cluster.nodes[4]!.port);
    expect(session.view.state).not.toBe('unknown');
    expect(brief(await runLine(session, 'ping')).at(-1)).toBe('PONG');
  });

  test('nothing is emitted while nothing changes', async () => {
    await open(0, { pollMs: 20 });
    let changes = 0;
    session.subscribe(() => changes++);
    const looks = async () => {
      const text = brief(await runLine(session, 'info commandstats')).at(-1) ?? '';
      return Number(/cmdstat_cluster\|nodes:calls=(\d+)/.exec(text)?.[1] ?? 0);
    };
    const before = await looks();
    await expect.poll(looks, { interval: 20 }).toBeGreaterThan(before + 5);
    expect(changes).toBe(0);
  });
});
