import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../source/cluster/address.ts';
import type { ClusterPlan, PlanNode } from '../../source/cluster/cluster-plan.ts';
import { divideSlots } from '../../source/cluster/divide-slots.ts';
import { Failure } from '../../source/cluster/failure.ts';
import { improvePlacement } from '../../source/cluster/improve-placement.ts';
import { placeNodes } from '../../source/cluster/place-nodes.ts';
import { type Placement, placementScore } from '../../source/cluster/placement.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { countSlots, formatSlotRange, SLOT_COUNT } from '../../source/cluster/slot-ranges.ts';
import { redisCli, startRedisServers } from '../support/redis-servers.ts';

/** `A1 A2 B1`: node 1 and 2 of machine A, node 1 of machine B. */
function nodes(names: string): PlanNode[] {
  return names.split(' ').map(name => ({ host: name, port: 6379, machine: name.slice(0, 1) }));
}

function pairs(plan: ClusterPlan): string {
  return plan.replicas.map(({ node, master }) => `${node.host}→${master.host}`).join(' ');
}

function masters(plan: ClusterPlan): string {
  return plan.masters.map(({ node }) => node.host).join(' ');
}

/** Any nodes on up to six machines, in any order. */
const anyNodes = fc
  .array(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), { minLength: 3, maxLength: 24 })
  .map(machines => machines.map((machine, index) => ({ host: `${machine}${index}`, port: 6379, machine })));

describe('as redis-cli', () => {
  test('the guide: two machines, three nodes each', () => {
    const host = (n: number, ports: number[]) =>
      ports.map(port => ({ host: `192.168.10.1${n}`, port, machine: `${n}` }));
    const plan = planCluster([...host(0, [6371, 6372, 6373]), ...host(1, [6374, 6375, 6376])], 1);
    expect(plan.masters.map(({ node, slots }) => `${formatAddress(node)} ${formatSlotRange(slots)}`)).toEqual(
      ['192.168.10.10:6371 0-5460', '192.168.10.11:6374 5461-10922', '192.168.10.10:6372 10923-16383'],
    );
    expect(
      plan.replicas.map(({ node, master }) => `${formatAddress(node)} ${formatAddress(master)}`),
    ).toEqual([
      '192.168.10.11:6376 192.168.10.10:6371',
      '192.168.10.10:6373 192.168.10.11:6374',
      '192.168.10.11:6375 192.168.10.10:6372',
    ]);
    expect(plan.warnings).toEqual([{ id: 'majority-on-one-machine', machine: '0', masters: 2, of: 3 }]);
  });

  test('three machines, two nodes each', () => {
    const plan = planCluster(nodes('A1 A2 B1 B2 C1 C2'), 1);
    expect(masters(plan)).toBe('A1 B1 C1');
    expect(pairs(plan)).toBe('B2→A1 C2→B1 A2→C1');
    expect(plan.warnings).toEqual([]);
  });

  test('seven nodes on one machine: one more replica for the first master', () => {
    const plan = planCluster(nodes('a1 a2 a3 a4 a5 a6 a7'), 1);
    expect(pairs(plan)).toBe('a5→a1 a6→a2 a7→a3 a4→a1');
  });

  test('slots in single precision', () => {
    const borders = (masters: number) => divideSlots(masters).map(formatSlotRange).join(' ');
    expect(borders(3)).toBe('0-5460 5461-10922 10923-16383');
    expect(borders(5)).toBe('0-3276 3277-6553 6554-9829 9830-13106 13107-16383');
    expect(borders(6)).toBe('0-2730 2731-5460 5461-8191 8192-10922 10923-13652 13653-16383');
    const inDoublePrecision = (masters: number) =>
      Array.from({ length: masters - 1 }, (_, i) => Math.round(((i + 1) * SLOT_COUNT) / masters - 1));
    const lasts = (masters: number) =>
      divideSlots(masters)
        .slice(0, -1)
        .map(([, last]) => last);
    const first = Array.from({ length: 200 }, (_, i) => i + 3).find(
      count => lasts(count).join() !== inDoublePrecision(count).join(),
    );
    expect(first).toBe(78);
  });

  // Only hosts of 127.0.0.0/8: they are this machine, and to redis-cli each is another one.
  test.each([
    { perHost: [3, 3], replicas: 1 },
    { perHost: [2, 2, 2], replicas: 1 },
    { perHost: [4, 1, 1], replicas: 1 },
    { perHost: [3, 3, 3], replicas: 2 },
    { perHost: [7], replicas: 1 },
    { perHost: [2, 3, 3], replicas: 1 },
    { perHost: [3], replicas: 0 },
  ])('redis-cli prints the same plan for $perHost, $replicas replicas', async ({ perHost, replicas }) => {
    const total = perHost.reduce((sum, count) => sum + count, 0);
    const hosts = perHost.flatMap((count, index) => Array<string>(count).fill(`127.0.0.${index + 1}`));
    const { servers, stop } = await startRedisServers(total, {
      directives: { bind: '127.0.0.1 127.0.0.2 127.0.0.3' },
    });
    try {
      const list = servers.map(({ port }, index) => ({ host: hosts[index]!, port, machine: hosts[index]! }));
      const args = ['--cluster', 'create', ...list.map(formatAddress), '--cluster-replicas', replicas];
      const stdout = stripVTControlCharacters((await redisCli(args, { input: 'no\n' })).stdout);
      const plan = planCluster(list, replicas);
      const printed = [...stdout.matchAll(/^Adding replica (\S+) to (\S+)$/gm)].map(
        ([, a, b]) => `${a} ${b}`,
      );
      const slots = [...stdout.matchAll(/^Master\[\d+\] -> Slots (\d+) - (\d+)$/gm)].map(
        ([, a, b]) => `${a}-${b}`,
      );
      expect(slots).toEqual(plan.masters.map(master => formatSlotRange(master.slots)));
      expect(printed).toEqual(
        plan.replicas.map(({ node, master }) => `${formatAddress(node)} ${formatAddress(master)}`),
      );
      const printedMasters = [...stdout.matchAll(/^M: \w+ (\S+)$/gm)].map(([, address]) => address);
      expect(printedMasters.sort()).toEqual(plan.masters.map(({ node }) => formatAddress(node)).sort());
    } finally {
      await stop();
    }
  });
});

