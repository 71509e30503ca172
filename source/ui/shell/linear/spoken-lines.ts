import type { LinePreview } from '../../../shell/preview/line-preview.ts';
import type { Words } from '../../../words/words.ts';
import { lineText } from '../../components/line.ts';
import type { Theme } from '../../theme.ts';
import { drawLive } from '../draw-live.ts';
import type { ShellState } from '../shell-state.ts';

/** Seconds after which a running command is said to run still, and the pause until it is said again. */
const firstReminder = 5;
const reminderPause = 30;

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
  if (state.search) return [state.search.matches[state.search.chosen] ?? words.editor.search.noMatch];
  const { running } = state;
  if (running && !state.question && !state.menu && !running.stopping && !isReminder(running.seconds))
    return [];
  const live = drawLive({ ...state, live: 'none' }, { width, rows, words, theme, preview: () => nothing });
  // Above them are an empty row and the prompt.
  return live.lines
    .slice(2)
    .map(line => lineText(line).trim())
    .filter(text => text !== '' && text !== words.shell.hint);
}

function isReminder(seconds: number): boolean {
  return seconds === firstReminder || (seconds > 0 && seconds % reminderPause === 0);
}
