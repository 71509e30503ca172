import type { ClusterView, NodeView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import type { Span } from '../../components/line.ts';

/** Marks of slots that are on their way: out of a master, and into one. */
export const moveMarks = { out: '»', in: '«' } as const;

/** Where a master's slots are going, and where some come from: `»C 5798 «A 12 slots`. */
export function drawMoves(node: NodeView, view: ClusterView, { live }: Words): Span[] {
  // Nearly always: the names of all nodes, gathered for each master, took half of a frame of 1,000 nodes.
  if (node.migrating.length + node.importing.length === 0) return [];
  const letters = new Map(view.nodes.map(({ id, letter }) => [id, letter]));
  const groups = new Map<string, number[]>();
  const add = (mark: string, peer: string, slot: number) => {
    const name = `${mark}${letters.get(peer) || peer.slice(0, 8)}`;
    const slots = groups.get(name);
    if (slots) slots.push(slot);
    else groups.set(name, [slot]);
  };
  for (const { slot, to } of node.migrating) add(moveMarks.out, to, slot);
  for (const { slot, from } of node.importing) add(moveMarks.in, from, slot);
  return [...groups].map(([name, slots], index) => ({
    text: `${index === 0 ? '' : ' '}${name} ${slots.length === 1 ? slots[0] : live.slotCount(slots.length)}`,
    role: 'warn',
  }));
}
