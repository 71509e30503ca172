import { browseHistory, changeHistory } from './browse-history.ts';
import { nextPosition, previousPosition, snapPosition } from './graphemes.ts';
import { type EditCommand, type EditEvent, type EditRun, emptyLine, type LineState } from './line-state.ts';
import { joinPasted, linesOfPaste } from './paste-lines.ts';
import { keepStep, undoEdit } from './undo-edit.ts';
import { isNoBlank, isWord, wordEnd, wordStart } from './word-bounds.ts';

/** The line after one event. Emacs's keys as readline has them. */
export function editLine(before: LineState, event: EditEvent): LineState {
  const after = change(before, event);
  const run = after === before ? undefined : runOf(event);
  const undo = stepsAfter(before, after, event, run);
  if (after === before && run === before.run) return before;
  const { run: _, ...state } = after;
  return run ? { ...state, undo, run } : { ...state, undo };
}

function change(state: LineState, event: EditEvent): LineState {
  switch (event.type) {
    case 'typed':
      return insert(state, event.text);
    case 'pasted':
      return paste(state, event.text);
    case 'edit':
      return applyCommand(state, event.command);
    case 'replaced':
      return { ...still(state), text: event.text, cursor: event.cursor ?? event.text.length };
    case 'taken': {
      const [next = '', ...waiting] = state.waiting;
      return { ...still(state), text: next, cursor: next.length, waiting };
    }
    case 'dropped':
      return { ...emptyLine(state.history), killed: state.killed };
    case 'history-changed':
      return changeHistory(state, event.history);
  }
}

const runs: Readonly<Partial<Record<EditCommand, EditRun>>> = {
  'delete-left': 'deleting',
  'delete-right': 'deleting',
  'delete-word-left': 'killing',
  'delete-word-right': 'killing',
  'delete-to-blank-left': 'killing',
  'delete-to-start': 'killing',
  'delete-to-end': 'killing',
  'history-older': 'browsing',
  'history-newer': 'browsing',
};

function runOf(event: EditEvent): EditRun | undefined {
  if (event.type === 'typed') return 'typing';
  return event.type === 'edit' ? runs[event.command] : undefined;
}

/** What can be undone after an event. A run is one step, but of deleted words and lines each is one. */
function stepsAfter(before: LineState, after: LineState, event: EditEvent, run: EditRun | undefined) {
  if (event.type === 'taken' || event.type === 'dropped') return [];
  const isUndo = event.type === 'edit' && event.command === 'undo';
  const goesOn = run !== undefined && run === before.run && run !== 'killing';
  if (isUndo || goesOn || after.text === before.text) return after.undo;
  return keepStep(before.undo, before);
}

/** The state without browsing: what is shown is now the line itself. */
function still({ browsing: _, ...state }: LineState): LineState {
  return state;
}

function insert(state: LineState, text: string): LineState {
  if (text === '') return state;
  const after = state.text.slice(state.cursor);
  const before = state.text.slice(0, state.cursor) + text;
  // A joiner or an accent may merge with the character before it: the cursor stays behind the whole.
  return { ...still(state), text: before + after, cursor: snapUp(before + after, before.length) };
}

function paste(state: LineState, text: string): LineState {
  const lines = linesOfPaste(text);
  if (lines.length <= 1) return insert(state, lines[0] ?? '');
  const [first = '', ...others] = joinPasted(state, lines);
  const cursor = first.length;
  return { ...still(state), text: first, cursor, waiting: [...others, ...state.waiting] };
}

function applyCommand(state: LineState, command: EditCommand): LineState {
  const { text, cursor } = state;
  switch (command) {
    case 'line-start':
      return moveTo(state, 0);
    case 'line-end':
      return moveTo(state, text.length);
    case 'character-left':
      return moveTo(state, previousPosition(text, cursor));
    case 'character-right':
      return moveTo(state, nextPosition(text, cursor));
    case 'word-left':
      return moveTo(state, wordStart(text, cursor, isWord));
    case 'word-right':
      return moveTo(state, wordEnd(text, cursor, isWord));
    case 'delete-left':
      return remove(state, previousPosition(text, cursor), cursor);
    case 'delete-right':
      return remove(state, cursor, nextPosition(text, cursor));
    case 'delete-word-left':
      return kill(state, wordStart(text, cursor, isWord), cursor);
    case 'delete-word-right':
      return kill(state, cursor, wordEnd(text, cursor, isWord));
    case 'delete-to-blank-left':
      return kill(state, wordStart(text, cursor, isNoBlank), cursor);
    case 'delete-to-start':
      return kill(state, 0, cursor);
    case 'delete-to-end':
      return kill(state, cursor, text.length);
    case 'put-back':
      return insert(state, state.killed);
    case 'swap-characters':
      return swap(state);
    case 'undo':
      return undoEdit(state);
    case 'history-older':
      return browseHistory(state, 'older');
    case 'history-newer':
      return browseHistory(state, 'newer');
  }
}

function moveTo(state: LineState, cursor: number): LineState {
  return cursor === state.cursor ? state : { ...state, cursor };
}

function remove(state: LineState, from: number, to: number): LineState {
  if (from === to) return state;
  const text = state.text.slice(0, from) + state.text.slice(to);
  return { ...still(state), text, cursor: snapPosition(text, from) };
}

/** Deletes for Ctrl-Y. What is deleted in a row comes back as one: to the left of it what was deleted leftwards. */
function kill(state: LineState, from: number, to: number): LineState {
  if (from === to) return state;
  const taken = state.text.slice(from, to);
  const earlier = state.run === 'killing' ? state.killed : '';
  const killed = to === state.cursor ? taken + earlier : earlier + taken;
  return { ...remove(state, from, to), killed };
}

/** As readline's transpose-chars: the characters around the cursor, or the last two at the end. */
function swap(state: LineState): LineState {
  const { text } = state;
  const middle = state.cursor === text.length ? previousPosition(text, state.cursor) : state.cursor;
  const from = previousPosition(text, middle);
  const to = nextPosition(text, middle);
  if (from === middle || middle === to) return state;
  const swapped = text.slice(middle, to) + text.slice(from, middle);
  return { ...still(state), text: text.slice(0, from) + swapped + text.slice(to), cursor: to };
}

/** The nearest position at or after `at`. */
function snapUp(text: string, at: number): number {
  const down = snapPosition(text, at);
  return down === at ? at : nextPosition(text, down);
}
