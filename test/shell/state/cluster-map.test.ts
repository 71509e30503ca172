import { describe, expect, test } from 'vitest';
import type { ClusterNode } from '../../../source/cluster/node-table.ts';
import type { SlotRange } from '../../../source/cluster/slot-ranges.ts';
import { buildClusterMap } from '../../../source/shell/state/cluster-map.ts';

function node(id: string, more: Partial<ClusterNode> = {}): ClusterNode {
  return {
    id,
    address: { host: '127.0.0.1', port: 6000 + id.charCodeAt(0) },
    busPort: 16000,
    role: more.masterId === undefined ? 'master' : 'replica',
    flags: [],
    myself: false,
    configEpoch: 1,
    linkState: 'connected',
    slots: [],
    migrating: [],
    importing: [],
    ...more,
  };
}

const master = (id: string, ...slots: SlotRange[]) => node(id, { slots });
const replica = (id: string, masterId: string) => node(id, { masterId });

function letters(map: { nodes: readonly { id: string; letter: string }[] }): string {
  return map.nodes.map(({ id, letter }) => `${id}${letter || '-'}`).join(' ');
}

describe('the map of a cluster', () => {
  const guide = [
    master('m', [10923, 16383]),
    replica('x', 'k'),
    master('k', [0, 5460]),
    master('l', [5461, 10922]),
    replica('y', 'l'),
    replica('z', 'm'),
  ];

  test('letters go by first slot, replicas follow their masters', () => {
    const map = buildClusterMap(guide);
    expect(letters(map)).toBe('kA xA lB yB mC zC');
    expect(map.slotsCovered).toBe(16384);
    expect([0, 5460, 5461, 16383].map(slot => map.owners[slot]?.id)).toEqual(['k', 'k', 'l', 'm']);
  });

  test('a failover keeps the letter with the shard, also when the old master comes back', () => {
    const before = buildClusterMap(guide);
    const promoted = guide.map(one => (one.id === 'x' ? master('x', [0, 5460]) : one));
    const during = buildClusterMap(
      promoted.map(one => (one.id === 'k' ? node('k', { flags: ['master', 'fail'] }) : one)),
      before,
    );
    expect(letters(during)).toBe('xA lB yB mC zC k-');
    const after = buildClusterMap(
      promoted.map(one => (one.id === 'k' ? replica('k', 'x') : one)),
      during,
    );
    expect(letters(after)).toBe('xA kA lB yB mC zC');
  });

  test('resharding changes no letters; a new master gets the next free one', () => {
    const before = buildClusterMap(guide);
    const resharded = buildClusterMap(
      [
        master('n', [0, 99]),
        master('k', [100, 5460]),
        master('l', [5461, 10922]),
        master('m', [10923, 16383]),
      ],
      before,
    );
    expect(letters(resharded)).toBe('kA lB mC nD');
    const fewer = buildClusterMap(
      [master('n', [0, 5460]), master('l', [5461, 10922]), master('m', [10923, 16383])],
      resharded,
    );
    expect(letters(fewer)).toBe('lB mC nD');
    const refilled = buildClusterMap(
      [...fewer.nodes.slice(0, 2), master('n', [1, 5460]), master('o', [0, 0])],
      fewer,
    );
    expect(letters(refilled)).toBe('oA lB mC nD');
  });

  test('after Z comes AA', () => {
    const many = Array.from({ length: 28 }, (_, i) => master(String.fromCharCode(200 + i), [i, i]));
    expect(
      buildClusterMap(many)
        .nodes.map(one => one.letter)
        .slice(-3),
    ).toEqual(['Z', 'AA', 'AB']);
  });

  test('health: the majority’s word, the node’s suspicion, and what was seen from here', () => {
    const seen = (one: ClusterNode) => (one.id === 'k' ? ('down' as const) : undefined);
    const table = [
      master('k', [0, 5460]),
      node('l', { slots: [[5461, 10922]], flags: ['master', 'fail?'] }),
      node('m', { slots: [[10923, 16383]], flags: ['master', 'fail'] }),
      node('h', { flags: ['handshake'] }),
      node('x', { masterId: 'k', linkState: 'disconnected' }),
    ];
    const map = buildClusterMap(table, undefined, seen);
    expect(map.nodes.map(one => `${one.id} ${one.health}`)).toEqual([
      'k down',
      'x suspect',
      'l suspect',
      'm down',
    ]);
    expect(map.slotsCovered).toBe(5462);
  });
});
