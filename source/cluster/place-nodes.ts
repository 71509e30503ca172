import type { PlanNode } from './cluster-plan.ts';
import type { Placement } from './placement.ts';

/** Who is master, and who copies whom. */
export interface NodePlacement {
  masters: PlanNode[];
  placements: Placement[];
}

/**
 * The assignment `redis-cli --cluster create` starts from (redis-cli.c, `clusterManagerCommandCreate`), with machines where it
 * has address strings: masters are taken from the machines in turn; the rest, in the same turn and rotated left by one, goes to
 * the first master in order that it does not share a machine with, else to whoever is next; what is left over gives
 * one more replica each.
 */
export function placeNodes(
  nodes: readonly PlanNode[],
  mastersCount: number,
  replicasPerMaster: number,
): NodePlacement {
  const inTurn = takeInTurn(nodes);
  const masters = inTurn.slice(0, mastersCount);
  const [first, ...rest] = inTurn.slice(mastersCount);
  const free = first === undefined ? [] : [...rest, first];
  const placements: Placement[] = [];
  for (let wanted = replicasPerMaster; free.length > 0; wanted = 1) {
    for (const master of masters) {
      for (let replica = 0; replica < wanted; replica++) {
        const apart = free.findIndex(node => node.machine !== master.machine);
        const [node] = free.splice(Math.max(0, apart), 1);
        if (node) placements.push({ node, master });
      }
    }
  }
  return { masters, placements };
}

/** One node of each machine, then the next of each, and so on; machines in the order they first appear. */
function takeInTurn(nodes: readonly PlanNode[]): PlanNode[] {
  const byMachine = new Map<string, PlanNode[]>();
  for (const node of nodes) byMachine.set(node.machine, [...(byMachine.get(node.machine) ?? []), node]);
  const groups = [...byMachine.values()];
  const inTurn: PlanNode[] = [];
  for (let turn = 0; inTurn.length < nodes.length; turn++) {
    for (const group of groups) {
      const node = group[turn];
      if (node) inTurn.push(node);
    }
  }
  return inTurn;
}
