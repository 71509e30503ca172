import { nextPosition, previousPosition, snapPosition } from './graphemes.ts';

/** A line being edited. */
export interface LineState {
  /** What is typed: one line, raw. */
  text: string;
  /** Before which character the cursor stands: an index into `text` (UTF-16), between two graphemes. */
  cursor: number;
  /** What was deleted last by a word or a line, for Ctrl-Y. */
  killed: string;
  /** Lines given before, oldest first. */
  history: readonly string[];
  /** Which of them is shown instead of the line that was being typed. */
  browsing?: { index: number; draft: string };
  /** Lines of a paste that wait until the ones before them were run, each by an Enter of its own. */
  waiting: readonly string[];
}

export type EditCommand =
  | 'line-start'
  | 'line-end'
  | 'character-left'
  | 'character-right'
  | 'word-left'
  | 'word-right'
  | 'delete-left'
  | 'delete-right'
  | 'delete-word-left'
  | 'delete-word-right'
  | 'delete-to-start'
  | 'delete-to-end'
  | 'put-back'
  | 'swap-characters'
  | 'history-older'
  | 'history-newer';

export type EditEvent =
  | { type: 'typed'; text: string }
  /** Newlines run nothing: the first line is inserted, the others wait in `waiting`. */
  | { type: 'pasted'; text: string }
  | { type: 'edit'; command: EditCommand }
  /** The line was taken; the next waiting one is offered, else an empty one. */
  | { type: 'taken' }
  /** Everything typed and waiting is dropped. */
  | { type: 'dropped' }
  | { type: 'history-changed'; history: readonly string[] };

/** An empty line. */
export function emptyLine(history: readonly string[] = []): LineState {
  return { text: '', cursor: 0, killed: '', history, waiting: [] };
}

/** The line after one event. Emacs's keys as readline has them. */
export function editLine(state: LineState, event: EditEvent): LineState {
  switch (event.type) {
    case 'typed':
      return insert(state, event.text);
    case 'pasted':
      return paste(state, event.text);
    case 'edit':
      return applyCommand(state, event.command);
    case 'taken': {
      const [next = '', ...waiting] = state.waiting;
      return { ...still(state), text: next, cursor: next.length, waiting };
    }
    case 'dropped':
      return { ...still(state), text: '', cursor: 0, waiting: [] };
    case 'history-changed':
      return { ...still(state), history: event.history };
  }
}

/** The state without browsing: what is shown is now the line itself. */
function still({ browsing: _, ...state }: LineState): LineState {
  return state;
}

function insert(state: LineState, text: string): LineState {
  const after = state.text.slice(state.cursor);
  const before = state.text.slice(0, state.cursor) + text;
  // A joiner or an accent may merge with the character before it: the cursor stays behind the whole.
  return { ...still(state), text: before + after, cursor: snapUp(before + after, before.length) };
}

function paste(state: LineState, text: string): LineState {
  const [first = '', ...others] = text.replace(/^\n+|\n+$/g, '').split(/\n+/);
  const last = others.pop();
  if (last === undefined) return insert(state, first);
  const before = state.text.slice(0, state.cursor) + first;
  const after = state.text.slice(state.cursor);
  return {
    ...still(state),
    text: before,
    cursor: before.length,
    waiting: [...others, last + after, ...state.waiting],
  };
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
      return moveTo(state, wordEnd(text, cursor));
    case 'delete-left':
      return remove(state, previousPosition(text, cursor), cursor);
    case 'delete-right':
      return remove(state, cursor, nextPosition(text, cursor));
    case 'delete-word-left':
      return kill(state, wordStart(text, cursor, isNoSpace), cursor);
    case 'delete-word-right':
      return kill(state, cursor, wordEnd(text, cursor));
    case 'delete-to-start':
      return kill(state, 0, cursor);
    case 'delete-to-end':
      return kill(state, cursor, text.length);
    case 'put-back':
      return insert(state, state.killed);
    case 'swap-characters':
      return swap(state);
    case 'history-older':
      return browse(state, (state.browsing?.index ?? state.history.length) - 1);
    case 'history-newer':
      return state.browsing ? browse(state, state.browsing.index + 1) : state;
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

function kill(state: LineState, from: number, to: number): LineState {
  return from === to ? state : { ...remove(state, from, to), killed: state.text.slice(from, to) };
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

/** Shows a line of the history; one past its end is the draft again. */
function browse(state: LineState, index: number): LineState {
  if (index < 0 || index > state.history.length) return state;
  const draft = state.browsing?.draft ?? state.text;
  const text = state.history[index] ?? draft;
  if (index === state.history.length) return { ...still(state), text, cursor: text.length };
  return { ...state, text, cursor: text.length, browsing: { index, draft } };
}

const isWord = (character: string) => /[\p{L}\p{N}\p{M}]/u.test(character);
const isNoSpace = (character: string) => /\S/.test(character);

/** Left over what is no word, then over the word. */
function wordStart(text: string, cursor: number, belongs: (character: string) => boolean): number {
  let at = cursor;
  const left = () => text.slice(previousPosition(text, at), at);
  while (at > 0 && !belongs(left())) at = previousPosition(text, at);
  while (at > 0 && belongs(left())) at = previousPosition(text, at);
  return at;
}

function wordEnd(text: string, cursor: number): number {
  let at = cursor;
  const right = () => text.slice(at, nextPosition(text, at));
  while (at < text.length && !isWord(right())) at = nextPosition(text, at);
  while (at < text.length && isWord(right())) at = nextPosition(text, at);
  return at;
}

/** The nearest position at or after `at`. */
function snapUp(text: string, at: number): number {
  const down = snapPosition(text, at);
  return down === at ? at : nextPosition(text, down);
}
