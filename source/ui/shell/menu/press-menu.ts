import type { Candidate } from '../../../shell/complete/candidates-at.ts';
import { type Completion, commonStart } from '../../../shell/complete/complete-line.ts';
import { editLine } from '../../editor/edit-line.ts';
import type { Key } from '../../keys/key.ts';
import { commandOf, isCommand } from '../../keys/key-bindings.ts';
import type { ShellState } from '../shell-state.ts';
import { completionAt, type Menu } from './menu.ts';

/** What a key does to the menu, or Tab without one; undefined for a key that is not about it. */
export function pressMenu(state: ShellState, key: Key): ShellState | undefined {
  const { menu } = state;
  if (!menu) return isCommand(key, 'complete') ? complete(state) : undefined;
  const walk = (by: number): ShellState => {
    const { length } = menu.candidates;
    return { ...state, menu: { ...menu, chosen: (menu.chosen + by + length) % length } };
  };
  switch (commandOf(key, ['menu-next', 'menu-previous', 'menu-take', 'menu-close'])) {
    case 'menu-next':
      return walk(1);
    case 'menu-previous':
      return walk(-1);
    case 'menu-take':
      return take(state, menu, menu.candidates[menu.chosen]);
    case 'menu-close':
      return closeMenu(state);
    default:
      return undefined;
  }
}

/** The menu after a key that was not about it: typing narrows it, anything else closes it. */
export function followMenu(before: ShellState, after: ShellState): ShellState {
  const { menu } = before;
  if (!menu || after.menu !== menu) return after;
  const closed = closeMenu(after);
  if (after.line.text === before.line.text) return closed;
  const completion = completionAt(after);
  if (completion?.from !== menu.from || isTyped(after, completion)) return closed;
  return { ...after, menu: { ...completion, chosen: 0 } };
}

/** Tab: what all candidates begin with is typed; a single one is taken, of several the menu opens. */
function complete(state: ShellState): ShellState {
  const completion = completionAt(state);
  if (!completion) return state;
  const { from, to, candidates } = completion;
  if (candidates.length === 1) return take(state, completion, candidates[0]);
  const start = commonStart(completion);
  const begun = start.length > to - from ? put(state, completion, start) : state;
  return { ...begun, menu: { ...completion, to: begun.line.cursor, chosen: 0 } };
}

/** The candidate takes the place of what was typed of it; a blank follows a whole word. */
function take(state: ShellState, completion: Completion, candidate: Candidate | undefined): ShellState {
  if (!candidate) return closeMenu(state);
  const isInFront = /^\s/.test(state.line.text.slice(completion.to));
  const blank = candidate.isWhole && !isInFront ? ' ' : '';
  return closeMenu(put(state, completion, candidate.text + blank));
}

function put(state: ShellState, { from, to }: Pick<Menu, 'from' | 'to'>, word: string): ShellState {
  const { text } = state.line;
  const before = text.slice(0, from) + word;
  return {
    ...state,
    line: editLine(state.line, {
      type: 'replaced',
      text: before + text.slice(to),
      cursor: before.length,
    }),
  };
}

/** Is the only candidate typed out? Then Enter is about the line. */
function isTyped({ line }: ShellState, { from, to, candidates }: Completion): boolean {
  const [only] = candidates;
  return candidates.length === 1 && only?.text.toLowerCase() === line.text.slice(from, to).toLowerCase();
}

function closeMenu({ menu: _, ...state }: ShellState): ShellState {
  return state;
}
