import type { Key } from './key.ts';

/** The key that begins a command of two keys, as in Emacs. */
const CHORD_START = 'ctrl-x';

/** Keys with each Ctrl-X and the control key after it as one key, `ctrl-x ctrl-u`. */
export interface JoinedKeys {
  keys: Key[];
  /** Ctrl-X was the last key: give this along with the next ones. */
  open: boolean;
}

/** Joins chords; a Ctrl-X before any other key was a slip and is forgotten. */
export function joinChords(open: boolean, keys: readonly Key[]): JoinedKeys {
  const joined: Key[] = [];
  let isOpen = open;
  for (const key of keys) {
    if (isOpen && key.name.startsWith('ctrl-')) joined.push({ name: `${CHORD_START} ${key.name}` });
    else if (key.name !== CHORD_START) joined.push(key);
    isOpen = !isOpen && key.name === CHORD_START;
  }
  return { keys: joined, open: isOpen };
}
