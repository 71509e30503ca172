import type { Words } from '../../words/words.ts';
import { formatDuration } from '../components/format-duration.ts';
import { type KeyHint, keyHintLine } from '../components/key-hints.ts';
import { fitLine, type Line, line, span } from '../components/line.ts';
import { progressLine } from '../components/progress-line.ts';
import { padText, textWidth } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import { nextLine } from './next-lines.ts';
import { lastScroll } from './page-lines.ts';
import { lastQuestionScroll } from './question-page.ts';
import { resultLines } from './result-lines.ts';
import { layoutScreen } from './screen-layout.ts';
import { allExhibits, answerChoices, currentStep, type ScreenState } from './screen-state.ts';

const widestBar = 48;

/** The lines under the body: the command by hand, the progress, and the keys or the question whether to leave. */
export function bottomLines(state: ScreenState, words: Words): Line[] {
  const { width, airy } = layoutScreen(state.size);
  const space: Line[] = airy ? [[]] : [];
  return [
    ...space,
    ...(state.lingering
      ? [endLine(state, words), line(' ', ...nextLine(state.next, words, width - 1))]
      : [byHandLine(state, words), overallLine(state, words, width)]
    ).map(row => fitLine(row, width)),
    ...space,
    fitLine(lastLine(state, words, width), width),
  ];
}

/** The guide's command of the step that is under way, on one line; what does not fit is seen with a key. */
function byHandLine({ setup }: ScreenState, words: Words): Line {
  const step = currentStep(setup);
  const [first, ...others] = step?.byHand ?? [];
  if (!first) return [];
  const command = escapeText(first.command.split('\n').join(' ; '));
  const more = others.length > 0 ? ` (${words.setup.more(others.length)})` : '';
  return line(' ', span('accent', label(words.setup.byHand, words)), command, span('dim', more));
}

/** How it ended, while one looks at what was shown. */
function endLine({ setup, next }: ScreenState, words: Words): Line {
  return line(' ', ...(resultLines(setup, next, words, Number.POSITIVE_INFINITY)[0] ?? []));
}

/** The words before the two lines, equally wide. */
function label(text: string, words: Words): string {
  const width = Math.max(textWidth(words.setup.byHand), textWidth(words.setup.progress));
  return padText(text, width + 2);
}

function overallLine({ setup }: ScreenState, words: Words, width: number): Line {
  const lead = label(words.setup.progress, words);
  const told = `  ${String(Math.floor(setup.progress * 100)).padStart(3)} %   ${formatDuration(setup.at, words, true)}`;
  const bar = Math.max(8, Math.min(widestBar, width - 1 - textWidth(lead) - textWidth(told)));
  return line(' ', span('dim', lead), ...progressLine(setup.progress, bar), told);
}

function lastLine(state: ScreenState, words: Words, width: number): Line {
  if (state.leaving === 'sure' || state.leaving === 'at-once') {
    const atOnce = line('  ', span('accent', 'Ctrl-C'), span('dim', ` ${words.setup.leaveAtOnce}`));
    return line(' ', span('warn', words.setup.leaving), ...atOnce);
  }
  if (state.leaving === 'asking') {
    return line(
      ' ',
      span('warn', words.setup.leaveQuestion),
      '  ',
      span('accent', 'y'),
      ' / ',
      span('accent', 'n'),
      span('dim', `   ${words.setup.leaveComfort}`),
    );
  }
  return keyHintLine(keyHints(state, words), width);
}

function keyHints(state: ScreenState, words: Words): KeyHint[] {
  const { keys } = words.setup;
  const leave = { keys: 'Ctrl-C', does: keys.leave };
  const last = state.page === 'work' ? lastQuestionScroll(state, words) : lastScroll(state, words);
  const scroll = last > 0 ? [{ keys: '↑ ↓', does: keys.scroll }] : [];
  if (state.lingering) {
    const pages = allExhibits(state.setup).length > 1 ? [{ keys: '← →', does: keys.pages }] : [];
    return [{ keys: 'Enter', does: keys.shell }, ...pages, ...scroll, { keys: 'q', does: keys.finish }];
  }
  if (state.page !== 'work') return [...scroll, { keys: 'Esc', does: keys.back }, leave];
  const pages = [
    { keys: 'p', does: keys.plan },
    { keys: 'c', does: keys.command },
  ];
  const { question } = state.setup;
  if (!question || state.answer) return [...pages, leave];
  if (question.kind === 'secret') {
    return [{ keys: 'Enter', does: keys.accept }, { keys: 'Esc', does: keys.giveNone }, ...scroll, leave];
  }
  const answers = answerChoices(question).map(({ command }) => ({
    keys: answerKeys[command],
    does: keys[command],
  }));
  return [...answers, ...scroll, ...pages, leave];
}

const answerKeys = { yes: 'y', no: 'n', retry: 'r', skip: 's', 'take-back': 'u', leave: 'q' } as const;
