import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownLine, parseNodeTable } from '../../source/cluster/node-table.ts';
import { redisCli, startRedisServers } from '../support/redis-servers.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

function only(line: string) {
  const { nodes, notUnderstood } = parseNodeTable(`${line}\n`);
  expect(notUnderstood).toEqual([]);
  expect(nodes).toHaveLength(1);
  return nodes[0]!;
}

describe('lines', () => {
  test('a master with everything', () => {
    const node = only(
      `${A} 10.0.0.1:6371@16371,node-1.example,shard-id=69bc myself,master - 0 1426238317239 4 connected 0-5460 7000 [7000->-${B}] [9000-<-${B}]`,
    );
    expect(node).toEqual({
      id: A,
      address: { host: '10.0.0.1', port: 6371 },
      busPort: 16371,
      hostname: 'node-1.example',
      role: 'master',
      flags: ['myself', 'master'],
      myself: true,
      configEpoch: 4,
      linkState: 'connected',
      slots: [
        [0, 5460],
        [7000, 7000],
      ],
      migrating: [{ slot: 7000, to: B }],
      importing: [{ slot: 9000, from: B }],
    });
  });

  test('a replica, IPv6, without a hostname but with auxiliary fields', () => {
    const node = only(`${A} fd00::1:6371@16371,,tls-port=0,shard-id=x slave,fail? ${B} 0 1 2 disconnected`);
    expect(node.address).toEqual({ host: 'fd00::1', port: 6371 });
    expect(node.hostname).toBeUndefined();
    expect(node).toMatchObject({
      role: 'replica',
      masterId: B,
      linkState: 'disconnected',
      flags: ['slave', 'fail?'],
    });
  });

  test('auxiliary fields right after the address, as Redis 7 with hidden hostname prints them', () => {
    expect(only(`${A} 10.0.0.1:1@2,shard-id=x master - 0 0 0 connected`).hostname).toBeUndefined();
  });

  test('before Redis 4 there is no bus port', () => {
    expect(only(`${A} 127.0.0.1:7000 master - 0 0 1 connected 0-5`).busPort).toBe(17000);
  });

  test('handshake, noaddr, noflags', () => {
    expect(only(`${A} 127.0.0.1:7000@17000 handshake - 0 0 0 disconnected`).role).toBe('master');
    expect(only(`${A} :0@0 master,noaddr,fail - 0 0 0 disconnected`).address).toEqual({ host: '', port: 0 });
    expect(only(`${A} 127.0.0.1:7000@17000 noflags - 0 0 0 connected`).flags).toEqual([]);
  });

  test('what is not understood is given back, the rest is read', () => {
    const good = `${A} 127.0.0.1:7000@17000 master - 0 0 0 connected`;
    const bad = ['nonsense', `${A} here master - 0 0 0 connected`, `${good} 16384`, `${good} [1->-x]`];
    const table = parseNodeTable([good, ...bad].join('\n'));
    expect(table.nodes).toHaveLength(1);
    expect(table.notUnderstood).toEqual(bad);
  });

  test('nothing makes it throw', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(A, '1.2.3.4:1@2', 'master', '-', '0', 'connected', '0-5', '['),
    );
    fc.assert(
      fc.property(fc.array(fc.array(word).map(words => words.join(' '))), lines => {
        const { nodes, notUnderstood } = parseNodeTable(lines.join('\n'));
        const read = lines
          .join('\n')
          .split(/\r?\n/)
          .filter(line => line !== '');
        expect(nodes.length + notUnderstood.length).toBe(read.length);
      }),
    );
  });
});

test('a real server, with a hostname and slots', async () => {
  const { servers, stop } = await startRedisServers(1, {
    directives: { 'cluster-announce-hostname': 'one.example' },
  });
  try {
    const port = servers[0]!.port;
    await redisCli(['-p', port, 'cluster', 'addslotsrange', '5', '7', '9', '9']);
    const id = (await redisCli(['-p', port, 'cluster', 'myid'])).stdout.trim();
    const table = parseNodeTable((await redisCli(['-p', port, 'cluster', 'nodes'])).stdout);
    expect(table.notUnderstood).toEqual([]);
    expect(ownLine(table)).toMatchObject({
      id,
      address: { host: '', port },
      busPort: servers[0]!.busPort,
      hostname: 'one.example',
      slots: [
        [5, 7],
        [9, 9],
      ],
    });
  } finally {
    await stop();
  }
});
