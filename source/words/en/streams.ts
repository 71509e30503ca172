/** Transactions, commands that wait, repeats, and what nodes say unasked. Replies of servers are never among them. */
export const streams = {
  // --- transactions
  transactionMoved: (to: string) => `nothing was queued yet: the transaction has begun anew on ${to}`,
  pinned: (to: string) => `what is open on ${to} goes on only there: the prompt is on it`,
  trackingLost: (node: string) =>
    `the connection to ${node} is lost, and CLIENT TRACKING with it: no invalidations are shown until it is ON again`,
  watchLost: 'the watched keys are lost with their connection: WATCH and read them again before MULTI',

  // --- while a command waits or is repeated
  waits: (command: string) => `${command} waits`,
  secondsOf: (seconds: number, all: number) => `${seconds} s of ${all} s`,
  times: (done: string, all: string) => `${done} of ${all} times`,
  stoppedAfter: (done: string, all: string) => `stopped: it ran ${done} of ${all} times`,
  noRepeat: (word: string) =>
    `${word} cannot be repeated: a number before a command repeats it where the prompt is, as in redis-cli`,
  besideTransaction: (command: string) =>
    `${command} was not queued: it was done at once, on a connection of its own beside the transaction`,

  // --- under a reply
  onOneNode: (node: string, command: string) =>
    `only ${node} has done this, each node keeps its own: ${command} reaches every master`,
  tracks: (node: string) =>
    `keys read over this connection to ${node} are tracked: when one changes, "invalidate" is shown here`,
  tracksElsewhere:
    'the invalidations go to the connection that REDIRECT names, when it subscribes to __redis__:invalidate',
  tracksUnseen:
    'over RESP2 a node has no way to tell of invalidations on the same connection: HELLO 3, and CLIENT TRACKING ON again',

  // --- the row while streams are open
  subscribedTo: (names: string) => `subscribed to ${names}`,
  monitoring: (nodes: string) => `monitoring ${nodes}`,
  more: (count: number) => `${count} more`,
  channels: (count: number) => (count === 1 ? '1 channel' : `${count} channels`),
  nodes: (count: number) => `${count} nodes`,
  messages: (count: number, shown: string) => (count === 1 ? '1 message' : `${shown} messages`),
  dropped: (shown: string) => `${shown} dropped`,
  ctrlCEnds: 'Ctrl-C ends',

  // --- what happened to them
  lost: (what: string, node: string) => `${what}: the connection to ${node} is lost, opening it again …`,
  monitorLost: (node: string) => `MONITOR of ${node} has ended: its connection is lost`,
  reopened: (what: string, node: string) => `${what} again, on ${node}; what was said in between is lost`,
  slotMoved: (channel: string, from: string) =>
    `the slot of ${channel} is no longer on ${from}: subscribing to it where it is now`,
  ended: (count: number) => (count === 1 ? 'the stream has ended' : `all ${count} streams have ended`),
  droppedInAll: (dropped: string, all: string) => `${dropped} of ${all} messages came too fast to be shown`,
};
