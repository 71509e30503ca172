import { afterAll, beforeAll, expect, it } from 'vitest';
import { reachLazily } from '../../source/guide/reach-nodes.ts';
import type { Host } from '../../source/hosts/host.ts';
import { openLocalHost } from '../../source/hosts/local-host.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import { dialTcp } from '../../source/redis/open-socket.ts';
import type { ClusterSpec, HostSpec } from '../../source/spec/cluster-spec.ts';
import { type RedisServers, startRedisServers } from '../support/redis-servers.ts';

let servers: RedisServers;
let port: number;

beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
  port = servers.servers[0]!.port;
});

afterAll(() => servers.stop());

/** A reach for one host; `opened` tells which hosts were logged in to, and each leads to this machine. */
function reachOf(host: Partial<HostSpec>) {
  const spec = { hosts: [{ address: '127.0.0.1', ports: [port], ...host }] } as unknown as ClusterSpec;
  const opened: string[] = [];
  const { signal } = new AbortController();
  const reach = reachLazily(spec, async ({ address }) => {
    opened.push(address);
    return { dial: (_, to) => dialTcp({ host: '127.0.0.1', port: to }, signal) } as Host;
  });
  return { reach, opened };
}

async function ping(host: string, { dial }: { dial: ReturnType<typeof reachOf>['reach']['dial'] }) {
  const client = await openNodeClient({ dial })({ host, port });
  return client.call('PING').finally(() => client.close());
}

it('logs in nowhere while the nodes answer directly', async () => {
  const { reach, opened } = reachOf({ ssh: { host: 'a' } });
  expect(await ping('127.0.0.1', reach)).toBe('PONG');
  expect(opened).toEqual([]);
  expect(reach.wayTo('127.0.0.1')).toBe('direct');
});

it('goes through the host of a node that does not', async () => {
  const { reach, opened } = reachOf({ address: 'nowhere.invalid', ssh: { host: 'a' } });
  expect(await ping('nowhere.invalid', reach)).toBe('PONG');
  expect(opened).toEqual(['nowhere.invalid']);
  expect(reach.wayTo('nowhere.invalid')).toBe('tunnel');
});

it('asks a host with a name for its addresses when a node has one that nobody knows', async () => {
  const port = servers.servers[0]!.port;
  const spec = {
    hosts: [
      { address: 'one.invalid', ssh: { host: 'a' }, ports: [port] },
      { address: 'two.invalid', ssh: { host: 'b' }, ports: [port] },
    ],
  } as unknown as ClusterSpec;
  const dialled: string[] = [];
  const { signal } = new AbortController();
  const reach = reachLazily(spec, async ({ address }) => {
    const own = address === 'one.invalid' ? '127.0.2.1' : '127.0.2.2';
    const here = openLocalHost(address);
    return Object.assign(here, {
      runScript: async () => ({ code: 0, stdout: `address\t${own}\nend\tfacts\n`, stderr: '' }),
      dial: (host: string, to: number) => {
        dialled.push(`${address} ${host}`);
        return dialTcp({ host: '127.0.0.1', port: to }, signal);
      },
    });
  });
  // Nothing listens at these addresses of this machine.
  expect(await ping('127.0.2.2', reach)).toBe('PONG');
  expect(await ping('127.0.2.2', reach)).toBe('PONG');
  expect(dialled).toEqual(Array(2).fill('two.invalid 127.0.2.2'));
  await expect(ping('127.0.2.3', reach)).rejects.toThrow();
});

it('has no tunnel to this machine', async () => {
  const { reach, opened } = reachOf({ address: 'nowhere.invalid' });
  await expect(ping('nowhere.invalid', reach)).rejects.toThrow();
  expect(opened).toEqual([]);
});
