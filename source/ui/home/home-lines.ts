import type { Words } from '../../words/words.ts';
import { keyHintLine } from '../components/key-hints.ts';
import { fitLine, type Line, line, type Span, span } from '../components/line.ts';
import { type Cell, tableLines } from '../components/table-lines.ts';
import { fitText, padText, textWidth, wrapText } from '../components/text-width.ts';
import { windowRows } from '../components/window-rows.ts';
import { escapeText } from '../escape-text.ts';
import type { Theme } from '../theme.ts';
import { formatAgo } from './format-ago.ts';
import { type HomeCluster, type HomeState, type KnownState, opensBy, ways } from './home-state.ts';

/** From this width on, in columns, what a way is stands beside it; else below it. */
const besideFrom = 80;
/** Under so many rows, nothing has a title of its own that can do without. */
const lowRows = 16;
/** Rows of the list of clusters that are no clusters: its title, and the empty one below. */
const rowsOfList = 2;

/** The home screen: the name, the three ways, the clusters that are known, the lessons, the keys; never more than rows - 1 rows. */
export function homeLines(state: HomeState, now: Date, words: Words, theme: Theme): Line[] {
  const width = Math.max(20, state.size.columns - 1);
  const height = Math.max(1, state.size.rows - 1);
  const { home } = words;
  const above: Line[] = [
    [],
    line(' ', span('strong', home.name), '  ', ...emblem(theme)),
    ...wrapText(home.tagline, width - 1).map(text => line(' ', span('dim', text))),
    [],
    line(' ', span('accent', home.start)),
    ...wayLines(state, words),
    [],
  ];
  const keys = keyHintLine(
    [
      { keys: '↑ ↓', does: home.keys.choose },
      { keys: 'Enter', does: setsUp(state) ? home.keys.setUp : home.keys.open },
      { keys: `1-${Math.min(9, ways.length + state.clusters.length + 1)}`, does: home.keys.atOnce },
      { keys: 'q', does: home.keys.leave },
    ],
    width,
  );
  const lessons = lessonLines(state, words);
  const room = Math.max(3, height - above.length - rowsOfList - lessons.length - 1);
  const lines = [...above, ...knownLines(state, now, words, width, room)];
  const shown = lines.slice(0, Math.max(0, height - lessons.length - 1));
  return [...shown, ...lessons.slice(0, height - 1), keys].map(each => fitLine(each, width));
}

/** Would Enter set a cluster up that is known already? */
function setsUp({ clusters, states, marked }: HomeState): boolean {
  const index = marked - ways.length;
  const cluster = clusters[index];
  return cluster !== undefined && opensBy(cluster, states[index]) === 'set-up';
}

/** Sixteen slots, three masters. */
function emblem(theme: Theme): Span[] {
  return [6, 5, 5].map((slots, master) => ({ text: theme.pattern(master).repeat(slots), master }));
}

function wayLines(state: HomeState, words: Words): Line[] {
  const titleWidth = Math.max(...ways.map(way => textWidth(words.home.ways[way].title)));
  return ways.flatMap((way, index) => {
    const { title, about } = words.home.ways[way];
    const lead = [
      ...markOf(index, state),
      span(index === state.marked ? 'strong' : 'plain', padText(title, titleWidth)),
    ];
    return state.size.columns >= besideFrom
      ? [line(...lead, '   ', span('dim', about))]
      : [line(...lead), line('      ', span('dim', about))];
  });
}

/** On a low terminal the entry alone. */
function lessonLines(state: HomeState, { home }: Words): Line[] {
  const { lessons, clusters, marked, size } = state;
  const index = ways.length + clusters.length;
  const entry = line(
    ...markOf(index, state),
    span(index === marked ? 'strong' : 'plain', home.lessons.title),
    '   ',
    span('dim', home.lessons.about(lessons.count, lessons.done)),
  );
  return size.rows < lowRows ? [entry] : [line(' ', span('accent', home.learn)), entry, []];
}

function knownLines(state: HomeState, now: Date, words: Words, width: number, room: number): Line[] {
  if (state.clusters.length === 0) return [];
  const { home } = words;
  const part = windowRows(state.clusters.length, room, state.marked - ways.length);
  // A long name must not push out where the cluster is and how it is.
  const nameRoom = Math.floor(width / 3);
  const rows = state.clusters.map((cluster, index): Cell[] => {
    const marked = index + ways.length === state.marked;
    const where = home.nodesFrom(escapeText(cluster.nodes[0] ?? ''), Math.max(0, cluster.nodes.length - 1));
    return [
      span(marked ? 'strong' : 'plain', fitText(escapeText(cluster.name), nameRoom)),
      cluster.onThisMachine ? home.onThisMachine : where,
      span('dim', formatAgo(cluster.lastUsed, now, words)),
      knownStateCell(cluster, state.states[index] ?? 'unknown', words),
    ];
  });
  const table = tableLines(
    [{ yields: 1, atLeast: 12 }, { yields: 3, atLeast: 12 }, { yields: 2 }, {}],
    rows,
    width - 6,
  );
  const more = (count: number): Line[] =>
    count === 0 ? [] : [line('      ', span('dim', home.more(count)))];
  return [
    line(' ', span('accent', home.known)),
    ...more(part.above),
    ...table
      .slice(part.from, part.to)
      .map((row, index) => line(...markOf(part.from + index + ways.length, state), ...row)),
    ...more(part.below),
    [],
  ];
}

/** The mark and the number before an entry. */
function markOf(index: number, state: HomeState): Span[] {
  return [
    span('accent', index === state.marked ? ' › ' : '   '),
    span('dim', index < 9 ? `${index + 1}  ` : '   '),
  ];
}

/** What answers says how it is; of one that does not, what slotsh did with it says why. */
function knownStateCell({ history }: HomeCluster, state: KnownState, words: Words): Span {
  const told = state === 'down' && history !== 'usable' ? history : state;
  const roles = {
    checking: 'dim',
    ok: 'ok',
    fail: 'fail',
    down: 'warn',
    unknown: 'dim',
    stopped: 'dim',
    unfinished: 'warn',
  } as const;
  return span(roles[told], words.home.states[told]);
}
