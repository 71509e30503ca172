import { formatAddress } from '../../../cluster/address.ts';
import { masterIndex } from '../../../cluster/master-letter.ts';
import type { ClusterView, NodeView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { fitLine, type Line, lineWidth, type Span } from '../../components/line.ts';
import { escapeText } from '../../escape-text.ts';
import { describeSlots, healthSpans, nodeMarks } from '../naming/node-marks.ts';
import { isCurrent, mastersOf, replicasByMaster, shortNames } from '../naming/node-names.ts';
import { drawMoves } from './draw-moves.ts';
import { stripColumn } from './draw-strip.ts';

/** Columns of a master of which the least is said: `▸A 1`. */
const leastWidth = 4;

/** How much is said of each master, from the most to the least. */
const levels = [
  { slots: true, replicas: true, wholeAddress: true },
  { slots: true, replicas: true, wholeAddress: false },
  { slots: false, replicas: true, wholeAddress: false },
  { slots: false, replicas: false, wholeAddress: false },
] as const;

type Level = (typeof levels)[number];

/** What is asked of every node, looked up once. */
interface Names {
  shortName: (node: NodeView) => string;
  replicas: ReadonlyMap<string, readonly NodeView[]>;
  /** What a master gives away and gets. */
  movesOf: (node: NodeView) => readonly Span[];
}

/**
 * Who is who: every master with its letter, name, slots, health and replicas; `▸` stands before the node the prompt is on.
 * One row if the richest or a shorter wording fits; else the shortest on up to `maxRows` rows, an ellipsis for the rest.
 */
export function drawLegend(view: ClusterView, width: number, maxRows: number, words: Words): Line[] {
  // More than these have no room, whatever is said of them.
  const masters = mastersOf(view).slice(0, Math.ceil(width / leastWidth) * (maxRows + 1));
  if (masters.length === 0 || maxRows < 1) return [];
  // Once for all masters: looked up by each of them they took 250 ms in a cluster of 1,000 nodes.
  const names: Names = {
    shortName: shortNames(view),
    replicas: replicasByMaster(view),
    movesOf: node => drawMoves(node, view, words),
  };
  const itemsAt = (level: Level) => masters.map(master => describe(view, master, level, names));
  const columns = masters.map(master => stripColumn(master, width));
  for (const level of levels) {
    const items = itemsAt(level);
    const row = joinItems(items);
    if (lineWidth(row) > width) continue;
    const placed = placeItems(items, columns);
    return [addOthers(placed && lineWidth(placed) <= width ? placed : row, view, width)];
  }
  const rows = wrapItems(itemsAt(levels[3]), width);
  const shown = rows.slice(0, maxRows);
  const last = shown.at(-1);
  if (rows.length > maxRows && last)
    shown[shown.length - 1] = fitLine([...last, { text: ' '.repeat(width) }], width);
  return shown;
}

/** Nodes that are neither master of slots nor replica of such a master, a dead former master say, where there is room left. */
function addOthers(row: Line, view: ClusterView, width: number): Line {
  const shortName = shortNames(view);
  const others = view.nodes
    .filter(node => node.letter === '')
    .flatMap((node): Span[] => [{ text: `  ${shortName(node)}`, role: 'dim' }, ...healthSpans(node)]);
  return lineWidth(row) + lineWidth(others) <= width ? [...row, ...others] : row;
}

function describe(
  view: ClusterView,
  master: NodeView,
  level: Level,
  { shortName, replicas, movesOf }: Names,
): Line {
  const nameOf = (node: NodeView) =>
    level.wholeAddress ? escapeText(formatAddress(node.address)) : shortName(node);
  const look = { master: masterIndex(master.letter) };
  const current = isCurrent(view, master) ? nodeMarks.current : ' ';
  const spans: Span[] = [
    { text: `${current}${master.letter} ${nameOf(master)}`, ...look },
    ...healthSpans(master),
  ];
  if (level.slots && master.slots.length > 0) spans.push({ text: ` ${describeSlots(master)}`, role: 'dim' });
  const moves = movesOf(master);
  if (moves.length > 0) spans.push({ text: ' ' }, ...moves);
  if (!level.replicas) return spans;
  for (const replica of replicas.get(master.id) ?? []) {
    const here = isCurrent(view, replica) ? nodeMarks.current : '';
    spans.push({ text: ` ${nodeMarks.replica}`, role: 'dim' });
    spans.push(
      here ? { text: `${here}${nameOf(replica)}`, ...look } : { text: nameOf(replica), role: 'dim' },
    );
    spans.push(...healthSpans(replica));
  }
  return spans;
}

function joinItems(items: readonly Line[]): Line {
  return items.flatMap((item, index) => (index === 0 ? item : [{ text: '  ' }, ...item]));
}

/** Each item under the part of the strip that it names; undefined when one is too wide for its part. */
function placeItems(items: readonly Line[], columns: readonly number[]): Line | undefined {
  const placed: Span[] = [];
  let at = 0;
  for (const [index, item] of items.entries()) {
    const gap = (columns[index] ?? 0) - at;
    if (gap < (index === 0 ? 0 : 1)) return undefined;
    placed.push({ text: ' '.repeat(gap) }, ...item);
    at += gap + lineWidth(item);
  }
  return placed;
}

function wrapItems(items: readonly Line[], width: number): Line[] {
  const rows: Line[] = [];
  let row: Line[] = [];
  for (const item of items) {
    if (row.length > 0 && lineWidth(joinItems([...row, item])) > width) {
      rows.push(joinItems(row));
      row = [];
    }
    row.push(item);
  }
  return [...rows, joinItems(row)];
}
