import type { PlanNode } from './cluster-plan.ts';

/** A replica and the master it will copy: what the planner moves about before slots are written down. */
export interface Placement {
  node: PlanNode;
  master: PlanNode;
}

/** A replica on its master's machine is lost together with it: nothing weighs more. */
const BESIDE_MASTER = 10_000;

/** How many replicas of one master there are on each machine. */
export type MachineCounts = Map<PlanNode, Map<string, number>>;

/** Counts placements by master and machine; masters without replicas are in it too. */
export function countByMachine(
  masters: readonly PlanNode[],
  placements: readonly Placement[],
): MachineCounts {
  const counts: MachineCounts = new Map(masters.map(master => [master, new Map<string, number>()]));
  for (const { node, master } of placements) changeCount(counts, master, node.machine, 1);
  return counts;
}

export function changeCount(counts: MachineCounts, master: PlanNode, machine: string, by: number): void {
  const machines = counts.get(master);
  machines?.set(machine, (machines.get(machine) ?? 0) + by);
}

/** The part of the score that one master's replicas on one machine add. */
export function cellScore(master: PlanNode, machine: string, replicas: number): number {
  if (machine === master.machine) return BESIDE_MASTER * replicas;
  return replicas > 1 ? replicas : 0;
}

/**
 * How bad a placement is, as redis-cli counts (redis-cli.c, `clusterManagerGetAntiAffinityScore`), 0 being perfect:
 * 10000 for each replica on its master's machine, and 1 for each replica that shares a machine with another one of the same master.
 */
export function placementScore(placements: readonly Placement[]): number {
  const counts = countByMachine(
    placements.map(({ master }) => master),
    placements,
  );
  let score = 0;
  for (const [master, machines] of counts) {
    for (const [machine, replicas] of machines) score += cellScore(master, machine, replicas);
  }
  return score;
}
