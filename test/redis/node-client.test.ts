import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodeClient, ServerError } from '../../source/redis/node-client.ts';
import { type RedisServer, type RedisServers, startRedisServers } from '../support/redis-servers.ts';

let redis: RedisServers;
let server: RedisServer;

beforeAll(async () => {
  redis = await startRedisServers(1, { password: 'pw', directives: { 'enable-debug-command': 'yes' } });
  [server] = redis.servers as [RedisServer];
});

afterAll(() => redis?.stop());

describe.each([2, 3] as const)('a client for cluster/, RESP%i', protocol => {
  const open = openNodeClient({ password: 'pw', protocol, commandTimeoutMs: 200 });

  it('answers plainly', async () => {
    const client = await open(server);
    expect(client.address).toMatchObject({ host: '127.0.0.1', port: server.port });
    expect(await client.call('PING')).toBe('PONG');
    expect(await client.call('CLUSTER', 'KEYSLOT', 'foo')).toBe(12182);
    expect(await client.call('CONFIG', 'GET', 'port')).toEqual(['port', String(server.port)]);
    expect(await client.call('EVAL', 'return {1, {"two", false}, {}}', 0)).toEqual([1, ['two', null], []]);
    expect(
      await client.call('EVAL', 'return {err="E one"}', '0').catch((error: Error) => error.message),
    ).toBe('E one');
    expect(await client.call('CLUSTER', 'NODES')).toContain('myself,master');
    client.close();
  });

  it("rejects with the server's text for an error", async () => {
    const client = await open(server);
    await expect(client.call('GET', 'k')).rejects.toThrow(
      new ServerError('CLUSTERDOWN Hash slot not served'),
    );
    await expect(client.call('CLUSTER', 'ADDSLOTS', 99999)).rejects.toBeInstanceOf(ServerError);
    client.close();
  });

  it('rejects when the node does not answer in time, without arguments in what it says, and goes on', async () => {
    const client = await open(server);
    server.pause();
    const facts = { node: `127.0.0.1:${server.port}`, ms: 200 };
    await expect(client.call('CONFIG', 'SET', 'requirepass', 'pw')).rejects.toMatchObject({
      id: 'node-not-answering',
      facts: { ...facts, command: 'CONFIG SET' },
    });
    server.resume();
    expect(await client.call('EVAL', 'return 42', 0)).toBe(42);
    client.close();
  });

  it('rejects when it cannot connect, or is told to stop', async () => {
    await expect(openNodeClient({ protocol })(server)).rejects.toMatchObject({ id: 'auth-needed' });
    await expect(open(server, AbortSignal.abort())).rejects.toMatchObject({ id: 'interrupted' });
  });
});
