import { formatSlotRange } from '../../../cluster/slot-ranges.ts';
import type { NodeView } from '../../../shell/session.ts';
import type { Span } from '../../components/line.ts';

/** Marks beside a node's name; they say without colour what colour says too. `late`: a replica that is behind. */
export const nodeMarks = { current: '▸', replica: '↳', suspect: '?', down: '✗', late: '~' } as const;

/** How a node is, when it is not well. */
export function healthSpans(node: NodeView): Span[] {
  if (node.health === 'up') return [];
  return [{ text: nodeMarks[node.health], role: node.health === 'down' ? 'fail' : 'warn' }];
}

/** `0-5460`, and for a cluster that was resharded `0-99 200-5460` or `0-99 …+7`. */
export function describeSlots(master: Pick<NodeView, 'slots'>): string {
  const [first, second, ...others] = master.slots.map(formatSlotRange);
  if (second === undefined) return first ?? '';
  return others.length === 0 ? `${first} ${second}` : `${first} …+${others.length + 1}`;
}
