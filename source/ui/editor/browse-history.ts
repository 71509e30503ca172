import type { LineState } from './line-state.ts';
import { textPattern } from './text-pattern.ts';

/**
 * The next line of the history that begins with what is typed before the cursor, its case aside; past the newest one the line
 * that was being typed is there again. The same state when there is none.
 */
export function browseHistory(state: LineState, towards: 'older' | 'newer'): LineState {
  if (towards === 'newer' && !state.browsing) return state;
  const browsing = state.browsing ?? {
    index: state.history.length,
    prefix: state.text.slice(0, state.cursor),
    draft: state.text,
  };
  const step = towards === 'older' ? -1 : 1;
  const begins = textPattern(browsing.prefix, 'at-start');
  for (let index = browsing.index + step; index >= 0; index += step) {
    const line = state.history[index];
    if (line === undefined) return toDraft(state);
    if (line !== state.text && begins.test(line)) {
      return { ...state, text: line, cursor: line.length, browsing: { ...browsing, index } };
    }
  }
  return state;
}

/** The state with another history; the line of it that is shown stays where it is now. */
export function changeHistory(state: LineState, history: readonly string[]): LineState {
  const { browsing, ...others } = state;
  const index = browsing ? history.lastIndexOf(state.text) : -1;
  return browsing && index >= 0
    ? { ...state, history, browsing: { ...browsing, index } }
    : { ...others, history };
}

function toDraft({ browsing, ...state }: LineState): LineState {
  if (!browsing) return state;
  return { ...state, text: browsing.draft, cursor: browsing.prefix.length };
}
