import type { FormStage, FormWait } from '../../cluster/form-events.ts';
import type { PlanCounts } from '../plan-counts.ts';

/** The set-up: its steps, what happens in them, its questions, and what it shows. */
export const setup = {
  steps: {
    'prepare-hosts': 'prepare hosts',
    'write-configs': 'write configs',
    'start-containers': 'start containers',
    'create-cluster': 'create cluster',
    verify: 'verify',
  },
  /** The third step where there is no Docker. */
  startProcesses: 'start servers',
  /** What a step is for in Redis Cluster: beside its rows, two lines at 80 columns. */
  whys: {
    'prepare-hosts': 'Anything in the way is found before any change: ports, and bus ports at + 10000.',
    'write-configs':
      'One redis.conf a node: cluster mode on, and the address that it announces to the others.',
    'start-containers':
      'Nodes start alone, on the host’s own network: Redis Cluster does not work behind NAT.',
    'create-cluster':
      'Slots and an epoch for each master, MEET and gossip to join all, REPLICATE for replicas.',
    verify: 'Usable: every node says ok, all agree on who owns which slot, replicas are linked.',
  },
  whyStartProcesses: 'Servers start alone: until they have met, none knows another or owns a slot.',
  stepStates: {
    waiting: 'waiting',
    running: 'running',
    done: 'done',
    unchanged: 'unchanged',
    skipped: 'skipped',
    failed: 'failed',
    interrupted: 'interrupted',
  },
  tasks: {
    'find-server': 'find redis-server',
    'install-server': 'install redis-server',
    connect: 'connect',
    'await-lock': 'wait for another run',
    'gather-facts': 'read facts',
    'check-docker': 'check Docker',
    'pull-image': 'pull image',
    'check-paths': 'reach the other hosts',
    'write-files': 'write files',
    'compose-up': 'compose up',
    'start-process': 'start server',
    'await-node': 'answers PING',
    'take-over': 'take over from its master',
    'reach-node': 'reach node',
    'form-node': 'join cluster',
    'form-cluster': 'whole cluster',
    'verify-node': 'verify node',
  },
  downTasks: {
    connect: 'connect',
    'compose-down': 'compose down',
    'stop-process': 'stop server',
    'remove-data': 'remove data',
  },
  /** What a node is at while the cluster forms. */
  stages: {
    reading: 'reading its state',
    slots: 'taking its slots',
    epoch: 'setting its epoch',
    meeting: 'meeting the others',
    joined: 'joined',
    replicating: 'becoming a replica',
    syncing: 'copying its master',
    ready: 'ready',
    silent: 'does not answer',
  } satisfies Record<FormStage | 'silent', string>,
  /** What all nodes wait for while the cluster forms. */
  waits: {
    join: (ready: number, total: number) => `${ready} of ${total} have joined`,
    replicas: (ready: number, total: number) => `${ready} of ${total} replicas in sync`,
    agreement: (ready: number, total: number) => `${ready} of ${total} agree`,
  } satisfies Record<FormWait['for'], (ready: number, total: number) => string>,
  /** How a host's nodes are reached. */
  ways: { direct: 'directly', tunnel: 'through an SSH tunnel' },
  runtimes: { docker: 'Docker Compose', process: 'redis-server, no Docker' },
  hosts: (count: number) => (count === 1 ? '1 host' : `${count} hosts`),
  nodes: (count: number) => (count === 1 ? '1 node' : `${count} nodes`),
  more: (count: number) => `+ ${count} more`,
  /** Which rows of a page are in sight. */
  place: (first: number, last: number, all: number) => `${first}-${last} / ${all}`,
  seconds: (value: string) => `${value} s`,
  minutes: (minutes: number, seconds: string) => `${minutes}:${seconds} min`,

  byHand: 'by hand',
  progress: 'progress',
  planTitle: 'The plan',
  nothingPlannedYet: 'The plan is made once the hosts have been looked at. Nothing has been changed so far.',
  byHandTitle: 'By hand: what the guide would have you type at this point',
  result: {
    made: (name: string) => `${name} is up and usable.`,
    unchanged: (name: string) => `${name} was up and usable already. Nothing was changed.`,
    planned: 'Nothing was changed.',
    nothingInTheWay: (up: string) =>
      `No node answers yet, and nothing stands in the way: \`${up}\` sets the cluster up.`,
    toDo: (counts: string, up: string) => `To do with \`${up}\`: ${counts}.`,
    interrupted: (up: string) => `Interrupted. Nothing is half-written; \`${up}\` goes on from here.`,
    masters: (masters: number, replicas: number) =>
      `${masters} masters, ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
    passwordMade: 'A password was made for this cluster. It is shown this once:',
    passwordKept: (file: string) => `It is kept in ${file}, readable by you alone.`,
    passwordFile: (file: string) => `The password is in ${file}.`,
  },
  /** What runs, and what one types next. */
  next: { nodes: 'nodes', shell: 'back to it', check: 'check it', stop: 'stop it' },

  keys: {
    plan: 'plan',
    command: 'whole command',
    back: 'back',
    scroll: 'scroll',
    pages: 'pages',
    leave: 'leave',
    choose: 'choose',
    accept: 'accept',
    giveNone: 'give none',
    yes: 'yes',
    no: 'no',
    retry: 'retry',
    skip: 'skip',
    'take-back': 'take back',
    shell: 'open the shell',
    finish: 'finish',
  },
  leaveQuestion: 'Leave?',
  leaveComfort: 'Nothing is half-written, and it can go on later.',
  leaving: 'Leaving once what is under way has ended …',
  leaveAtOnce: 'at once',

  questions: {
    'install-server': 'No redis-server was found on this host. Install it?',
    'confirm-changes': 'Shall I make these changes?',
    'confirm-allocation': 'Can I set the above configuration?',
    'confirm-joins': 'Shall these nodes join the cluster?',
    'host-key': 'This host is not in known_hosts yet. Is this its key?',
    secret: {
      password: 'Password',
      passphrase: 'Passphrase of the key',
      'keyboard-interactive': 'The host asks',
      sudo: 'Password for sudo',
    },
    'remove-data': 'Remove this data for ever?',
    'after-failure': 'What now?',
  },
  questionTitles: {
    'install-server': 'Install redis-server',
    'confirm-changes': 'Before the first change',
    'confirm-allocation': 'Slots and replicas',
    'confirm-joins': 'New nodes',
    'host-key': 'An unknown host key',
    secret: 'A secret is needed',
    'remove-data': 'Remove data',
    'after-failure': 'A failure',
  },
  changeColumns: { host: 'host', files: 'files', directories: 'directories', commands: 'commands' },
  changesAdvice: 'The plan has every file, command and slot.',
  wouldRun: 'This command would be run:',
  host: 'host',
  keyType: 'key',
  fingerprint: 'fingerprint',
  hostKeyAdvice: 'Compare it with what the host itself says (on its console):',
  secretWrong: 'That was not right. Once more:',
  secretHidden: 'What you type is not shown, not logged and not kept.',
  yes: 'yes',
  no: 'no',
  choices: { retry: 'retry', skip: 'skip this step', undo: 'take it back', leave: 'leave' },

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

  plan: {
    nothing: 'Nothing would be changed: everything holds already.',
    forming: 'Forming the cluster',
    makeDirectory: 'make directory',
    newFile: 'new file',
    changedFile: 'changed file',
    remove: 'remove',
    like: (path: string, from: string, to: string) => `as ${path}, with ${to} for ${from}`,
    allNodes: (count: number) => `all ${count} nodes`,
    meetOthers: (others: number) => `CLUSTER MEET, each with the ${others} others`,
    /** What `--plan` has read before: reading changes nothing. */
    read: 'What is there now',
    changes: 'What would change',
    counts: ({ hosts, directories, files, commands, nodes, nodeCommands }: PlanCounts) => {
      const onHosts = [
        ...(directories > 0 ? [plural(directories, 'directory', 'directories')] : []),
        ...(files > 0 ? [plural(files, 'file')] : []),
        ...(commands > 0 ? [plural(commands, 'command')] : []),
      ];
      return [
        ...(onHosts.length > 0 ? [`${onHosts.join(', ')} on ${plural(hosts, 'host')}`] : []),
        ...(nodeCommands > 0 ? [`${plural(nodeCommands, 'command')} to ${plural(nodes, 'node')}`] : []),
      ].join('; ');
    },
  },
};

function plural(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}
