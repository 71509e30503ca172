import { ClusterFailure } from './cluster-failure.ts';
import type { ClusterPlan, PlanNode, PlanWarning } from './cluster-plan.ts';
import { divideSlots } from './divide-slots.ts';
import { improvePlacement } from './improve-placement.ts';
import { placeNodes } from './place-nodes.ts';
import { countByMachine, type Placement } from './placement.ts';

/** Fewer masters cannot outvote one that failed. */
const FEWEST_MASTERS = 3;

/**
 * Plans a cluster: slots, masters and replicas as `redis-cli --cluster create` would, and deterministic.
 * It differs only where replicas can stand strictly better apart than in redis-cli's first assignment.
 * @param nodes each node once, in the order of the file; it decides who becomes master
 * @param replicasPerMaster 0 or more; nodes left over become one more replica for the first masters
 * @throws ClusterFailure `too-few-masters` (exit code 2)
 */
export function planCluster(nodes: readonly PlanNode[], replicasPerMaster: number): ClusterPlan {
  const mastersCount = Math.floor(nodes.length / (replicasPerMaster + 1));
  if (mastersCount < FEWEST_MASTERS) {
    const needed = FEWEST_MASTERS * (replicasPerMaster + 1);
    const facts = { nodes: nodes.length, replicas: replicasPerMaster, masters: mastersCount, needed };
    throw new ClusterFailure('too-few-masters', facts, { exitCode: 2 });
  }
  const { masters, placements: start } = placeNodes(nodes, mastersCount, replicasPerMaster);
  const placements = improvePlacement(masters, start);
  const ranges = divideSlots(mastersCount);
  return {
    masters: masters.flatMap((node, index) => {
      const slots = ranges[index];
      return slots ? [{ node, slots }] : [];
    }),
    replicas: placements.map(({ node, master }) => ({
      node,
      master: { host: master.host, port: master.port },
    })),
    warnings: [...warnOfReplicas(masters, placements), ...warnOfMajority(masters)],
  };
}

function warnOfReplicas(masters: readonly PlanNode[], placements: readonly Placement[]): PlanWarning[] {
  const beside = placements
    .filter(({ node, master }) => node.machine === master.machine)
    .map(
      ({ node, master }): PlanWarning => ({
        id: 'replica-beside-master',
        replica: { host: node.host, port: node.port },
        master: { host: master.host, port: master.port },
      }),
    );
  const together = [...countByMachine(masters, placements)].flatMap(([master, machines]) =>
    [...machines]
      .filter(([machine, replicas]) => replicas > 1 && machine !== master.machine)
      .map(
        ([machine]): PlanWarning => ({
          id: 'replicas-of-one-master-together',
          master: { host: master.host, port: master.port },
          machine,
        }),
      ),
  );
  return [...beside, ...together];
}

/** When a machine with half of the masters or more is lost, the others are no majority: nobody can be elected. */
function warnOfMajority(masters: readonly PlanNode[]): PlanWarning[] {
  const perMachine = new Map<string, number>();
  for (const { machine } of masters) perMachine.set(machine, (perMachine.get(machine) ?? 0) + 1);
  return [...perMachine]
    .filter(([, count]) => count * 2 >= masters.length)
    .map(([machine, count]) => ({
      id: 'majority-on-one-machine',
      machine,
      masters: count,
      of: masters.length,
    }));
}
