import type { Words } from '../../words/words.ts';
import { keyHintLine } from '../components/key-hints.ts';
import { fitLine, type Line, line, type Span, span } from '../components/line.ts';
import { type Cell, tableLines } from '../components/table-lines.ts';
import { padText, textWidth, wrapText } from '../components/text-width.ts';
import { windowRows } from '../components/window-rows.ts';
import { escapeText } from '../escape-text.ts';
import type { Theme } from '../theme.ts';
import { formatAgo } from './format-ago.ts';
import { type HomeState, type KnownState, ways } from './home-state.ts';

/** From this width on, in columns, what a way is stands beside it; else below it. */
const besideFrom = 80;
/** Rows of the screen that are not the list of clusters, with the ways' explanations beside them. */
const rowsAround = 13;

/** The home screen: the name, the three ways, the clusters that are known, the keys; never more than rows - 1 rows. */
export function homeLines(state: HomeState, now: Date, words: Words, theme: Theme): Line[] {
  const width = Math.max(20, state.size.columns - 1);
  const { home } = words;
  const lines: Line[] = [
    [],
    line(' ', span('strong', home.name), '  ', ...emblem(theme)),
    ...wrapText(home.tagline, width - 1).map(text => line(' ', span('dim', text))),
    [],
    line(' ', span('accent', home.start)),
    ...wayLines(state, words),
    [],
    ...knownLines(state, now, words, width),
    keyHintLine(
      [
        { keys: '↑ ↓', does: home.keys.choose },
        { keys: 'Enter', does: home.keys.open },
        { keys: `1-${Math.min(9, ways.length + state.clusters.length)}`, does: home.keys.atOnce },
        { keys: 'q', does: home.keys.leave },
      ],
      width,
    ),
  ];
  return lines.map(each => fitLine(each, width)).slice(0, Math.max(1, state.size.rows - 1));
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

function knownLines(state: HomeState, now: Date, words: Words, width: number): Line[] {
  if (state.clusters.length === 0) return [];
  const { home } = words;
  const below = state.size.columns >= besideFrom ? 0 : ways.length;
  const room = Math.max(3, state.size.rows - 1 - rowsAround - below);
  const {
    from,
    to,
    above,
    below: after,
  } = windowRows(state.clusters.length, room, state.marked - ways.length);
  const rows = state.clusters.map((cluster, index): Cell[] => {
    const marked = index + ways.length === state.marked;
    const where = home.nodesFrom(escapeText(cluster.nodes[0] ?? ''), Math.max(0, cluster.nodes.length - 1));
    return [
      span(marked ? 'strong' : 'plain', escapeText(cluster.name)),
      cluster.onThisMachine ? home.onThisMachine : where,
      span('dim', formatAgo(cluster.lastUsed, now, words)),
      knownStateCell(state.states[index] ?? 'unknown', words),
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
    ...more(above),
    ...table.slice(from, to).map((row, index) => line(...markOf(from + index + ways.length, state), ...row)),
    ...more(after),
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

function knownStateCell(state: KnownState, words: Words): Span {
  const roles = { checking: 'dim', ok: 'ok', fail: 'fail', down: 'warn', unknown: 'dim' } as const;
  return span(roles[state], words.home.states[state]);
}