describe('every plan', () => {
  const anyPlan = fc
    .record({ list: anyNodes, replicas: fc.nat(3) })
    .filter(({ list, replicas }) => Math.floor(list.length / (replicas + 1)) >= 3);

  test('gives every slot once, every node once, and spreads the replicas evenly', () => {
    fc.assert(
      fc.property(anyPlan, ({ list, replicas }) => {
        const plan = planCluster(list, replicas);
        const ranges = plan.masters.map(master => master.slots);
        expect(countSlots(ranges)).toBe(SLOT_COUNT);
        expect(ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)).toBe(SLOT_COUNT);
        const used = [...plan.masters, ...plan.replicas].map(({ node }) => node.host);
        expect(used.sort()).toEqual(list.map(node => node.host).sort());
        const counts = plan.masters.map(
          ({ node }) => plan.replicas.filter(({ master }) => master.host === node.host).length,
        );
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        expect(Math.min(...counts)).toBeGreaterThanOrEqual(replicas);
        expect(planCluster(list, replicas)).toEqual(plan);
      }),
    );
  });

  test('is redis-cli’s first assignment, or strictly better', () => {
    fc.assert(
      fc.property(anyPlan, ({ list, replicas }) => {
        const count = Math.floor(list.length / (replicas + 1));
        const { masters: chosen, placements } = placeNodes(list, count, replicas);
        const improved = improvePlacement(chosen, placements);
        if (placementScore(improved) >= placementScore(placements)) expect(improved).toEqual(placements);
      }),
    );
  });

  test('warns of each replica beside its master, and of no other', () => {
    fc.assert(
      fc.property(anyPlan, ({ list, replicas }) => {
        const plan = planCluster(list, replicas);
        const machine = (host: string) => list.find(node => node.host === host)?.machine;
        const beside = plan.replicas.filter(({ node, master }) => node.machine === machine(master.host));
        const warned = plan.warnings.filter(warning => warning.id === 'replica-beside-master');
        expect(warned.map(({ replica }) => replica.host)).toEqual(beside.map(({ node }) => node.host));
      }),
    );
  });
});

describe('better than redis-cli', () => {
  test('no replica stands beside its master that needn’t: the best of all assignments', () => {
    const small = fc
      .record({
        list: fc.array(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 6, maxLength: 9 }),
        replicas: fc.constantFrom(1, 2),
      })
      .map(({ list, replicas }) => ({ replicas, list: nodes(list.map((m, i) => `${m}${i}`).join(' ')) }))
      .filter(
        ({ list, replicas }) => list.length % (replicas + 1) === 0 && list.length / (replicas + 1) >= 3,
      );
    fc.assert(
      fc.property(small, ({ list, replicas }) => {
        const count = Math.floor(list.length / (replicas + 1));
        const { masters: chosen, placements } = placeNodes(list, count, replicas);
        expect(placementScore(improvePlacement(chosen, placements))).toBe(bestScore(placements));
      }),
      { numRuns: 300 },
    );
  });

  test('one machine under two names is one machine', () => {
    const list = ['127.0.0.1', 'localhost'].flatMap(host =>
      [1, 2, 3].map(port => ({ host, port, machine: 'this' })),
    );
    const warned = planCluster(list, 1).warnings.map(warning => warning.id);
    expect(warned).toEqual([...Array(3).fill('replica-beside-master'), 'majority-on-one-machine']);
  });

  test('replicas of one master that must share a machine are said', () => {
    const plan = planCluster(nodes('A1 A2 A3 B1 B2 B3 B4 B5 B6'), 2);
    expect(plan.warnings.some(warning => warning.id === 'replicas-of-one-master-together')).toBe(true);
  });
});

test('too few masters: says how many nodes it takes', () => {
  const plan = () => planCluster(nodes('A1 A2 B1 B2 C1'), 1);
  expect(plan).toThrow(Failure);
  try {
    plan();
  } catch (error) {
    expect(error).toMatchObject({
      id: 'too-few-masters',
      exitCode: 2,
      facts: { nodes: 5, replicas: 1, masters: 2, needed: 6 },
    });
  }
});

/** The lowest score of all ways to give these nodes to these places. */
function bestScore(placements: readonly Placement[]): number {
  const places = placements.map(({ master }) => master);
  let best = Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  const assign = (left: PlanNode[], done: Placement[]) => {
    const key = `${done.map(({ node }) => node.machine).join('')}`;
    if (seen.has(key)) return;
    seen.add(key);
    const master = places[done.length];
    if (!master) {
      best = Math.min(best, placementScore(done));
      return;
    }
    for (const node of left)
      assign(
        left.filter(other => other !== node),
        [...done, { node, master }],
      );
  };
  assign(
    placements.map(({ node }) => node),
    [],
  );
  return best;
}
