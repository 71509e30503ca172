/** Under the prompt, while a line is typed: what it would do. */
export const preview = {
  // --- a key
  tag: (tag: string) => `tag {${tag}}`,
  moreKeys: (count: number) => (count === 1 ? '1 more key' : `${count} more keys`),

  // --- what to expect
  here: 'here, no redirection',
  hereAsked: (node: string) => `${node} has it`,
  straight: 'sent straight there, by the slot cache',
  moved: (letter: string) => `you are on ${letter}: expect MOVED`,
  movedAsked: (node: string) => `${node} is asked: expect MOVED`,
  movedByCache: 'the slot cache says otherwise: expect MOVED',
  movedFromReplica: 'you are on a replica: expect MOVED',
  movedReplicaReads: 'you are on a replica: expect MOVED · READONLY lets it answer reads',
  movedReplicaWrites: 'you are on a replica, it takes no writes: expect MOVED',
  movedShort: 'expect MOVED',
  readHere: 'this replica answers: READONLY was said',
  moving: (to: string) => `moving to ${to}: ASK unless the key is still here`,
  movingKeys: (to: string) => `moving to ${to}: ASK when all keys have left, TRYAGAIN when some have`,
  movingEmpty: (to: string) => `moving to ${to}, no key of the slot is left here: expect ASK`,
  movingEmptyShort: 'expect ASK',
  stillHere: (count: number) => (count === 1 ? '1 key is left' : `${count} keys are left`),
  movingShort: 'ASK is possible',
  crossSlot: 'expect CROSSSLOT: its keys have different slots',
  crossSlotShort: 'expect CROSSSLOT',
  cure: (names: string) => `in one slot: ${names}`,
  refused: (letter: string) => `the transaction is on ${letter}: refused in it`,
  readOnly: 'not sent: this session only reads',
  otherSlot: 'the transaction is about another slot: refused in it',
  refusedShort: 'refused in this transaction',

  // --- a command without keys
  nodeOnly: (node: string) => `this node only: ${node}`,
  asksMasters: (command: string, count: number) => `${command} asks all ${count} masters`,
  asksNodes: (command: string, count: number) => `${command} asks all ${count} nodes`,

  // --- nodes that the line chooses
  asked: (count: number) => `${count} nodes are asked: `,
  noTarget: 'no node goes by this name',
};
