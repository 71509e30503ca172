import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import type { NodeFacts } from '../../cluster/node-facts.ts';
import type { Join } from '../../cluster/plan-growth.ts';
import { cliAddress } from '../../words/phrases.ts';
import type { GuideRun } from '../guide-run.ts';
import type { ByHand } from '../step.ts';
import { redisCli } from './by-hand.ts';

/**
 * What one types to have nodes join a finished cluster, a line each; the guide has no such step.
 * `--cluster add-node` wants nodes that know nobody: one that was met before only has to be told whom to copy.
 */
export function joinByHand(
  run: Pick<GuideRun, 'spec' | 'hosts'>,
  joins: readonly Join[],
  facts: readonly NodeFacts[],
): ByHand[] {
  const factsOf = (node: NodeAddress) => facts.find(({ address }) => sameAddress(address, node));
  const member = facts.find(({ own }) => own.slots.length > 0);
  if (!member) return [];
  const cli = redisCli(run.spec, run.hosts);
  const commands = joins.flatMap(join => {
    const node = formatAddress(join.node);
    const isMet = (factsOf(join.node)?.nodes.length ?? 1) > 1;
    const add = `${cli} --cluster add-node ${node} ${formatAddress(member.address)}`;
    // The others hear of it by themselves.
    if (join.kind === 'empty-master') return isMet ? [] : [add];
    const id = factsOf(join.master)?.own.id ?? '';
    if (isMet) return [`${cli} ${cliAddress(node)} CLUSTER REPLICATE ${id}`];
    return [`${add} --cluster-slave --cluster-master-id ${id}`];
  });
  return commands.length > 0 ? [{ command: commands.join('\n') }] : [];
}
