import { knows } from './mutual-knowledge.ts';
import type { NodeFacts } from './node-facts.ts';
import { coversSlots } from './slot-ranges.ts';

/**
 * What the nodes will say as soon as all of them have heard of each other: a master that was replaced in a failover while it
 * was down or cut off claims its slots until then. Who claims them by a higher config epoch has them, and the former master
 * becomes its replica (redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec, "How nodes handle slot configuration
 * changes"). Only within one cluster: the successor must know the node. Pure; facts without such a claim stay the same objects.
 */
export function settleClaims(facts: readonly NodeFacts[]): NodeFacts[] {
  return facts.map(node => {
    const successor = facts.find(other => supersedes(other, node));
    if (!successor) return node;
    const masterId = successor.own.id;
    return { ...node, own: { ...node.own, role: 'replica', masterId, slots: [] } };
  });
}

function supersedes(other: NodeFacts, node: NodeFacts): boolean {
  return (
    node.own.slots.length > 0 &&
    other.own.configEpoch > node.own.configEpoch &&
    coversSlots(other.own.slots, node.own.slots) &&
    knows(other, node)
  );
}
