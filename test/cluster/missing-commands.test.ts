import { describe, expect, test } from 'vitest';
import { compareWithPlan } from '../../source/cluster/compare-with-plan.ts';
import { lowerSettings, restoreSettings } from '../../source/cluster/forming-settings.ts';
import { missingCommands } from '../../source/cluster/missing-commands.ts';
import type { NodeFacts } from '../../source/cluster/node-facts.ts';
import { parseNodeTable } from '../../source/cluster/node-table.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { settleClaims } from '../../source/cluster/settle-claims.ts';

const SETTINGS = { clusterNodeTimeoutMs: 15_000, replDisklessSyncDelayS: 5 };

/** A fresh node on port 7000 + index, as a new server shows itself. */
function fresh(index: number, more: Partial<NodeFacts> = {}): NodeFacts {
  const port = 7000 + index;
  const id = index.toString(16).repeat(40).slice(0, 40);
  const { nodes } = parseNodeTable(`${id} :${port}@${port + 10_000} myself,master - 0 0 0 connected`);
  return {
    address: { host: '127.0.0.1', port },
    own: nodes[0]!,
    nodes,
    state: 'fail',
    version: '7.2.4',
    keys: 0,
    clusterNodeTimeoutMs: 15_000,
    replDisklessSyncDelayS: 5,
    roundTripMs: 1,
    ...more,
  };
}

function texts(facts: readonly NodeFacts[], kind: string): string[] {
  const nodes = facts.map(({ address }) => ({ ...address, machine: 'this' }));
  const plan = planCluster(nodes, nodes.length < 6 ? 0 : 1);
  return missingCommands(facts, compareWithPlan(facts, plan))
    .filter(command => command.kind === kind)
    .map(({ node, text }) => `${node.port}: ${text}`);
}

describe('commands for fresh nodes', () => {
  test('slots, epochs and masters as planned', () => {
    const facts = Array.from({ length: 6 }, (_, index) => fresh(index));
    expect(texts(facts, 'slots')).toEqual([
      '7000: CLUSTER ADDSLOTSRANGE 0 5460',
      '7001: CLUSTER ADDSLOTSRANGE 5461 10922',
      '7002: CLUSTER ADDSLOTSRANGE 10923 16383',
    ]);
    expect(texts(facts, 'epoch').map(text => text.split(' ').at(-1))).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(texts(facts, 'replicate')).toEqual([
      `7004: CLUSTER REPLICATE ${'0'.repeat(40)}`,
      `7005: CLUSTER REPLICATE ${'1'.repeat(40)}`,
      `7003: CLUSTER REPLICATE ${'2'.repeat(40)}`,
    ]);
  });

  test('before Redis 7 slots are added one by one, and shown short', () => {
    const facts = Array.from({ length: 3 }, (_, index) => fresh(index, { version: '6.2.14' }));
    expect(texts(facts, 'slots')[0]).toBe('7000: CLUSTER ADDSLOTS {0..5460}');
    const nodes = facts.map(({ address }) => ({ ...address, machine: 'this' }));
    const [first] = missingCommands(facts, compareWithPlan(facts, planCluster(nodes, 0)));
    expect(first?.args).toHaveLength(2 + 5461);
    expect(lowerSettings(facts.slice(0, 1), SETTINGS).map(({ text }) => text)).toEqual([
      'CONFIG SET cluster-node-timeout 500',
      'CONFIG SET repl-diskless-sync-delay 0',
    ]);
  });

  test('each node is introduced to five others at most, evenly round the ring', () => {
    const meets = texts(
      Array.from({ length: 30 }, (_, index) => fresh(index)),
      'meet',
    );
    expect(meets).toHaveLength(150);
    expect(meets.slice(0, 5).map(text => Number(text.split(' ').at(-1)) - 7000)).toEqual([1, 8, 15, 22, 29]);
  });

  test('a bus port of its own is told, a name is replaced by the address that is announced', () => {
    const { nodes } = parseNodeTable(`${'2'.repeat(40)} 127.0.0.1:7002@7999 myself,master - 0 0 0 connected`);
    const named = fresh(2, { address: { host: 'localhost', port: 7002 }, own: nodes[0]!, nodes });
    expect(texts([fresh(0), fresh(1), named], 'meet')).toContain('7000: CLUSTER MEET 127.0.0.1 7002 7999');
  });
});

