/** What a set-up shows: the tables and trees of its steps, and what to think of them. */
export const exhibits = {
  exhibits: {
    tree: 'Files',
    containers: 'Containers',
    allocation: 'Slots and replicas',
    joins: 'Nodes that join the cluster',
    'half-done': 'There already, and kept',
    preflight: 'Found before anything is changed',
    paths: 'Who reaches whom',
    check: 'Check',
    'cluster-info': 'Cluster info',
    nodes: 'Nodes',
    snippets: 'Connect',
  },
  servers: 'Servers',
  severity: { fail: 'ERR', warn: 'WARN', info: 'INFO' },
  allHosts: 'several hosts',
  pathsFrom: 'from',
  pathsTo: 'to',
  ports: (count: number) => (count === 1 ? '1 port' : `${count} ports`),
  pathsLegend: '✓ reached · ✗ blocked · ? the host does not let us try',
  treeCount: (directories: number, files: number) =>
    `${directories} ${directories === 1 ? 'directory' : 'directories'}, ${files} ${files === 1 ? 'file' : 'files'}`,
  columns: {
    name: 'Name',
    command: 'Command',
    state: 'State',
    master: 'master',
    slots: 'slots',
    count: 'count',
    replicas: 'replicas',
    node: 'node',
    role: 'role',
    holds: 'slots / master',
    epoch: 'epoch',
    link: 'link',
    id: 'id',
  },
  roles: { master: 'master', replica: 'replica' },
  replicaOf: (master: string) => `of ${master}`,
  noReplica: 'none',
  joinsAs: {
    replica: (master: string) => `joins as a replica of ${master}`,
    'empty-master': 'joins as a master without slots',
  },
  /** Slots are never moved by a set-up. */
  slotsStay: 'No slot is moved. When you want the new masters to have some:',
  halfDoneColumns: { host: 'host', data: 'with data', running: 'running', joined: 'joined', slots: 'slots' },
  ofNodes: (count: number, all: number) => `${count} of ${all}`,
  links: { connected: 'connected', disconnected: 'disconnected' },
  planWarnings: {
    oneMachine: 'All nodes are on one machine: good to try things out, not for data that must survive it.',
    'replica-beside-master': (replica: string, master: string) =>
      `${replica} would stand on the same machine as its master ${master}: a lost machine takes both.`,
    'replicas-of-one-master-together': (master: string, machine: string) =>
      `Several replicas of ${master} would stand together on ${machine}.`,
    'majority-on-one-machine': (machine: string, masters: number, of: number) =>
      `${machine} would hold ${masters} of ${of} masters: without it the cluster has no majority and stops.`,
  },
};
