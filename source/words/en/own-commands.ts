/**
 * The shell's own commands, for people: `usage` as it is typed, `does` in a line, and what more there is to know.
 * `shell/own-commands.ts` has their names; the compiler and a test keep the two together.
 */
export const ownCommands = {
  help: {
    usage: 'help [COMMAND]',
    does: 'this page, or what a command does',
    more: ['Knows the commands of Redis and those of the shell: help SET, help :dbsize.'],
  },
  clear: { usage: 'clear', does: 'an empty screen', more: ['The scrollback of the terminal stays.'] },
  quit: { usage: 'quit', does: 'leave the shell', more: ['Ctrl-D on an empty line does it too.'] },
  ':dbsize': {
    usage: ':dbsize',
    does: 'keys of every master, and of all together',
    more: ['DBSIZE itself counts the keys of the node that the prompt is on, and of no other.'],
  },
};