describe('two nodes that claim the same slots', () => {
  const id = (index: number) => index.toString(16).repeat(40).slice(0, 40);
  const line = (index: number, me: boolean, epoch: number, slots: string) =>
    `${id(index)} 127.0.0.1:${7000 + index}@${17000 + index} ${me ? 'myself,' : ''}master - 0 0 ${epoch} connected ${slots}`.trimEnd();
  /** A node whose table holds itself and, as it knows them, others. */
  const claiming = (index: number, epoch: number, slots: string, others: readonly string[]) => {
    const { nodes } = parseNodeTable([line(index, true, epoch, slots), ...others].join('\n'));
    return fresh(index, { own: nodes[0]!, nodes });
  };
  const former = claiming(0, 1, '0-5460', [line(3, false, 4, '')]);

  test('of one cluster: the higher config epoch has them, the other one will copy it', () => {
    const successor = claiming(3, 4, '0-5460', [line(0, false, 1, '')]);
    const [settled, untouched] = settleClaims([former, successor]);
    expect(settled?.own).toMatchObject({ role: 'replica', masterId: id(3), slots: [] });
    expect(untouched).toBe(successor);
  });

  test.each([
    ['strangers to each other', claiming(3, 4, '0-5460', [])],
    ['of the same epoch', claiming(3, 1, '0-5460', [line(0, false, 1, '')])],
    ['only a part of them', claiming(3, 4, '0-99', [line(0, false, 1, '')])],
  ])('%s: the claims stand as they are', (_, other) => {
    expect(settleClaims([former, other])[0]).toBe(former);
  });
});

describe('settings', () => {
  test('are lowered with the measured round trip in mind, never above what is wished for', () => {
    const timeoutFor = (roundTripMs: number) =>
      lowerSettings([fresh(0, { roundTripMs })], SETTINGS).map(({ text }) => text);
    expect(timeoutFor(1)).toEqual(['CONFIG SET cluster-node-timeout 500 repl-diskless-sync-delay 0']);
    expect(timeoutFor(200)).toEqual(['CONFIG SET cluster-node-timeout 4000 repl-diskless-sync-delay 0']);
    expect(timeoutFor(2000)).toEqual(['CONFIG SET repl-diskless-sync-delay 0']);
  });

  test('many nodes, which all ping each other, are not lowered as far as few', () => {
    const many = Array.from({ length: 13 }, (_, index) => fresh(index));
    expect(lowerSettings(many, SETTINGS)[0]?.args).toContain(1000);
    expect(lowerSettings(many.slice(1), SETTINGS)[0]?.args).toContain(500);
  });

  test('a higher value than wished for is put back as it was', () => {
    const facts = [fresh(0, { clusterNodeTimeoutMs: 60_000 })];
    const restored = restoreSettings(facts, SETTINGS, lowerSettings(facts, SETTINGS));
    expect(restored.map(({ text }) => text)).toEqual([
      'CONFIG SET cluster-node-timeout 60000 repl-diskless-sync-delay 5',
    ]);
    expect(restoreSettings(facts, SETTINGS, [])).toEqual([]);
  });

  test('a node that does not show its configuration is left alone', () => {
    const { clusterNodeTimeoutMs: _, replDisklessSyncDelayS: __, ...hidden } = fresh(0);
    expect(lowerSettings([hidden], SETTINGS)).toEqual([]);
    expect(restoreSettings([hidden], SETTINGS, [])).toEqual([]);
  });
});
