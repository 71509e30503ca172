/** The shell's own words. Replies of servers are never among them. */
export const shell = {
  // --- the row at the top
  state: {
    ok: 'ok',
    fail: 'fail',
    unknown: 'no node answers',
  },
  masters: (count: number) => (count === 1 ? '1 master' : `${count} masters`),
  replicas: (count: number) => (count === 1 ? '1 replica' : `${count} replicas`),
  slots: (covered: number, all: number) => (covered === all ? `${all} slots` : `${covered} of ${all} slots`),
  nodesDown: (count: number) => `${count} down`,

  // --- under the prompt, while a line is typed
  slot: (slot: number) => `slot ${slot}`,
  noOwner: 'no node has this slot',
  ownerDown: (letter: string) => `${letter} is down`,
  hint: 'Tab completes · help · Ctrl-D leaves',
  ctrlDLeaves: 'Ctrl-D leaves',
  pasteWaits: (count: number) =>
    count === 1
      ? '1 more pasted line waits: Enter runs this one · Ctrl-C drops both'
      : `${count} more pasted lines wait: Enter runs this one · Ctrl-C drops them all`,

  // --- before the prompt
  connecting: (node: string) => `connecting to ${node} … Ctrl-C stops`,
  stillConnecting: 'connecting … Ctrl-C stops',

  // --- while a command runs
  running: 'running',
  seconds: (count: number) => `${count} s`,
  ctrlCStops: 'Ctrl-C stops',
  linesWait: (count: number) => (count === 1 ? '1 line waits' : `${count} lines wait`),
  linesDropped: (count: number) =>
    count === 1 ? 'the line that waited was dropped' : `the ${count} lines that waited were dropped`,
  stopping: 'stopping',
  silent: (node: string) => `${node} is silent`,

  // --- the shell's own commands
  noTarget: (word: string, target: string) =>
    `${word} asks no node: it is about this shell, and is typed without ${target}`,
  noOwnCommand: (word: string) => `${word} is none of the shell's own commands: help lists them`,
  noHelp: (topic: string) => `there is no page about ${topic}: help lists what there is`,

  // --- beside and around a reply
  redirects: (count: number) => (count === 1 ? '1 redirect' : `${count} redirects`),
  interrupted: 'interrupted',
  notPrinted: 'the rest of the reply was not printed',
  why: 'why',
  mend: 'to mend it',

  // --- what happened to the cluster
  nodeDown: (node: string) => `${node} is down`,
  nodeUp: (node: string) => `${node} is up again`,
  promoted: (node: string, letter: string) => `${node} is master of ${letter} now`,
  demoted: (node: string, letter: string) => `${node} is a replica of ${letter} now`,
  joined: (node: string) => `${node} joined the cluster`,
  left: (node: string) => `${node} is no longer in the cluster`,
  stateOk: 'the cluster is ok again',
  stateFail: 'the cluster says fail: not every slot is served',
  stateFailUnseen: 'the cluster says fail: most of its masters are not in sight, or not for long enough',
  stateUnknown: 'no node of the cluster answers',
  transactionOver: 'the transaction ended with it: nothing of it ran',
  movedOn: (from: string, to: string) => `${from} is lost: the prompt is on ${to} now`,

  // --- leaving
  keepQuestion: 'Does the cluster stay when you leave?',
  keepYes: 'y stays',
  keepNo: 'N is stopped',
  backToPrompt: 'Esc back to the prompt',

  help: {
    sentences: [
      'Any line is a command for the cluster: SET name mrhelloworld, GET name, CLUSTER NODES …',
      'While you type, the row under the prompt shows each key, its slot, who owns it, and what to expect.',
      'A command goes to the node in the prompt. When another one owns the slot it answers MOVED, and the prompt follows.',
      'A line that begins with @ goes to the nodes it names, whoever owns the key: @B GET name, @masters DBSIZE, @all PING, @owner(name) OBJECT ENCODING name.',
      'LRANGE list 0 -1 | less gives a reply to a command of this machine, GET name > FILE to a file. 3 INCR n repeats.',
    ],
    commands: 'Commands of the shell',
    keyTitle: 'Keys',
    keys: [
      ['Tab', 'complete the word, or open the menu of what may stand here'],
      ['Ctrl-C', 'drop the line, stop the command, or end what is listened to'],
      ['Up, Down', 'lines given before that begin with what is typed'],
      ['Ctrl-R', 'search the lines given before'],
      ['Ctrl-A, Ctrl-E', 'to the start, to the end'],
      ['Alt-B, Alt-F', 'a word to the left, to the right'],
      ['Ctrl-W, Alt-D', 'delete a word to the left, to the right'],
      ['Ctrl-U, Ctrl-K', 'delete to the start, to the end'],
      ['Ctrl-Y', 'put back what was deleted'],
      ['Ctrl-_', 'undo'],
      ['Ctrl-L', 'an empty screen'],
      ['F2', 'more of the cluster above the prompt: the map of all nodes, nothing, the strip'],
      ['Ctrl-D', 'leave, on an empty line'],
    ] satisfies [keys: string, does: string][],
  },
};
