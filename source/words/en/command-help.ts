/** `help SET`, `help @string`: pages about commands of the server. What the server itself says stays in its own language. */
export const commandHelp = {
  since: 'since',
  group: 'group',
  complexity: 'complexity',
  acl: 'ACL',
  changes: 'changes',
  deprecated: 'deprecated',
  deprecatedSince: (version: string) => `since ${version}`,
  instead: (command: string) => `instead: ${command}`,
  subcommands: 'Subcommands',
  subcommandsOf: (name: string) => `help ${name} SUBCOMMAND tells more of one.`,
  groupOf: (group: string, count: number) => `Commands of the group ${group} (${count})`,
  groups: 'Groups',
  noGroup: (group: string) => `${group} is none of the groups of commands`,
  /** Nothing is to be said about the language where it is this one. */
  serversWords: '',
  undocumented: 'This server has the command and documents nothing of it.',

  // --- across slots
  inCluster: 'Across slots',
  slotOf: (slot: number) => `slot ${slot}`,
  noOwner: 'no node has this slot',
  here: 'here, no redirection',
  moved: (letter: string) => `you are on ${letter}: MOVED`,
  movedElsewhere: 'MOVED',
  oneSlot: 'one slot',
  crossSlot: 'different slots: CROSSSLOT',
  differentSlots: 'The keys of a command must be in one slot: a hash tag {…} puts them there.',
  scope: {
    masters: (instead: string) =>
      `Only about the node that is asked, and a cluster has more. For all: ${instead}`,
    nodes: (instead: string) =>
      `Only about the node that is asked, and each node has its own. For all: ${instead}`,
  },
  noKeys: 'It has no keys: the node of the prompt answers, and no redirection can come.',
  keysUnknown: 'Its keys are found as it is typed, in the row under the prompt.',
  notes: {
    transaction:
      'A transaction runs on one node: that of its first key. A command for a key of another node is refused inside it, and EXEC runs what is queued there.',
    watch: 'Watched keys must be in one slot, and the transaction after them runs on that slot’s node.',
    channels:
      'A channel has no slot: what is published on one node reaches subscribers on every node, over the cluster bus.',
    'shard-channels':
      'The name of a shard channel is hashed as a key: its slot’s owner has it, and other nodes answer MOVED.',
    script:
      'All keys are named after numkeys and must be in one slot: by them the node is found. A script may use no key that is not named.',
    database: 'A cluster has database 0 and no other.',
    connection: 'It is about the connection to one node; this shell opens the others with the same settings.',
    blocking: 'It waits on one node, that of its slot. Ctrl-C ends the waiting on the server too.',
  },
};
