import type { PlanNode } from './cluster-plan.ts';
import { cellScore, changeCount, countByMachine, type MachineCounts, type Placement } from './placement.ts';

/** In one exchange so many replicas at most change places in a ring. */
const RING = 3;

/**
 * Makes a placement better where it can strictly be made better, and leaves it alone otherwise: two or three replicas change
 * places in a ring, or one goes to a master that has one fewer, as long as that lowers the score (`placementScore`).
 * Where redis-cli exchanges at random and keeps whatever is not worse, this tries in order, so that the same nodes
 * always give the same plan. When it ends, no replica stands beside its master that need not: while one does (x beside M),
 * and some y of another machine copies an N of another machine than x's, exchanging x and y helps.
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

function exchangeOnce(placements: readonly Placement[], counts: MachineCounts): boolean {
  if (placements.every(({ master }) => scoreOf(counts, master) === 0)) return false;
  const candidates = distinctPlacements(placements, counts);
  for (let size = 2; size <= RING; size++) {
    for (const ring of ringsOf(candidates, size)) {
      const masters = new Set(ring.map(({ master }) => master));
      const score = () => [...masters].reduce((sum, master) => sum + scoreOf(counts, master), 0);
      const before = score();
      rotate(ring, counts);
      if (score() < before) return true;
      for (let turn = 1; turn < size; turn++) rotate(ring, counts);
    }
  }
  return false;
}

/** Every ring of that many placements once, in both directions, neighbours differing in machine and master. */
function* ringsOf(candidates: readonly Placement[], size: number): Generator<Placement[]> {
  const differ = (a: Placement, b: Placement) => a.master !== b.master && a.node.machine !== b.node.machine;
  function* grow(ring: Placement[]): Generator<Placement[]> {
    const [first, last] = [ring[0], ring.at(-1)];
    if (!first || !last) return;
    if (ring.length === size) {
      if (differ(last, first)) yield ring;
      return;
    }
    const earliest = candidates.indexOf(first) + 1;
    for (const next of candidates.slice(earliest)) {
      if (!ring.includes(next) && differ(last, next)) yield* grow([...ring, next]);
    }
  }
  for (const first of candidates) yield* grow([first]);
}

/** Each node goes to the place of the next one; the places, and their masters, stay in their order. */
function rotate(ring: readonly Placement[], counts: MachineCounts): void {
  const nodes = ring.map(({ node }) => node);
  for (const { node, master } of ring) changeCount(counts, master, node.machine, -1);
  for (const [index, placement] of ring.entries()) {
    placement.node = nodes.at(index - 1) ?? placement.node;
    changeCount(counts, placement.master, placement.node.machine, 1);
  }
}

/**
 * Placements that are worth trying: where masters are alike (same machine, replicas on the same machines), and replicas too,
 * one is as good as another; a ring needs `RING` of a kind at most. This keeps the search short for hundreds of nodes.
 */
function distinctPlacements(placements: readonly Placement[], counts: MachineCounts): Placement[] {
  const perKind = new Map<string, Placement[]>();
  for (const placement of placements) {
    const { node, master } = placement;
    const around = [...(counts.get(master) ?? [])].filter(([, replicas]) => replicas > 0).sort();
    const kind = JSON.stringify([master.machine, node.machine, around]);
    const alike = perKind.get(kind) ?? [];
    if (alike.length < RING && alike.every(other => other.master !== master)) alike.push(placement);
    perKind.set(kind, alike);
  }
  return placements.filter(placement => [...perKind.values()].some(alike => alike.includes(placement)));
}

function moveOnce(
  masters: readonly PlanNode[],
  placements: readonly Placement[],
  counts: MachineCounts,
): boolean {
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
