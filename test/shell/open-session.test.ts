import { afterEach, describe, expect, test } from 'vitest';
import { openSession, type SessionOptions } from '../../source/shell/open-session.ts';
import type { ShellSession } from '../../source/shell/session.ts';
import { findFreePorts } from '../support/free-ports.ts';
import { type RedisServers, startRedisServers } from '../support/redis-servers.ts';
import { addressOf, brief, runLine } from './running-cluster.ts';

describe('opening a session', () => {
  let servers: RedisServers | undefined;
  const sessions: ShellSession[] = [];
  afterEach(async () => {
    for (const session of sessions.splice(0)) session.close();
    await servers?.stop();
    servers = undefined;
  });

  async function open(options: Partial<SessionOptions>): Promise<ShellSession> {
    const session = await openSession({ seeds: [], connection: {}, name: 'test', pollMs: 0, ...options });
    sessions.push(session);
    return session;
  }

  test('a server that is no cluster: no slots, no redirection, the database in the prompt', async () => {
    servers = await startRedisServers(1, { cluster: false });
    const seed = addressOf(servers.servers[0]!);
    const session = await open({ seeds: [seed] });
    expect(session.view).toEqual({
      name: 'test',
      state: 'standalone',
      nodes: [],
      slotsCovered: 0,
      server: { product: 'Redis', version: expect.stringMatching(/^\d+\.\d+/) },
      current: seed,
    });
    expect(session.preview('get name').expect).toBe('unknown');
    expect(session.preview('get name').keys).toEqual([]);
    expect(brief(await runLine(session, 'set name mrhelloworld'))).toEqual([`→ ${seed.port}`, 'OK']);
    await runLine(session, 'select 3');
    expect(session.view.database).toBe(3);
    expect(brief(await runLine(session, 'get name')).at(-1)).toBe('nil');
    // What looks like a redirection is only a reply.
    await session.run(
      ['eval', "return redis.error_reply('MOVED 5798 127.0.0.1:1')", '0'].map(word => Buffer.from(word)),
      event => event.type === 'command-finished' && expect(event.reply).toMatchObject({ type: 'error' }),
    );
  });

  test('SELECT outlives the connection', async () => {
    servers = await startRedisServers(1, { cluster: false });
    const session = await open({ seeds: [addressOf(servers.servers[0]!)] });
    await runLine(session, 'select 3');
    await runLine(session, 'set name three');
    await servers.servers[0]!.restart();
    await runLine(session, 'set name three');
    await expect
      .poll(async () => brief(await runLine(session, 'get name')).at(-1), { interval: 20 })
      .toBe('three');
    expect(brief(await runLine(session, 'client info')).at(-1)).toContain(' db=3 ');
  });

  test('a node alone, in cluster mode and without slots', async () => {
    servers = await startRedisServers(1);
    const seed = addressOf(servers.servers[0]!);
    const session = await open({ seeds: [seed] });
    expect(session.view).toMatchObject({ state: 'fail', slotsCovered: 0, current: seed });
    expect(session.view.nodes).toMatchObject([{ letter: '', health: 'up', address: seed }]);
    expect(brief(await runLine(session, 'get name')).at(-1)).toMatch(/^CLUSTERDOWN/);
  });

  test('a password that is missing or wrong is said by name', async () => {
    servers = await startRedisServers(1, { password: '1234' });
    const seeds = [addressOf(servers.servers[0]!)];
    await expect(open({ seeds })).rejects.toMatchObject({ id: 'auth-needed' });
    await expect(open({ seeds, connection: { password: '4321' } })).rejects.toMatchObject({
      id: 'auth-wrong',
    });
    await expect(open({ seeds, connection: { password: '1234' } })).resolves.toBeDefined();
  });

  test('one seed that answers is enough; a login failure ends the search', async () => {
    servers = await startRedisServers(1, { password: '1234' });
    const dead = (await findFreePorts(2)).map(port => ({ host: '127.0.0.1', port }));
    const alive = addressOf(servers.servers[0]!);
    const session = await open({ seeds: [...dead, alive], connection: { password: '1234' } });
    expect(session.view.current).toEqual(alive);
    await expect(open({ seeds: [...dead, alive] })).rejects.toMatchObject({ id: 'auth-needed' });
  });

  test('when no seed answers, each is named with its reason', async () => {
    const [one, two] = (await findFreePorts(2)).map(port => ({ host: '127.0.0.1', port }));
    await expect(open({ seeds: [one!] })).rejects.toMatchObject({ id: 'connection-refused' });
    await expect(open({ seeds: [one!, two!] })).rejects.toMatchObject({
      id: 'no-node-answers',
      facts: { nodes: [{ reason: 'refused' }, { node: `127.0.0.1:${two!.port}`, reason: 'refused' }] },
    });
  });

  test('a seed that hangs costs moments, not its timeout; the signal ends the wait', async () => {
    servers = await startRedisServers(2, { cluster: false });
    const [hanging, alive] = servers.servers;
    hanging!.pause();
    try {
      const session = await open({
        seeds: [addressOf(hanging!), addressOf(alive!)],
        connection: { connectTimeoutMs: 60_000 },
      });
      expect(session.view.current).toEqual(addressOf(alive!));
      const stop = new AbortController();
      const opening = open({
        seeds: [addressOf(hanging!)],
        connection: { connectTimeoutMs: 60_000, signal: stop.signal },
      });
      stop.abort();
      await expect(opening).rejects.toMatchObject({ id: 'interrupted', exitCode: 130 });
    } finally {
      hanging!.resume();
    }
  });

  test('a seed given by name goes by the address it announces, over the same connection', async () => {
    servers = await startRedisServers(1, { directives: { 'cluster-announce-ip': '127.0.0.1' } });
    const { port } = servers.servers[0]!;
    const session = await open({ seeds: [{ host: 'localhost', port }] });
    expect(session.view.current).toEqual({ host: '127.0.0.1', port });
    const clients = brief(await runLine(session, 'client list')).at(-1) ?? '';
    expect(clients.trim().split('\n')).toHaveLength(1);
  });

  test('an announced address that cannot be reached from here does not keep us out', async () => {
    // 127.0.0.2 has the port closed: the server is bound to 127.0.0.1.
    servers = await startRedisServers(1, { directives: { 'cluster-announce-ip': '127.0.0.2' } });
    const server = servers.servers[0]!;
    const session = await open({ seeds: [addressOf(server)] });
    expect(session.view.current).toEqual({ host: '127.0.0.2', port: server.port });
    await server.restart();
    await expect
      .poll(async () => brief(await runLine(session, 'ping')).at(-1), { interval: 20 })
      .toBe('PONG');
  });
});
