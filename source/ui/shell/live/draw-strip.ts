import { masterIndex } from '../../../cluster/master-letter.ts';
import { slotOwners } from '../../../cluster/slot-owners.ts';
import { SLOT_COUNT } from '../../../cluster/slot-ranges.ts';
import type { ClusterView, NodeView } from '../../../shell/session.ts';
import type { Line, Span } from '../../components/line.ts';
import type { Theme } from '../../theme.ts';
import { mastersOf } from '../naming/node-names.ts';
import { moveMarks } from './draw-moves.ts';

/** What stands for slots that no living node has. */
const nobody = '·';

/** The column of the strip, `width` columns wide, at which a master's first slots begin. */
export function stripColumn(master: Pick<NodeView, 'slots'>, width: number): number {
  return Math.ceil(((master.slots[0]?.[0] ?? 0) * width) / SLOT_COUNT);
}

/**
 * The 16384 slots on `width` columns: for each column the owner of its first slot, as a run of the master's pattern
 * in its colour that begins with its letter. A slot that is on its way to another master marks its column.
 */
export function drawStrip(view: ClusterView, width: number, theme: Theme): Line {
  const masters = mastersOf(view);
  const owners = slotOwners(masters);
  const moving = movingColumns(masters, width);
  const spans: Span[] = [];
  let previous: NodeView | undefined | null = null;
  for (let column = 0; column < width; column += 1) {
    const owner = owners[Math.floor((column * SLOT_COUNT) / width)];
    const last = spans.at(-1);
    const mark = moving.get(column);
    if (mark && owner === previous) spans.push({ text: mark, role: 'warn' }, { text: '', ...lookOf(owner) });
    else if (last && owner === previous) last.text += patternOf(owner, theme);
    else {
      spans.push({ text: owner?.letter.slice(-1) ?? nobody, ...lookOf(owner) });
      // The letter has the column; the mark stands beside it.
      if (mark) moving.set(column + 1, mark);
    }
    previous = owner;
  }
  return spans;
}

/** The columns of slots on their way, with their marks. A slot that one master gives and another takes is marked as given. */
function movingColumns(masters: readonly NodeView[], width: number): Map<number, string> {
  const columnOf = (slot: number) => Math.floor((slot * width) / SLOT_COUNT);
  const columns = new Map<number, string>();
  for (const { importing } of masters) {
    for (const { slot } of importing) columns.set(columnOf(slot), moveMarks.in);
  }
  for (const { migrating } of masters) {
    for (const { slot } of migrating) columns.set(columnOf(slot), moveMarks.out);
  }
  return columns;
}

function patternOf(owner: NodeView | undefined, theme: Theme): string {
  return owner && owner.health !== 'down' ? theme.pattern(masterIndex(owner.letter)) : nobody;
}

function lookOf(owner: NodeView | undefined): Omit<Span, 'text'> {
  return owner && owner.health !== 'down' ? { master: masterIndex(owner.letter) } : { role: 'fail' };
}
