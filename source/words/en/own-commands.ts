import { taskCommands } from './task-commands.ts';

/**
 * The shell's own commands, for people: `usage` as it is typed, `does` in a line, and what more there is to know.
 * `shell/line/own-commands.ts` has their names; the compiler and a test keep the two together.
 */
export const ownCommands = {
  help: {
    usage: 'help [COMMAND|@GROUP]',
    does: 'this page, or what a command does and where it goes',
    more: [
      'Knows the commands of Redis and those of the shell: help SET, help CLUSTER SHARDS, help :dbsize.',
      'Lists groups of commands, and ACL categories: help @string, help @dangerous.',
    ],
  },
  clear: { usage: 'clear', does: 'an empty screen', more: ['The scrollback of the terminal stays.'] },
  quit: { usage: 'quit', does: 'leave the shell', more: ['Ctrl-D on an empty line does it too.'] },
  connect: {
    usage: 'connect HOST PORT',
    does: 'go to another node, or to another cluster',
    more: [
      'connect HOST:PORT does the same. A replica is connected to as well. The login stays the one that this shell has.',
      'A transaction and watched keys on the node that is left end with its connection.',
    ],
  },
  why: {
    usage: 'why',
    does: 'what happened last, and why, step by step',
    more: [
      'About the last command, with its own keys, or about what happened to the cluster since: a redirection, an error, a failover, a lost transaction.',
    ],
  },
  ':explain': {
    usage: ':explain KEY',
    does: 'how a key finds its slot, and the slot its node',
    more: ['Nothing is sent: the slot is computed here, and the owner is the one of the slot map.'],
  },
  ':mode': {
    usage: ':mode [follow|strict|smart]',
    does: 'how a command finds its node',
    more: [
      'follow: to the node of the prompt, and on to where MOVED and ASK say, as redis-cli -c does.',
      'strict: to the node of the prompt and nowhere else; a redirection is the reply, as in redis-cli.',
      "smart: to the owner of the key's slot by a cached slot map, as client libraries do. Beside each reply stands what the cache said; a MOVED corrects it and has it read anew with CLUSTER SLOTS. The prompt stays where it is.",
      'In every mode a command is sent 5 times at most.',
    ],
  },
  ':stale': {
    usage: ':stale [KEY]',
    does: 'make the cache of mode smart wrong, to see it mend itself',
    more: [
      'Puts every slot, or the slot of KEY, to the next master in the cache. Nothing is changed in the cluster.',
    ],
  },
  ':trace': {
    usage: ':trace [full|line|off]',
    does: "how much of a command's way is shown",
    more: [
      'full: every hop, with the bytes that were sent. line: the hops of a command that is redirected. off: replies only.',
    ],
  },
  ':where': {
    usage: ':where [LINE]',
    does: 'the cluster with all its nodes as lines, and what LINE would do',
    more: [
      'What stands above and under the prompt, for whoever does not see it there: with --linear, or after F2.',
      'Nothing is sent: :where SET name x tells slot, owner and what to expect.',
    ],
  },
  ':page': {
    usage: ':page [on|off]',
    does: 'the last reply in the pager',
    more: [
      'The pager is $PAGER, else less or more. on: every reply that is higher than the screen is shown there, while it comes. off, as it is at first: never by itself.',
    ],
  },
  ':pretty': {
    usage: ':pretty [on|off]',
    does: 'the last reply laid out: JSON, hashes, entries of streams',
    more: [
      'on: from now on, in place of what redis-cli prints; replies of 1000 items and more stay as they are. off, as it is at first: as redis-cli prints them.',
    ],
  },
  ':nat': {
    usage: ':nat [ANNOUNCED DIALLED | -ANNOUNCED]',
    does: 'where a node is dialled whose announced address does not answer here',
    more: [
      ':nat 172.18.0.3:6374 127.0.0.1:6374 is about one node, :nat 172.18.0.3 127.0.0.1 about every port of a host. :nat lists, :nat -172.18.0.3 removes.',
      'The same from the start: --nat-map 172.18.0.3=127.0.0.1',
    ],
  },
  ...taskCommands,
};
