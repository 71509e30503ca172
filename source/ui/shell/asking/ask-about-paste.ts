import type { Words } from '../../../words/words.ts';
import { editLine } from '../../editor/edit-line.ts';
import { joinPasted, linesOfPaste } from '../../editor/paste-lines.ts';
import { escapeText } from '../../escape-text.ts';
import { maskGiven } from '../naming/mask-line.ts';
import type { ShellState } from '../shell-state.ts';

/** Lines of a paste that are shown; of more than these the last row says how many there are. */
const mostShown = 3;
/** Characters of a line that can fit on a row. */
const longestShown = 500;

/** A pasted text: one line is typed text; several are commands, and run only when the person says so. */
export function takePaste(state: ShellState, text: string, words: Words): ShellState {
  const pasted = linesOfPaste(text);
  if (pasted.length <= 1) return { ...state, line: editLine(state.line, { type: 'pasted', text }) };
  const lines = joinPasted(state.line, pasted);
  const { asked, runs, drops, edits, more } = words.editor.paste;
  const shown = lines.slice(0, lines.length > mostShown ? mostShown - 1 : mostShown);
  const rest = lines.length - shown.length;
  return {
    ...state,
    question: {
      about: [],
      quoted: [...shown.map(showLine), ...(rest > 0 ? [more(rest)] : [])],
      asked: asked(lines.length),
      choices: [
        { key: 'yes', says: runs, answer: { do: 'run-lines', lines } },
        { key: 'no', says: drops, answer: { do: 'nothing' } },
        { key: 'edit-first', says: edits, answer: { do: 'edit-lines', text } },
      ],
      // Nothing runs, and nothing is lost.
      onEnter: { do: 'edit-lines', text },
      onDecline: { do: 'nothing' },
    },
  };
}

function showLine(line: string): string {
  return escapeText(maskGiven(line.slice(0, longestShown)));
}
