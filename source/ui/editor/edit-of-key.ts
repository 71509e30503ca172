import type { Key } from '../keys/key.ts';
import { commandOf } from '../keys/key-bindings.ts';
import type { EditCommand, EditEvent } from './line-state.ts';

/** Everything an editor's key can do. */
export const editCommands = [
  'line-start',
  'line-end',
  'character-left',
  'character-right',
  'word-left',
  'word-right',
  'delete-left',
  'delete-right',
  'delete-word-left',
  'delete-word-right',
  'delete-to-blank-left',
  'delete-to-start',
  'delete-to-end',
  'put-back',
  'swap-characters',
  'undo',
  'history-older',
  'history-newer',
] as const satisfies readonly EditCommand[];

/** What a key does to the line; undefined when it is not an editor's key. */
export function editOfKey(key: Key): EditEvent | undefined {
  if (key.name === 'text') return { type: 'typed', text: key.text ?? '' };
  if (key.name === 'paste') return { type: 'pasted', text: key.text ?? '' };
  const command = commandOf(key, editCommands);
  return command && { type: 'edit', command };
}
