import type { ClusterNode } from './node-table.ts';
import { mergeSlotRanges, type SlotRange } from './slot-ranges.ts';

/** A node table in which one slot is at another node, and not on its way any more; nodes that have no part in it stay the same objects. */
export function moveSlot(nodes: readonly ClusterNode[], slot: number, toId: string): ClusterNode[] {
  return nodes.map(node => {
    if (node.id === toId) {
      const importing = node.importing.filter(one => one.slot !== slot);
      return { ...node, slots: mergeSlotRanges([...node.slots, [slot, slot]]), importing };
    }
    if (!node.slots.some(([first, last]) => first <= slot && slot <= last)) return node;
    const migrating = node.migrating.filter(one => one.slot !== slot);
    return { ...node, slots: node.slots.flatMap(range => without(range, slot)), migrating };
  });
}

function without([first, last]: SlotRange, slot: number): SlotRange[] {
  if (slot < first || slot > last) return [[first, last]];
  const parts: SlotRange[] = [
    [first, slot - 1],
    [slot + 1, last],
  ];
  return parts.filter(([from, to]) => from <= to);
}
