import type { Key } from './key.ts';

/**
 * Which keys give which command; components ask `isCommand`, and no key is written anywhere else.
 * A binding is a key's name, the one character that is typed, or two keys in a row with a space between them.
 */
export const keyBindings = {
  // --- screens with choices
  'choose-next': ['down', 'ctrl-n', 'j'],
  'choose-previous': ['up', 'ctrl-p', 'k'],
  'choose-right': ['right', 'tab', 'l'],
  'choose-left': ['left', 'shift-tab', 'h'],
  accept: ['enter'],
  toggle: [' '],
  back: ['escape'],
  leave: ['q', 'ctrl-c'],
  interrupt: ['ctrl-c'],
  yes: ['y', 'Y'],
  no: ['n', 'N'],
  'edit-first': ['e', 'E'],
  'show-plan': ['p'],
  'show-command': ['c'],
  retry: ['r'],
  skip: ['s'],
  'take-back': ['u'],
  'scroll-down': ['page-down', ' '],
  'scroll-up': ['page-up', 'b'],

  // --- a recording
  'replay-pause': [' '],
  'replay-step': ['.'],

  // --- the list of lessons
  'lesson-reset': ['r'],
  // --- a lesson that is shown to a room: Space, and what clickers send
  'lesson-go': [' ', 'enter', 'page-down', 'right'],
  // --- a lesson that plays by itself
  'lesson-leave': ['q', 'ctrl-c', 'ctrl-d', 'escape'],

  // --- a line being edited
  'line-start': ['ctrl-a', 'home'],
  'line-end': ['ctrl-e', 'end'],
  'character-left': ['left', 'ctrl-b'],
  'character-right': ['right', 'ctrl-f'],
  'word-left': ['alt-b', 'alt-left', 'ctrl-left'],
  'word-right': ['alt-f', 'alt-right', 'ctrl-right'],
  'delete-left': ['backspace', 'shift-backspace'],
  'delete-right': ['delete', 'ctrl-d'],
  'delete-word-left': ['alt-backspace', 'ctrl-backspace'],
  'delete-word-right': ['alt-d', 'alt-delete', 'ctrl-delete'],
  'delete-to-blank-left': ['ctrl-w'],
  'delete-to-start': ['ctrl-u'],
  'delete-to-end': ['ctrl-k'],
  'put-back': ['ctrl-y'],
  'swap-characters': ['ctrl-t'],
  undo: ['ctrl-_', 'ctrl-/', 'ctrl-x ctrl-u'],
  'history-older': ['up', 'ctrl-p'],
  'history-newer': ['down', 'ctrl-n'],

  // --- a search in the history, as a list with the newest line on top
  'search-history': ['ctrl-r'],
  'search-older': ['ctrl-r', 'down', 'ctrl-n'],
  'search-newer': ['ctrl-s', 'up', 'ctrl-p'],
  'search-take': ['tab', 'right'],
  'search-anew': ['ctrl-u', 'ctrl-w'],
  'search-close': ['escape', 'ctrl-g'],

  // --- the shell
  'run-line': ['enter'],
  'leave-shell': ['ctrl-d'],
  'clear-screen': ['ctrl-l'],
  'cycle-live': ['f2'],
  complete: ['tab'],
  'menu-next': ['tab', 'down', 'ctrl-n'],
  'menu-previous': ['shift-tab', 'up', 'ctrl-p'],
  'menu-take': ['enter', 'right'],
  'menu-close': ['escape'],
} as const satisfies Record<string, readonly string[]>;

export type KeyCommand = keyof typeof keyBindings;

/** Does the key give the command? Both sides may have several answers: screens ask in the order that they mean. */
export function isCommand(key: Key, command: KeyCommand): boolean {
  const said = key.name === 'text' ? key.text : key.name;
  return (keyBindings[command] as readonly string[]).includes(said ?? '');
}

/** The first of the commands that the key gives. */
export function commandOf<C extends KeyCommand>(key: Key, commands: readonly C[]): C | undefined {
  return commands.find(command => isCommand(key, command));
}
