import type { PlanNode } from './cluster-plan.ts';
import { cellScore, changeCount, countByMachine, type MachineCounts, type Placement } from './placement.ts';

/**
 * Makes a placement better where it can strictly be made better, and leaves it alone otherwise: two replicas exchange their
 * masters, or one goes to a master that has one fewer, while that lowers the score (`placementScore`).
 * Where redis-cli exchanges at random and keeps whatever is not worse, this goes through the pairs in order, so the
 * same nodes always give the same plan. When it ends no replica that could stand apart from its master stands beside one:
 * as long as one does (x beside M), and some y elsewhere copies an N on another machine than x's, exchanging x and y helps.
 */
export function improvePlacement(
  masters: readonly PlanNode[],
  start: readonly Placement[],
): readonly Placement[] {
  const placements = start.map(placement => ({ ...placement }));
  const counts = countByMachine(masters, placements);
  while (exchangeOnce(placements, counts) || moveOnce(masters, placements, counts));
  return placements;
}

function exchangeOnce(placements: Placement[], counts: MachineCounts): boolean {
  for (const [index, a] of placements.entries()) {
    for (const b of placements.slice(index + 1)) {
      if (a.master === b.master || a.node.machine === b.node.machine) continue;
      const before = scoreOf(counts, a.master) + scoreOf(counts, b.master);
      exchange(a, b, counts);
      if (scoreOf(counts, a.master) + scoreOf(counts, b.master) < before) return true;
      exchange(a, b, counts);
    }
  }
  return false;
}

/** The nodes change places, the masters stay in their order. */
function exchange(a: Placement, b: Placement, counts: MachineCounts): void {
  changeCount(counts, a.master, a.node.machine, -1);
  changeCount(counts, b.master, b.node.machine, -1);
  [a.node, b.node] = [b.node, a.node];
  changeCount(counts, a.master, a.node.machine, 1);
  changeCount(counts, b.master, b.node.machine, 1);
}

function moveOnce(masters: readonly PlanNode[], placements: Placement[], counts: MachineCounts): boolean {
  for (const placement of placements) {
    const from = placement.master;
    for (const to of masters) {
      if (replicasOf(counts, from) !== replicasOf(counts, to) + 1) continue;
      const before = scoreOf(counts, from) + scoreOf(counts, to);
      move(placement, to, counts);
      if (scoreOf(counts, from) + scoreOf(counts, to) < before) return true;
      move(placement, from, counts);
    }
  }
  return false;
}

function move(placement: Placement, to: PlanNode, counts: MachineCounts): void {
  changeCount(counts, placement.master, placement.node.machine, -1);
  placement.master = to;
  changeCount(counts, to, placement.node.machine, 1);
}

function scoreOf(counts: MachineCounts, master: PlanNode): number {
  let score = 0;
  for (const [machine, replicas] of counts.get(master) ?? []) score += cellScore(master, machine, replicas);
  return score;
}

function replicasOf(counts: MachineCounts, master: PlanNode): number {
  let sum = 0;
  for (const replicas of counts.get(master)?.values() ?? []) sum += replicas;
  return sum;
}
