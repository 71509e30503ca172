import { slotOwners } from '../../cluster/slot-owners.ts';
import { SLOT_COUNT } from '../../cluster/slot-ranges.ts';
import type { ClusterView, NodeView } from '../../shell/session.ts';
import type { Line, Span } from '../components/line.ts';
import type { Theme } from '../theme.ts';
import { masterIndex, mastersOf } from './node-names.ts';

/** What stands for slots that no living node has. */
const nobody = '·';

/** The column of the strip, `width` columns wide, at which a master's first slots begin. */
export function stripColumn(master: Pick<NodeView, 'slots'>, width: number): number {
  return Math.ceil(((master.slots[0]?.[0] ?? 0) * width) / SLOT_COUNT);
}

/**
 * The 16384 slots on `width` columns: for each column the owner of its first slot, as a run of the master's pattern
 * in its colour that begins with its letter.
 */
export function drawStrip(view: ClusterView, width: number, theme: Theme): Line {
  const masters = mastersOf(view);
  const owners = slotOwners(masters);
  const spans: Span[] = [];
  let previous: NodeView | undefined | null = null;
  for (let column = 0; column < width; column += 1) {
    const owner = owners[Math.floor((column * SLOT_COUNT) / width)];
    const last = spans.at(-1);
    if (last && owner === previous) last.text += patternOf(owner, theme);
    else spans.push({ text: owner?.letter.slice(-1) ?? nobody, ...lookOf(owner) });
    previous = owner;
  }
  return spans;
}

function patternOf(owner: NodeView | undefined, theme: Theme): string {
  return owner && owner.health !== 'down' ? theme.pattern(masterIndex(owner.letter)) : nobody;
}

function lookOf(owner: NodeView | undefined): Omit<Span, 'text'> {
  return owner && owner.health !== 'down' ? { master: masterIndex(owner.letter) } : { role: 'fail' };
}
