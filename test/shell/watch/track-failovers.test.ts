import { expect, test } from 'vitest';
import type { ClusterNode } from '../../../source/cluster/node-table.ts';
import { buildClusterMap, type ClusterMap, EMPTY_MAP } from '../../../source/shell/state/cluster-map.ts';
import { noFailovers, trackFailovers } from '../../../source/shell/watch/track-failovers.ts';

function node(id: string, port: number, more: Partial<ClusterNode> = {}): ClusterNode {
  return {
    ...{ id, address: { host: '127.0.0.1', port }, busPort: port + 10_000, flags: [], myself: false },
    ...{ role: more.masterId ? 'replica' : 'master', configEpoch: 1, linkState: 'connected' },
    ...{ slots: [], migrating: [], importing: [] },
    ...more,
  };
}

const all: ClusterNode['slots'] = [[0, 16383]];
const before = [
  node('m', 1, { slots: all }),
  node('r', 2, { masterId: 'm' }),
  node('s', 3, { masterId: 'm' }),
];
const dead = { slots: [], flags: ['master', 'fail'] };

/** The tables of successive looks, each with its time; the last track. */
function follow(looks: readonly (readonly [ms: number, table: readonly ClusterNode[]])[]) {
  let map: ClusterMap = EMPTY_MAP;
  let track = noFailovers;
  for (const [ms, table] of looks) {
    const next = buildClusterMap(table, map);
    track = trackFailovers(track, map, next, ms);
    map = next;
  }
  return track.failovers;
}

test('who took over from whom, and how long after the master was first seen to ail', () => {
  expect(
    follow([
      [0, before],
      [1000, [node('m', 1, { slots: all, flags: ['master', 'fail?'] }), ...before.slice(1)]],
      [2000, [node('m', 1, { slots: all, flags: ['master', 'fail'] }), ...before.slice(1)]],
      [3100, [node('m', 1, dead), node('r', 2, { slots: all }), node('s', 3, { masterId: 'm' })]],
      [4000, [node('m', 1, dead), node('r', 2, { slots: all }), node('s', 3, { masterId: 'r' })]],
      [
        9000,
        [node('m', 1, { masterId: 'r' }), node('r', 2, { slots: all }), node('s', 3, { masterId: 'r' })],
      ],
    ]),
  ).toEqual([
    {
      number: 1,
      letter: 'A',
      from: { host: '127.0.0.1', port: 1 },
      to: { host: '127.0.0.1', port: 2 },
      ms: 2100,
    },
  ]);
});

test('a master that hands over in good health, and then the way back', () => {
  const handed = [node('m', 1, { masterId: 'r' }), node('r', 2, { slots: all })];
  expect(
    follow([
      [0, before.slice(0, 2)],
      [1000, handed],
      [2000, before.slice(0, 2)],
    ]).map(({ number, to, ms }) => [number, to.port, ms]),
  ).toEqual([
    [1, 2, undefined],
    [2, 1, undefined],
  ]);
});

test('slots that a stranger gets are no failover; only the last ones are remembered', () => {
  expect(
    follow([
      [0, before],
      [1, [node('m', 1), node('n', 4, { slots: all })]],
    ]),
  ).toEqual([]);
  const swaps = Array.from({ length: 40 }, (_, ms) => {
    const [master = '', replica = ''] = ms % 2 ? ['r', 'm'] : ['m', 'r'];
    return [ms, [node(master, 1, { slots: all }), node(replica, 2, { masterId: master })]] as const;
  });
  expect(follow(swaps).map(({ number }) => number)).toEqual(Array.from({ length: 16 }, (_, at) => at + 24));
});
