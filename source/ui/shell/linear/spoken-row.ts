import type { Words } from '../../../words/words.ts';
import { escapeText } from '../../escape-text.ts';
import { promptSpan } from '../live/draw-prompt.ts';
import { maskTyped } from '../naming/mask-line.ts';
import type { ShellState } from '../shell-state.ts';

/** The row that a person types on: the prompt and the line, secrets covered; empty while there is nothing to type on. */
export function spokenRow(state: ShellState, words: Words): string {
  const { question } = state;
  // An answer that is typed letter by letter stands on a row of its own, as a line does.
  if (question?.spelled) return `${question.asked} ${escapeText(question.spelled.typed)}`;
  if (state.running || question || state.isOver || state.aside?.asks !== undefined) return '';
  if (state.search) return `${words.editor.search.prompt}${escapeText(state.search.query)}`;
  return `${promptSpan(state.view).text}${escapeText(maskTyped(state.line.text))}`;
}
