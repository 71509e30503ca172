import type { FormStage, FormWait } from '../../cluster/form-events.ts';
import type { PlanCounts } from '../plan-counts.ts';
import { exhibits } from './exhibits.ts';
import { setupQuestions } from './setup-questions.ts';

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

  ...setupQuestions,
  ...exhibits,

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
