import type { Words } from '../../words/words.ts';
import { type KeyHint, keyHintLine } from '../components/key-hints.ts';
import { fitLine, type Line, line, type Span, span } from '../components/line.ts';
import { type Cell, tableLines } from '../components/table-lines.ts';
import { wrapText } from '../components/text-width.ts';
import { windowRows } from '../components/window-rows.ts';
import { escapeText } from '../escape-text.ts';
import type { LessonListState, ListedLesson } from './lesson-list-state.ts';
import { joinLines } from './shows.ts';

/** The list of lessons: each with its minutes and how far one is, what it is about, the keys; never more than rows - 1 rows. */
export function lessonListLines(state: LessonListState, words: Words): Line[] {
  const { lessons, marked, size } = state;
  const { list } = words.lessonScreen;
  const width = Math.max(20, size.columns - 1);
  const height = Math.max(1, size.rows - 1);
  const above: Line[] = [
    [],
    line(' ', span('strong', list.title)),
    ...wrapText(list.about, width - 1).map(text => line(' ', span('dim', text))),
    [],
  ];
  const keys = keyHintLine(hintsOf(state, words), width);
  // What each is about stands under it where there is room, else what the marked one is about, under them all.
  const isRoomy = above.length + 2 * lessons.length + 2 <= height;
  const below = isRoomy ? [[]] : [[], ...aboutLines(lessons[marked], width), []];
  const room = Math.max(3, height - above.length - below.length - 1);
  const part = windowRows(lessons.length, isRoomy ? lessons.length : room, marked);
  const more = (count: number): Line[] =>
    count === 0 ? [] : [line('      ', span('dim', list.more(count)))];
  const rows = lessonRows(state, words, width)
    .slice(part.from, part.to)
    .flatMap((row, at) => [row, ...(isRoomy ? aboutLines(lessons[part.from + at], width).slice(0, 1) : [])]);
  const body = [...more(part.above), ...rows, ...more(part.below)];
  const shown = [...above, ...body, ...below].slice(0, height - 1);
  return [...shown, keys].map(each => fitLine(each, width));
}

function lessonRows({ lessons, marked }: LessonListState, { lessonScreen }: Words, width: number): Line[] {
  const { list } = lessonScreen;
  const cells = lessons.map(({ title, minutes, progress }, index): Cell[] => [
    span(index === marked ? 'strong' : 'plain', escapeText(title)),
    span('dim', list.minutes(minutes)),
    progress === 'done'
      ? span('ok', `✓ ${list.done}`)
      : progress
        ? span('warn', `▸ ${list.at(progress.at, progress.of)}`)
        : '',
  ]);
  const table = tableLines([{ yields: 1, atLeast: 12 }, { align: 'right', yields: 2 }, {}], cells, width - 6);
  return table.map((row, index) => line(...markOf(index, marked), ...row));
}

/** The mark and the number before a lesson, as on the home screen. */
function markOf(index: number, marked: number): Span[] {
  return [
    span('accent', index === marked ? ' › ' : '   '),
    span('dim', index < 9 ? `${index + 1}  ` : '   '),
  ];
}

function aboutLines(lesson: ListedLesson | undefined, width: number): Line[] {
  if (!lesson) return [];
  return wrapText(escapeText(joinLines(lesson.about)), width - 6).map(text =>
    line('      ', span('dim', text)),
  );
}

function hintsOf({ lessons, marked }: LessonListState, { lessonScreen }: Words): KeyHint[] {
  const { keys } = lessonScreen.list;
  const progress = lessons[marked]?.progress;
  const begins = progress === undefined ? keys.begin : progress === 'done' ? keys.again : keys.goOn;
  return [
    { keys: '↑ ↓', does: keys.choose },
    { keys: 'Enter', does: begins },
    ...(progress ? [{ keys: 'r', does: keys.reset }] : []),
    { keys: 'Esc', does: keys.back },
    { keys: 'q', does: keys.leave },
  ];
}
