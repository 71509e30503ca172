import { formatAddress, sameAddress } from './address.ts';
import { ClusterFailure } from './cluster-failure.ts';
import type { ClusterPlan } from './cluster-plan.ts';
import { type Comparison, compareWithPlan } from './compare-with-plan.ts';
import { knows } from './mutual-knowledge.ts';
import type { NodeFacts } from './node-facts.ts';
import type { ClusterNode } from './node-table.ts';
import { formatSlotRange } from './slot-ranges.ts';

/**
 * May these nodes become, or stay, the planned cluster? Judged before anything is changed on any of them.
 * @throws ClusterFailure with exit code 3: `same-node-twice`, `node-in-other-cluster`, `node-replaced`, `node-not-empty`,
 *   `slots-differ`
 */
export function judgeNodes(facts: readonly NodeFacts[], plan: ClusterPlan): Comparison {
  refuseTwins(facts);
  for (const node of facts) refuseStrangers(node, facts);
  const comparison = compareWithPlan(facts, plan);
  for (const node of facts) refuseForeignData(node, facts, comparison);
  if (comparison.kind !== 'differs') return comparison;
  const { node, planned } = comparison;
  throw new ClusterFailure(
    'slots-differ',
    {
      node: formatAddress(node.address),
      has: node.own.slots.map(formatSlotRange).join(' '),
      planned: planned ? formatSlotRange(planned) : '',
    },
    { exitCode: 3 },
  );
}

function refuseTwins(facts: readonly NodeFacts[]): void {
  for (const node of facts) {
    const twins = facts.filter(({ own }) => own.id === node.own.id);
    if (twins.length === 1) continue;
    const nodes = twins.map(({ address }) => formatAddress(address));
    throw new ClusterFailure('same-node-twice', { nodes }, { exitCode: 3 });
  }
}

function refuseStrangers(node: NodeFacts, facts: readonly NodeFacts[]): void {
  const strangers = node.nodes.filter(
    line => !line.flags.includes('handshake') && facts.every(({ own }) => own.id !== line.id),
  );
  if (strangers.length === 0) return;
  for (const stranger of strangers) {
    const replaced = facts.find(other => other !== node && hasPlaceOf(stranger, other, node));
    if (!replaced) continue;
    const names = { node: formatAddress(node.address), replaced: formatAddress(replaced.address) };
    throw new ClusterFailure('node-replaced', { ...names, formerId: stranger.id }, { exitCode: 3 });
  }
  const others = strangers.map(nameOf);
  throw new ClusterFailure(
    'node-in-other-cluster',
    { node: formatAddress(node.address), others },
    { exitCode: 3 },
  );
}

/**
 * Is a node where another was that `by` knows? Who has found a new node at an address takes the address away from the one it
 * knew there (`noaddr`): then it is any node that it does not know.
 */
function hasPlaceOf(former: ClusterNode, node: NodeFacts, by: NodeFacts): boolean {
  if (former.flags.includes('noaddr')) return !knows(by, node);
  return sameAddress(former.address, node.address) || sameAddress(former.address, node.own.address);
}

function nameOf({ id, address }: ClusterNode): string {
  return address.host === '' ? id : formatAddress(address);
}

/** Keys are fine where an earlier run already gave the node its slots, or a master of ours to copy. */
function refuseForeignData(node: NodeFacts, facts: readonly NodeFacts[], comparison: Comparison): void {
  if (node.keys === 0 || comparison.kind === 'complete') return;
  const isOurs =
    comparison.kind === 'differs'
      ? node.nodes.length > 1
      : node.own.slots.length > 0 || facts.some(({ own }) => own.id === node.own.masterId);
  if (isOurs) return;
  const names = { node: formatAddress(node.address), keys: node.keys };
  throw new ClusterFailure('node-not-empty', names, { exitCode: 3 });
}
