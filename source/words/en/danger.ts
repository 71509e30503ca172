/** Before a dangerous command is sent: what it would do, and where. */
export const danger = {
  why: {
    'deletes-keys': (command: string) =>
      `${command} deletes every key there, on the replicas too, and nothing brings them back.`,
    'swaps-databases': (command: string) =>
      `${command} gives every client of two databases the keys of the other one, at once.`,
    'moves-keys': (command: string) =>
      `${command} moves keys to another server; without COPY they are gone here.`,
    'walks-keys': (command: string) =>
      `${command} walks over every key at once, and nobody else is answered meanwhile. :keys and SCAN do it in steps.`,
    'blocks-node': (command: string) => `${command} keeps the node from answering anybody for a while.`,
    'stops-node': (command: string) =>
      `${command} ends the server. Its replica takes over after the node timeout, if it has one.`,
    'debugs-node': (command: string) =>
      `${command} is for the makers of Redis: it can crash a server, hold it up, or change its data.`,
    'changes-settings': (command: string) => `${command} changes how the server works, for all its clients.`,
    'reshapes-cluster': (command: string) =>
      `${command} changes who is in the cluster, or who has which slots.`,
    'drops-scripts': (command: string) => `${command} drops scripts that clients may count on.`,
    'changes-users': (command: string) =>
      `${command} changes who may log in, and what they may do; it can lock you out.`,
    'cuts-clients': (command: string) => `${command} ends connections of clients.`,
    'changes-replication': (command: string) =>
      `${command} changes whose replica the server is; a new replica drops its own data.`,
    'changes-modules': (command: string) => `${command} changes what runs inside the server.`,
    'said-dangerous': (command: string) => `The server counts ${command} among its dangerous commands.`,
  },
  readOnly: 'read-only',
  onNode: (node: string) => `On ${node}`,
  onNodes: (count: number) => `On ${count} nodes`,
  keys: (keys: string, count: number) => (count === 1 ? '1 key' : `${keys} keys`),
  keysOf: (keys: string, all: string) => `${keys} of the cluster's ${all} keys`,
  noKeyOf: (all: string, count: number) => `no key; the cluster has ${count === 1 ? '1 key' : `${all} keys`}`,
  keysUnknown: 'how many keys are there could not be counted',
  ask: (command: string) => `Run ${command}? [y/N]`,
  yes: 'y and Enter runs it',
  no: 'Enter alone does not',
  notRun: (command: string) => `${command} was not run`,
};
