import type { Comparison, TargetMaster, TargetReplica } from './compare-with-plan.ts';
import { missingMeets } from './missing-meets.ts';
import type { NodeCommand } from './node-command.ts';
import type { NodeFacts } from './node-facts.ts';
import type { Growth } from './plan-growth.ts';
import { formatSlotRange, type SlotRange } from './slot-ranges.ts';

/**
 * What is missing until the nodes are the planned cluster, in the order it has to be sent: slots, epochs, MEET, REPLICATE.
 * Pure; empty when nothing is. MEET has to be repeated while nodes do not know each other, REPLICATE has to wait until a node
 * knows its master.
 */
export function missingCommands(facts: readonly NodeFacts[], comparison: Comparison): NodeCommand[] {
  if (comparison.kind === 'grows') return commandsOfGrowth(facts, comparison.growth);
  if (comparison.kind !== 'fits') return [];
  const { masters, replicas } = comparison;
  return [
    ...masters.flatMap(missingSlotsOf),
    ...missingEpochs(facts, [...masters.map(({ node }) => node), ...replicas.map(({ node }) => node)]),
    ...missingMeets(facts),
    ...replicas.flatMap(missingReplication),
  ];
}

/** Newcomers get an epoch of their own before they meet the others, as in a first forming. */
function commandsOfGrowth(facts: readonly NodeFacts[], { spares, replicas }: Growth): NodeCommand[] {
  return [
    ...missingEpochs(facts, [...spares, ...replicas.map(({ node }) => node)]),
    ...missingMeets(facts),
    ...replicas.flatMap(({ node, master }) =>
      missingReplication({ node, master, holds: node.own.masterId === master.own.id }),
    ),
  ];
}

function missingSlotsOf({ node, missing }: TargetMaster): NodeCommand[] {
  if (missing.length === 0) return [];
  if (Number.parseInt(node.version, 10) >= 7) {
    const args = ['CLUSTER', 'ADDSLOTSRANGE', ...missing.flat()];
    return [{ kind: 'slots', node: node.address, args, text: args.join(' ') }];
  }
  const args = ['CLUSTER', 'ADDSLOTS', ...missing.flatMap(slotsIn)];
  const braces = missing.map(([first, last]) =>
    first === last ? formatSlotRange([first, last]) : `{${first}..${last}}`,
  );
  return [{ kind: 'slots', node: node.address, args, text: `CLUSTER ADDSLOTS ${braces.join(' ')}` }];
}

function slotsIn([first, last]: SlotRange): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * Every node gets a config epoch of its own, counted in the order of the plan, so that nodes need not settle equal ones later.
 * Redis takes it only while a node is alone and at epoch 0 (redis.io/docs/latest/commands/cluster-set-config-epoch).
 */
function missingEpochs(facts: readonly NodeFacts[], inOrder: readonly NodeFacts[]): NodeCommand[] {
  const taken = new Set(facts.flatMap(({ nodes }) => nodes.map(({ configEpoch }) => configEpoch)));
  let epoch = 0;
  return inOrder.flatMap(node => {
    if (node.nodes.length > 1 || node.own.configEpoch !== 0) return [];
    do epoch++;
    while (taken.has(epoch));
    const args = ['CLUSTER', 'SET-CONFIG-EPOCH', epoch];
    return [{ kind: 'epoch', node: node.address, args, text: args.join(' ') } satisfies NodeCommand];
  });
}

function missingReplication({ node, master, holds }: TargetReplica): NodeCommand[] {
  if (holds) return [];
  const args = ['CLUSTER', 'REPLICATE', master.own.id];
  return [{ kind: 'replicate', node: node.address, args, text: args.join(' '), peer: master.address }];
}
