/** A line being edited. */
export interface LineState {
  /** What is typed: one line, raw. */
  text: string;
  /** Before which character the cursor stands: an index into `text` (UTF-16), between two graphemes. */
  cursor: number;
  /** What was deleted last by a word or a line, for Ctrl-Y. */
  killed: string;
  /** How the line was before its last changes, oldest first. */
  undo: readonly UndoStep[];
  /** What was done last, when the next of its kind belongs to it: one step to undo, one text to put back. */
  run?: EditRun;
  /** Lines given before, oldest first. */
  history: readonly string[];
  /** Set while one of them is shown instead of the line that was being typed. */
  browsing?: Browsing;
  /** Lines of a paste that wait until the ones before them were run, each by an Enter of its own. */
  waiting: readonly string[];
}

/** A line as it was. */
export interface UndoStep {
  text: string;
  cursor: number;
}

export type EditRun = 'typing' | 'deleting' | 'killing' | 'browsing';

/** Which line of the history is shown. */
export interface Browsing {
  index: number;
  /** What was typed before the cursor: only lines that begin with it are shown. */
  prefix: string;
  /** The line that was being typed, whole. */
  draft: string;
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
  | 'delete-to-blank-left'
  | 'delete-to-start'
  | 'delete-to-end'
  | 'put-back'
  | 'swap-characters'
  | 'undo'
  | 'history-older'
  | 'history-newer';

export type EditEvent =
  | { type: 'typed'; text: string }
  /** Newlines run nothing: the first line is inserted, the others wait in `waiting`. */
  | { type: 'pasted'; text: string }
  | { type: 'edit'; command: EditCommand }
  /** Another line takes the place of this one, the cursor at its end, or where it is said. */
  | { type: 'replaced'; text: string; cursor?: number }
  /** The line was taken; the next waiting one is offered, else an empty one. */
  | { type: 'taken' }
  /** Everything typed and waiting is dropped. */
  | { type: 'dropped' }
  | { type: 'history-changed'; history: readonly string[] };

/** An empty line. */
export function emptyLine(history: readonly string[] = []): LineState {
  return { text: '', cursor: 0, killed: '', undo: [], history, waiting: [] };
}
