import { editLine } from '../editor/edit-line.ts';
import { editOfKey } from '../editor/edit-of-key.ts';
import { linesOfPaste } from '../editor/paste-lines.ts';
import {
  chosenLine,
  type HistorySearch,
  openSearch,
  type SearchEvent,
  searchHistory,
} from '../editor/search-history.ts';
import type { Key } from '../keys/key.ts';
import { isCommand } from '../keys/key-bindings.ts';
import type { ShellState } from './shell-state.ts';

/** The shell with a search in its history, for what is typed already. */
export function beginSearch(state: ShellState): ShellState {
  return { ...state, search: openSearch(state.line.history, state.line.text) };
}

/** What a key did while a search was open. */
interface SearchedKey {
  state: ShellState;
  /** The search is closed, and the key is still to be done: Enter runs the line that was taken. */
  goesOn: boolean;
}

/**
 * A key while a search in the history is open. Letters search; the keys of a list walk; Tab and Right take the chosen line into
 * the editor, and so does every key that edits or runs a line, which then does that. Escape gives back what was typed. Pure.
 */
export function searchWithKey(state: ShellState, search: HistorySearch, key: Key): SearchedKey {
  const { search: _, ...closed } = state;
  if (isCommand(key, 'search-close')) return { state: closed, goesOn: false };
  // A command that runs is stopped by it, too; what was typed is not dropped.
  if (isCommand(key, 'interrupt')) return { state: closed, goesOn: state.running !== undefined };
  const event = eventOf(key);
  if (event) {
    return { state: { ...state, search: searchHistory(search, event, state.line.history) }, goesOn: false };
  }
  const isTake = isCommand(key, 'search-take');
  if (!isTake && !isCommand(key, 'run-line') && !editOfKey(key)) return { state, goesOn: false };
  const text = chosenLine(search);
  if (text === undefined) return { state, goesOn: false };
  return { state: { ...closed, line: editLine(state.line, { type: 'replaced', text }) }, goesOn: !isTake };
}

function eventOf(key: Key): SearchEvent | undefined {
  if (key.name === 'text') return { type: 'typed', text: key.text ?? '' };
  if (key.name === 'paste') return { type: 'typed', text: linesOfPaste(key.text ?? '')[0] ?? '' };
  if (isCommand(key, 'search-older')) return { type: 'step', towards: 'older' };
  if (isCommand(key, 'search-newer')) return { type: 'step', towards: 'newer' };
  if (isCommand(key, 'delete-left')) return { type: 'delete', what: 'character' };
  return isCommand(key, 'search-anew') ? { type: 'delete', what: 'all' } : undefined;
}
