import { expect, test } from 'vitest';
import type { ClusterView } from '../../../../source/shell/session.ts';
import type { Failover } from '../../../../source/shell/watch/track-failovers.ts';
import { lineText } from '../../../../source/ui/components/line.ts';
import { tellChanges } from '../../../../source/ui/shell/transcript/tell-changes.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView, withNodes } from '../sample-view.ts';

const told = (before: ClusterView, after: ClusterView, language: 'en' | 'zh' = 'en') =>
  tellChanges(before, after, wordsFor(language)).map(({ left }) => lineText(left));

const idOf = (port: number) => `${port}`.padEnd(40, '0');
const failover: Failover = {
  ...{ number: 1, letter: 'B' },
  from: { host: '192.168.10.11', port: 6374 },
  to: { host: '192.168.10.10', port: 6373 },
};
/** 6373 has B's slots. */
const won = { role: 'master', masterId: undefined, slots: [[5461, 10922]] } as const;

test('a failover is one line: who took over what from whom, and how long it took', () => {
  const dead = withNodes(guideView, { 6374: { health: 'down' } });
  const after: ClusterView = {
    ...withNodes(dead, { 6373: won, 6374: { slots: [], letter: '', health: 'down' } }),
    failovers: [{ ...failover, ms: 2140 }],
  };
  expect(told(dead, after)).toEqual([
    '! 192.168.10.10:6373 took over B from 192.168.10.11:6374, 2.1 s after that fell silent',
  ]);
  expect(told(dead, after, 'zh')[0]).toContain('2.1 s');
  expect(told(after, after)).toEqual([]);
  const back = withNodes(after, {
    6374: { letter: 'B', health: 'up', role: 'replica', masterId: idOf(6373) },
  });
  expect(told(after, back)).toEqual([
    '! 192.168.10.11:6374 is up again',
    '! 192.168.10.11:6374 is a replica of B now',
  ]);
});

test('a master that hands over is told once, not again as the replica that it is now', () => {
  const after: ClusterView = {
    ...withNodes(guideView, { 6373: won, 6374: { slots: [], role: 'replica', masterId: idOf(6373) } }),
    failovers: [failover],
  };
  expect(told(guideView, after)).toEqual([
    '! 192.168.10.10:6373 took over B: 192.168.10.11:6374 handed it over',
  ]);
});

test('another cluster is no news of the old one; a server that is none says what it is', () => {
  const other: ClusterView = {
    ...guideView,
    current: { host: '10.0.0.1', port: 6379 },
    nodes: guideView.nodes.map(node => ({ ...node, id: node.id.replace(/^6/, '7') })),
  };
  expect(told(guideView, other)).toEqual([]);
  const alone: ClusterView = {
    ...{
      name: 'x',
      state: 'standalone',
      nodes: [],
      slotsCovered: 0,
      current: { host: '10.0.0.1', port: 6379 },
    },
    server: { product: 'Valkey', version: '8.0.1', replicaOf: { host: '10.0.0.2', port: 6379 } },
  };
  expect(told(guideView, alone)).toEqual([
    '! 10.0.0.1:6379 is a server of its own (Valkey 8.0.1), no cluster: no slots, no redirections, and SELECT works.',
    '! It is a replica of 10.0.0.2:6379: writes are answered with READONLY.',
  ]);
});
