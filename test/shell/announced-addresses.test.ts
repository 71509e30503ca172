import { createServer, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runCheck } from '../../source/commands/check.ts';
import { NatMap, parseNatMap } from '../../source/redis/nat-map.ts';
import { openSession } from '../../source/shell/open-session.ts';
import { kindOf } from '../../source/shell/run/diagnose-address.ts';
import type { ShellSession } from '../../source/shell/session.ts';
import type { TaskEvent } from '../../source/shell/tasks/task-events.ts';
import { en } from '../../source/words/en/en.ts';
import { execInput } from '../commands/run-exec.ts';
import { eventually } from '../support/eventually.ts';
import { findFreePort } from '../support/free-ports.ts';
import { redisCli } from '../support/redis-servers.ts';
import { addressOf, brief, type RunningCluster, runLine, startCluster, words } from './running-cluster.ts';

/** B's master announces this address, where nothing listens. */
const ELSEWHERE = '127.0.0.9';

describe('a node that announces an address where nothing listens', () => {
  let cluster: RunningCluster;
  let [A, B] = [0, 0];
  const sessions: ShellSession[] = [];

  beforeAll(async () => {
    // Long enough that the others do not give up a node whose bus they cannot dial.
    cluster = await startCluster({ nodeTimeoutMs: 30_000 });
    [A = 0, , , B = 0] = cluster.nodes.map(node => node.port);
    await announce('cluster-announce-ip', ELSEWHERE);
  });
  afterEach(() => {
    for (const session of sessions.splice(0)) session.close();
  });
  afterAll(() => cluster.stop());

  /** B's master announces something else; resolves when A has heard of it. */
  async function announce(
    what: 'cluster-announce-ip' | 'cluster-announce-port',
    value: string | number,
    port = value,
  ) {
    const configure = (name: string, to: string | number) => redisCli(['-p', B, 'config', 'set', name, to]);
    // It tells the others with its next ping: with this timeout within a quarter of a second.
    await configure('cluster-node-timeout', 500);
    await configure(what, value);
    const place = what === 'cluster-announce-ip' ? `${value}:${B}@` : `${ELSEWHERE}:${port}@`;
    const known = async () => (await redisCli(['-p', A, 'cluster', 'nodes'])).stdout;
    await eventually(async () => expect(await known()).toContain(place));
    await configure('cluster-node-timeout', 30_000);
  }

  async function open(natMap?: NatMap): Promise<ShellSession> {
    const session = await openSession({
      seeds: [addressOf(cluster.nodes[0]!)],
      connection: natMap ? { natMap } : {},
      name: 'test',
      pollMs: 0,
    });
    sessions.push(session);
    return session;
  }

  async function nat(session: ShellSession, line: string): Promise<TaskEvent[]> {
    const events: TaskEvent[] = [];
    const args = line === '' ? [] : words(line);
    await session.runTask({ name: ':nat', args }, event => void events.push(event));
    return events.slice(1, -1);
  }

  const mapped = () => new NatMap(parseNatMap(`${ELSEWHERE}:${B}=127.0.0.1:${B}`));

  test('the failure says where the very same node answers; :nat with that mends it, and :nat - undoes it', async () => {
    const session = await open();
    const announced = `${ELSEWHERE}:${B}`;
    const end = (await runLine(session, 'set name x')).at(-1);
    expect(end).toMatchObject({
      failure: {
        id: 'redirect-unreachable',
        facts: {
          ...{ kind: 'MOVED', slot: 5798, node: announced, reason: 'refused' },
          diagnosis: { kind: 'loopback', answersAt: `127.0.0.1:${B}` },
        },
      },
    });
    const failure = end?.type === 'command-finished' ? end.failure : undefined;
    if (failure?.id !== 'redirect-unreachable') throw new Error('not reached');
    const { mend = '' } = en.failures['redirect-unreachable'](failure.facts);
    expect(mend).toBe(`:nat ${ELSEWHERE} 127.0.0.1`);
    // The cluster says it lives; only this address of it does not answer here.
    expect(session.view.nodes.find(node => node.address.port === B)?.health).not.toBe('down');

    const entry = { announced: ELSEWHERE, dialled: '127.0.0.1' };
    expect(await nat(session, mend.replace(':nat ', ''))).toMatchObject([{ type: 'nat-told', added: entry }]);
    expect(await nat(session, '')).toEqual([{ type: 'nat-told', entries: [entry] }]);
    expect(brief(await runLine(session, 'set name x')).at(-1)).toBe('OK');
    // A node keeps the name it announces.
    expect(session.view.current).toEqual({ host: ELSEWHERE, port: B });
    expect(await nat(session, `-${ELSEWHERE}`)).toMatchObject([
      { removed: { announced: ELSEWHERE, wasThere: true } },
    ]);
    expect(await nat(session, `-${ELSEWHERE}`)).toMatchObject([{ removed: { wasThere: false } }]);
  });

  test('an address where nothing comes back is given up as soon as the node is found elsewhere', async () => {
    const silent = createServer();
    await new Promise<void>(resolve => silent.listen(B, ELSEWHERE, resolve));
    const clients = new Set<Socket>();
    silent.on('connection', client => clients.add(client.resume()));
    try {
      const session = await open();
      const end = (await runLine(session, 'get name')).at(-1);
      expect(end).toMatchObject({
        failure: { facts: { reason: 'timeout', diagnosis: { answersAt: `127.0.0.1:${B}` } } },
      });
      await nat(session, `${ELSEWHERE} 127.0.0.1`);
      expect(brief(await runLine(session, 'set name x')).at(-1)).toBe('OK');
      // The first attempt goes on for seconds yet; nobody waited for it.
      expect([...clients].map(client => client.readableEnded)).toContain(false);
    } finally {
      for (const client of clients) client.destroy();
      silent.close();
    }
  });

  test('an entry that leads nowhere is named in the diagnosis', async () => {
    const session = await open(new NatMap(parseNatMap(`${ELSEWHERE}=127.0.0.10`)));
    expect((await runLine(session, 'get name')).at(-1)).toMatchObject({
      failure: { facts: { diagnosis: { dialled: `127.0.0.10:${B}`, answersAt: `127.0.0.1:${B}` } } },
    });
  });

  test('with another port too the node is found at an address that was given', async () => {
    const port = await findFreePort();
    await announce('cluster-announce-port', port);
    try {
      const session = await openSession({
        ...{ seeds: [addressOf(cluster.nodes[0]!), addressOf(cluster.nodes[3]!)], connection: {} },
        ...{ name: 'test', pollMs: 0 },
      });
      sessions.push(session);
      const end = (await runLine(session, 'get name')).at(-1);
      expect(end).toMatchObject({
        failure: {
          facts: { diagnosis: { entry: { announced: `${ELSEWHERE}:${port}`, dialled: `127.0.0.1:${B}` } } },
        },
      });
    } finally {
      await announce('cluster-announce-port', 0, B);
    }
  });

  test('what is no address is refused', async () => {
    const session = await open();
    for (const line of ['a', 'a b:1', 'a b c', '-', '-a b']) {
      const events: TaskEvent[] = [];
      await session.runTask({ name: ':nat', args: words(line) }, event => void events.push(event));
      expect(events.at(-1), line).toMatchObject({ failure: { id: 'own-words-wrong' } });
    }
  });

  test('with a map from the start: exec, many commands at once, and check', async () => {
    const seed = addressOf(cluster.nodes[0]!);
    const input = Array.from({ length: 300 }, (_, index) => `set key:${index} ${index}\n`).join('');
    const run = await execInput(seed, input, { connection: { natMap: mapped() } });
    expect({ ...run, stdout: run.stdout.toString() }).toMatchObject({ code: 0, stdout: 'OK\n'.repeat(300) });

    const check = async (connection: { natMap?: NatMap }) => {
      const stdout = new PassThrough();
      const signal = new AbortController().signal;
      const more = { acceptNewHostKeys: false, fix: false, json: true, colour: false, words: en, signal };
      await runCheck({ name: 'test', seeds: [seed], connection, stdout, ...more });
      return String(stdout.read());
    };
    expect(await check({})).not.toContain('All 6 nodes answer');
    expect(await check({ natMap: mapped() })).toContain('All 6 nodes answer');
  });
});

test('what an announced host looks like', () => {
  const hosts = [
    '172.18.0.3',
    '10.0.0.1',
    '192.168.1.1',
    '127.0.0.5',
    '::1',
    'fd00::1',
    '1.1.1.1',
    'redis-1',
  ];
  expect(hosts.map(kindOf)).toEqual([
    ...['container', 'private', 'private', 'loopback', 'loopback', 'private', 'public', 'name'],
  ]);
});
