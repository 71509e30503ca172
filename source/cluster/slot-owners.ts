import type { ClusterNode } from './node-table.ts';
import { SLOT_COUNT } from './slot-ranges.ts';

/**
 * Who owns each slot, by one node's table: index 0-16383; undefined where a slot has no owner.
 */
export function slotOwners<N extends Pick<ClusterNode, 'slots'>>(
  nodes: readonly N[],
): readonly (N | undefined)[] {
  const owners = new Array<N | undefined>(SLOT_COUNT).fill(undefined);
  for (const node of nodes) {
    for (const [first, last] of node.slots) owners.fill(node, first, last + 1);
  }
  return owners;
}

/** Who owns one slot (0-16383); for a single question: asked of every slot, `slotOwners` is faster. */
export function slotOwner<N extends Pick<ClusterNode, 'slots'>>(
  nodes: readonly N[],
  slot: number,
): N | undefined {
  return nodes.find(({ slots }) => slots.some(([first, last]) => first <= slot && slot <= last));
}
