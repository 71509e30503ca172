import type { LinePreview } from '../../../shell/preview/line-preview.ts';
import type { Words } from '../../../words/words.ts';
import { lineText } from '../../components/line.ts';
import { chosenLine } from '../../editor/search-history.ts';
import { escapeText } from '../../escape-text.ts';
import type { Theme } from '../../theme.ts';
import { markedAnswer } from '../aside/aside.ts';
import { drawLive } from '../live/draw-live.ts';
import { chosenMark } from '../menu/draw-menu.ts';
import type { ShellState } from '../shell-state.ts';

/** Seconds after which a running command is said to run still, and the pause until it is said again. */
const firstReminder = 5;
const reminderPause = 30;

/** Characters that are read out of a line of the history. */
const longestSpoken = 500;

/** Enough for all that can stand under a prompt. */
const rows = 24;
const nothing: LinePreview = { keys: [], expect: 'unknown' };

/**
 * What the live region would show under the prompt and a person has to know now, as plain lines: a question, what completion
 * offers, the chosen line of a search, that a command runs still. What changes by itself all the time is not among it, nor what a
 * line would do: that is told on request.
 */
export function spokenLines(
  { streams: _, ...state }: ShellState,
  { width, words, theme }: { width: number; words: Words; theme: Theme },
): string[] {
  if (state.search) {
    const line = chosenLine(state.search);
    return [line === undefined ? words.editor.search.noMatch : escapeText(line.slice(0, longestSpoken))];
  }
  const { running } = state;
  if (running && !state.question && !state.menu && !running.stopping && !isReminder(running.seconds))
    return [];
  const live = drawLive(
    { ...state, live: 'none', ...unanswered(state) },
    { width, rows, words, theme, preview: () => nothing },
  );
  // Above them are an empty row and the prompt.
  const lines = live.lines
    .slice(2)
    .map(line => lineText(line).trim())
    .filter(text => text !== '' && text !== words.shell.hint);
  // Answers are told once; then which one is marked.
  if (state.aside?.isWalked && !state.question) return lines.filter(text => text.startsWith(markedAnswer));
  // A menu is told once; then which one is chosen.
  const isWalked = state.menu !== undefined && state.menu.chosen > 0 && !state.question;
  return isWalked ? lines.filter(text => text.startsWith(chosenMark)) : lines;
}

/** The question as it was asked: what is typed in answer has the row that is typed on. */
function unanswered({ question }: ShellState): Pick<ShellState, 'question'> {
  return question?.spelled ? { question: { ...question, spelled: { ...question.spelled, typed: '' } } } : {};
}

function isReminder(seconds: number): boolean {
  return seconds === firstReminder || (seconds > 0 && seconds % reminderPause === 0);
}
