import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { afterAsking } from '../../source/commands/after-asking.ts';
import { throughHosts } from '../../source/commands/through-hosts.ts';
import type { HostPool } from '../../source/guide/host-pool.ts';
import type { Host, HostPrompts } from '../../source/hosts/host.ts';
import { dialTcp } from '../../source/redis/open-socket.ts';
import { openSession } from '../../source/shell/open-session.ts';
import type { ClusterSpec } from '../../source/spec/cluster-spec.ts';
import { type RedisServers, startRedisServers } from '../support/redis-servers.ts';

let servers: RedisServers;
beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
});
afterAll(() => servers?.stop());

const { signal } = new AbortController();
/** Two hosts whose nodes answer through them alone. */
const names = ['one.invalid', 'two.invalid'];

/** What the hosts asked for, and a pool of hosts that let in whoever gives the password. */
function hostsThatAsk(given: string | null) {
  const asked: string[] = [];
  const prompts: HostPrompts = {
    confirmHostKey: async () => true,
    askSecret: async ({ host }) => {
      asked.push(host);
      return given;
    },
  };
  const inside = new Set<string>();
  const pool: Pick<HostPool, 'open'> = {
    async open({ address }, { askSecret }) {
      if (!inside.has(address)) {
        const secret = await askSecret({ host: address, kind: 'password', prompt: '', again: false });
        if (secret !== 'right') throw new Error(`${address} refuses`);
        inside.add(address);
      }
      return { dial: (_, port) => dialTcp({ host: '127.0.0.1', port }, signal) } as Host;
    },
  };
  const port = servers.servers[0]!.port;
  const hosts = names.map(address => ({ address, ssh: { host: address }, ports: [port] }));
  const through = throughHosts({}, { spec: { hosts } as unknown as ClusterSpec }, pool, { signal });
  const open = () =>
    openSession({
      ...{ seeds: [{ host: names[0]!, port }], connection: through.connection, name: 'test', pollMs: 0 },
    });
  return { asked, through, open, ask: () => through.askHosts(async () => prompts) };
}

describe('hosts of tunnels that want a secret', () => {
  test('nobody is asked while a connection is made; then every host is, and it is made again', async () => {
    const { asked, open, ask } = hostsThatAsk('right');
    await expect(open()).rejects.toThrow();
    expect(asked).toEqual([]);
    const session = await afterAsking(open, ask, false);
    expect(session.view.state).toBe('standalone');
    session.close();
    expect(asked).toEqual(names);
    // They are in by now.
    expect(await ask()).toBe(false);
  });

  test('an answer that is not given: what the connection failed with is told, and nobody is asked again', async () => {
    const { asked, open, ask } = hostsThatAsk(null);
    await expect(afterAsking(open, ask, false)).rejects.toMatchObject({ id: 'connection-failed' });
    expect(asked).toEqual(names);
  });
});
