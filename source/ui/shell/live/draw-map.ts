import { formatAddress } from '../../../cluster/address.ts';
import { masterIndex } from '../../../cluster/master-letter.ts';
import { countSlots } from '../../../cluster/slot-ranges.ts';
import type { ClusterView, NodeView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { roughBytes, roughCount } from '../../components/format-quantity.ts';
import { fitLine, type Line, lineWidth, type Span } from '../../components/line.ts';
import { escapeText } from '../../escape-text.ts';
import { describeSlots, healthSpans, nodeMarks } from '../naming/node-marks.ts';
import { isCurrent, mastersOf, replicasByMaster, shortNames } from '../naming/node-names.ts';
import { drawMoves } from './draw-moves.ts';

type Column = 'node' | 'slots' | 'count' | 'moves' | 'keys' | 'memory' | 'replicas';

/** How much is said of each master, from the most to the least: which columns, and in them how much. */
const levels: readonly { columns: readonly Column[]; wholeAddress: boolean; lag: boolean }[] = [
  {
    columns: ['node', 'slots', 'count', 'moves', 'keys', 'memory', 'replicas'],
    wholeAddress: true,
    lag: true,
  },
  {
    columns: ['node', 'slots', 'count', 'moves', 'keys', 'memory', 'replicas'],
    wholeAddress: false,
    lag: true,
  },
  { columns: ['node', 'slots', 'moves', 'keys', 'memory', 'replicas'], wholeAddress: false, lag: true },
  { columns: ['node', 'slots', 'moves', 'keys', 'memory', 'replicas'], wholeAddress: false, lag: false },
  { columns: ['node', 'moves', 'keys', 'memory', 'replicas'], wholeAddress: false, lag: false },
  { columns: ['node', 'moves', 'keys', 'replicas'], wholeAddress: false, lag: false },
  { columns: ['node', 'moves', 'replicas'], wholeAddress: false, lag: false },
  { columns: ['node', 'moves'], wholeAddress: false, lag: false },
];

type Level = (typeof levels)[number];

const toTheRight: ReadonlySet<Column> = new Set(['count', 'keys', 'memory']);
const gap = '  ';
/** A replica that has less than this to catch up with is said to be in sync: pings alone are some bytes. */
const syncBytes = 1024;

export interface MapOptions {
  width: number;
  /** At least 1. */
  maxRows: number;
  words: Words;
}

/**
 * Every master on a row: letter, address, slots and how many, keys, memory, slots on the move, and its replicas with how far they
 * are behind; then nodes without slots. In columns; what has no room is left out, the least important first. Past `maxRows` the
 * last row says how many more there are.
 */
export function drawMap(view: ClusterView, { width, maxRows, words }: MapOptions): Line[] {
  const masters = mastersOf(view);
  const others = view.nodes.filter(({ letter }) => letter === '');
  const all = [...masters, ...others];
  const fits = all.length <= maxRows;
  const shown = fits ? all : all.slice(0, maxRows - 1);
  const names = { short: shortNames(view), replicas: replicasByMaster(view) };
  let rows: Line[] = [];
  for (const level of levels) {
    rows = alignRows(shown.map(node => cellsOf(node, level, names, view, words)));
    if (rows.every(row => lineWidth(row) <= width)) break;
  }
  const more: Line = [{ text: `  … ${words.live.more(all.length - shown.length)}`, role: 'dim' }];
  return [...rows, ...(fits ? [] : [more])].map(row => fitLine(row, width));
}

interface Names {
  short: (node: NodeView) => string;
  replicas: ReadonlyMap<string, readonly NodeView[]>;
}

/** The cells of one row, in the level's columns. */
function cellsOf(node: NodeView, level: Level, names: Names, view: ClusterView, words: Words): RowCells {
  const { keys, memory } = node.figures ?? {};
  const slots = node.slots.length === 0 ? words.live.noSlots : describeSlots(node);
  const cells: Record<Column, Line> = {
    node: [nameSpan(node, level, names, view), ...healthSpans(node)],
    slots: [{ text: slots, role: 'dim' }],
    moves: drawMoves(node, view, words),
    count: [{ text: node.slots.length === 0 ? '' : String(countSlots(node.slots)), role: 'dim' }],
    keys: [{ text: keys === undefined ? '' : words.live.keys(roughCount(keys)) }],
    memory: [{ text: memory === undefined ? '' : roughBytes(memory) }],
    replicas: (names.replicas.get(node.id) ?? []).flatMap((replica, index) => [
      ...(index === 0 ? [] : [{ text: gap }]),
      ...replicaSpans(replica, level, names, view, words),
    ]),
  };
  return level.columns.map(name => ({ name, line: cells[name] }));
}

type RowCells = readonly { name: Column; line: Line }[];

function nameSpan(node: NodeView, level: Level, { short }: Names, view: ClusterView): Span {
  const here = isCurrent(view, node);
  const name =
    level.wholeAddress && node.address.port !== 0 ? escapeText(formatAddress(node.address)) : short(node);
  const text = `${here ? nodeMarks.current : ' '}${node.letter || ' '} ${name}`;
  return node.letter === '' ? { text, role: 'dim' } : { text, master: masterIndex(node.letter) };
}

function replicaSpans(
  replica: NodeView,
  level: Level,
  { short }: Names,
  view: ClusterView,
  words: Words,
): Span[] {
  const here = isCurrent(view, replica);
  const name = `${nodeMarks.replica}${here ? nodeMarks.current : ''}${short(replica)}`;
  const look: Omit<Span, 'text'> = here ? { master: masterIndex(replica.letter) } : { role: 'dim' };
  const spans: Span[] = [{ text: name, ...look }, ...healthSpans(replica)];
  const lag = lagSpan(replica, words);
  if (!lag) return spans;
  if (level.lag) return [...spans, { text: ' ' }, lag];
  return lag.role === 'dim' ? spans : [...spans, { text: nodeMarks.late, role: lag.role }];
}

/** Does it copy, and how far is it behind? Undefined while that is not known. */
function lagSpan({ figures = {} }: NodeView, { live }: Words): Span | undefined {
  const { link, behind } = figures;
  if (link === 'down') return { text: live.linkDown, role: 'fail' };
  if (behind === undefined) return undefined;
  return behind < syncBytes
    ? { text: live.inSync, role: 'dim' }
    : { text: live.behind(roughBytes(behind)), role: 'warn' };
}

/** Rows with their cells under each other; a column that is empty in all of them takes no room. */
function alignRows(rows: readonly RowCells[]): Line[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map(row => lineWidth(row[at]?.line ?? []))));
  return rows.map(row => {
    const spans: Span[] = [];
    for (const [at, { name, line }] of row.entries()) {
      const width = widths[at] ?? 0;
      if (width === 0) continue;
      const space = { text: ' '.repeat(width - lineWidth(line)) };
      spans.push(...(spans.length === 0 ? [] : [{ text: gap }]));
      spans.push(...(toTheRight.has(name) ? [space, ...line] : [...line, space]));
    }
    while (spans.at(-1)?.text.trim() === '') spans.pop();
    return spans;
  });
}
