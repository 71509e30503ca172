const targets = 'Asks all masters; with a target before it only those nodes:';

/** The shell's own commands over the whole cluster, for people. */
export const taskCommands = {
  ':dbsize': {
    usage: ':dbsize',
    does: 'keys of every master, and of all together',
    more: [
      'DBSIZE itself counts the keys of the node that the prompt is on, and of no other.',
      `${targets} @B :dbsize`,
    ],
  },
  ':scan': {
    usage: ':scan [PATTERN] [TYPE t] [COUNT n] [LIMIT n]',
    does: 'keys of all masters as they are found, each behind the letter of its node',
    more: [
      'By SCAN, 500 keys at a time, so that no node stands still and nothing piles up. It ends after 1000 keys, or after LIMIT.',
      'A key that is there all the time is found, also while its slot is being migrated: a node that takes slots in is scanned after those it has them from. Only a slot that is given away while the scan is on its way may take keys with it unseen.',
      'Each key is told once: the last 50,000 keys and more are remembered.',
      `${targets} @B :scan user:*`,
    ],
  },
  ':keys': {
    usage: ':keys [PATTERN] [TYPE t] [LIMIT n]',
    does: 'what KEYS would answer for the whole cluster, sorted',
    more: [
      'KEYS itself knows the keys of one node, and holds that node up until it has them all. This one works by SCAN, as :scan does.',
      'It ends after 10,000 keys, or after LIMIT.',
    ],
  },
  ':bigkeys': {
    usage: ':bigkeys',
    does: 'the biggest key of each type, and its node',
    more: [
      'By length: bytes of a string, elements of everything else. Looks at every key of every master; Ctrl-C ends it with what it has found.',
      ':memkeys goes by memory instead.',
    ],
  },
  ':memkeys': {
    usage: ':memkeys [SAMPLES n]',
    does: 'the key of each type that takes most memory, and its node',
    more: [
      'By MEMORY USAGE: with all that Redis adds. It looks at 5 elements of a collection, or at SAMPLES, and takes the others for alike.',
    ],
  },
  ':hotkeys': {
    usage: ':hotkeys [n]',
    does: 'the keys that are read most, and their nodes',
    more: [
      'By OBJECT FREQ, a counter from 0 to 255 that grows with the logarithm of the reads and fades with time.',
      'Only servers with an LFU policy count: @masters CONFIG SET maxmemory-policy allkeys-lfu',
    ],
  },
  ':slowlog': {
    usage: ':slowlog [n]',
    does: 'the last slow commands of all nodes, by time',
    more: [
      'Of replicas too. What counts as slow is the setting slowlog-log-slower-than of each node, in microseconds.',
      '@B :slowlog 20 asks only B.',
    ],
  },
  ':latency': {
    usage: ':latency [n]',
    does: 'round trips from here to each node, and what the nodes noticed themselves',
    more: [
      'n PINGs to each, 20 by default, one at a time; then LATENCY LATEST, which is empty unless latency-monitor-threshold is set.',
    ],
  },
  ':stat': {
    usage: ':stat [n]',
    does: 'keys, memory, clients, commands and hits of each master, every second',
    more: [
      'Under the prompt until Ctrl-C, or n times; the last numbers stay. Hits are reads that found their key, of the last second.',
      '@all :stat has the replicas too.',
    ],
  },
};
