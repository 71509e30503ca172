import { formatAddress, type NodeAddress } from '../../../source/cluster/address.ts';
import type { ClusterPlan } from '../../../source/cluster/cluster-plan.ts';
import type { ClusterNode } from '../../../source/cluster/node-table.ts';
import type { Change } from '../../../source/guide/change.ts';
import type { GuideEvent, Question, StepId } from '../../../source/guide/events.ts';

export const stepIds: readonly StepId[] = [
  'prepare-hosts',
  'write-configs',
  'start-containers',
  'create-cluster',
  'verify',
];

/** A cluster of `hosts` machines with `each` nodes, half of them masters, every replica on the next machine. */
export function sampleCluster(hosts: number, each: number) {
  const names = Array.from({ length: hosts }, (_, host) => `192.168.10.${10 + host}`);
  const nodes = names.flatMap((host, index) =>
    Array.from({ length: each }, (_, nth): NodeAddress => ({ host, port: 6371 + index * each + nth })),
  );
  const half = Math.floor(nodes.length / 2);
  const masters = nodes.slice(0, half);
  const slotAt = (index: number) => Math.round((index * 16384) / half);
  const plan: ClusterPlan = {
    masters: masters.map((node, index) => ({
      node: { ...node, machine: node.host },
      slots: [slotAt(index), slotAt(index + 1) - 1],
    })),
    replicas: nodes
      .slice(half, 2 * half)
      .map((node, index) => ({ node: { ...node, machine: node.host }, master: masters[index]! })),
    warnings: [{ id: 'majority-on-one-machine', machine: names[0]!, masters: 2, of: half }],
  };
  const id = (index: number) => index.toString(16).padStart(2, '0').repeat(20);
  const table = nodes.map((address, index): ClusterNode => {
    const isMaster = index < half;
    return {
      id: id(index),
      address,
      busPort: address.port + 10000,
      role: isMaster ? 'master' : 'replica',
      flags: [isMaster ? 'master' : 'slave'],
      myself: index === 0,
      ...(isMaster ? {} : { masterId: id(index - half) }),
      configEpoch: (index % half) + 1,
      linkState: 'connected',
      slots: isMaster ? [[slotAt(index), slotAt(index + 1) - 1]] : [],
      migrating: [],
      importing: [],
    };
  });
  return { hosts: names, nodes, plan, table };
}

/** Every event of a set-up that works, with a question and every exhibit. */
export function sampleRun(hostCount = 2, each = 3): GuideEvent[] {
  const { hosts, nodes, plan, table } = sampleCluster(hostCount, each);
  const root = '/usr/local/docker-redis/redis-cluster/';
  const changes: Change[] = [
    ...nodes.map(
      ({ host, port }): Change => ({
        kind: 'write-file',
        host,
        path: `${root}${port}/conf/redis.conf`,
        before: port === 6371 ? `port ${port}\nappendonly no\n` : null,
        content: `port ${port}\nappendonly yes\n`,
        mode: 0o440,
      }),
    ),
    ...hosts.map(
      (host): Change => ({
        kind: 'run',
        host,
        purpose: 'compose-up',
        argv: ['docker', 'compose', 'up', '-d'],
        cwd: '/usr/local/docker-redis',
      }),
    ),
    {
      kind: 'form-cluster',
      commands: nodes.map(node => ({ node: formatAddress(node), command: 'CLUSTER MEET …' })),
    },
  ];
  let at = 0;
  const timed = (events: readonly Untimed[]): GuideEvent[] =>
    events.map(event => {
      at += 50;
      return { ...event, at } as GuideEvent;
    });
  const onHosts = (step: StepId, name: 'connect' | 'gather-facts' | 'write-files' | 'compose-up') =>
    (['running', 'done'] as const).flatMap(state =>
      hosts.map(
        (host): Untimed => ({
          type: 'task',
          step,
          key: `${name} ${host}`,
          name,
          host,
          state,
          detail: 'Debian GNU/Linux 12',
        }),
      ),
    );
  const onNodes = (
    step: StepId,
    name: 'await-node' | 'form-node' | 'verify-node',
    details: readonly string[],
  ) =>
    [...details, ''].flatMap(detail =>
      nodes.map((address): Untimed => {
        const node = formatAddress(address);
        const state = detail === '' ? 'done' : 'running';
        return {
          type: 'task',
          step,
          key: `${name} ${node}`,
          name,
          host: address.host,
          node,
          state,
          ...(detail && { detail }),
        };
      }),
    );
  const question: Question = { kind: 'confirm-allocation', plan };
  return timed([
    { type: 'run-started', name: 'redis-cluster', runtime: 'docker', steps: stepIds, nodes, hosts },
    { type: 'step-started', step: 'prepare-hosts' },
    { type: 'by-hand', step: 'prepare-hosts', command: 'docker -v' },
    ...onHosts('prepare-hosts', 'connect'),
    ...onHosts('prepare-hosts', 'gather-facts'),
    { type: 'planned', step: 'prepare-hosts', changes, plan },
    { type: 'step-finished', step: 'prepare-hosts', outcome: 'unchanged', ms: 900 },
    { type: 'step-started', step: 'write-configs' },
    { type: 'password-made', password: 'correct-horse', file: '/root/.local/state/slotsh/password' },
    ...onHosts('write-configs', 'write-files'),
    ...hosts.map(
      (host): Untimed => ({
        type: 'shown',
        step: 'write-configs',
        exhibit: {
          kind: 'tree',
          host,
          root,
          paths: nodes
            .filter(node => node.host === host)
            .flatMap(({ port }) => [`${port}/conf/redis.conf`, `${port}/data/`]),
        },
      }),
    ),
    { type: 'step-finished', step: 'write-configs', outcome: 'done', ms: 300 },
    { type: 'step-started', step: 'start-containers' },
    ...onHosts('start-containers', 'compose-up'),
    ...onNodes('start-containers', 'await-node', []),
    {
      type: 'shown',
      step: 'start-containers',
      exhibit: {
        kind: 'containers',
        rows: nodes.map(({ host, port }) => ({
          host,
          name: `redis-${port}`,
          command: 'docker-entrypoint.sh redis-server /usr/local/etc/redis/redis.conf',
          state: 'Up 2 seconds',
        })),
      },
    },
    { type: 'step-finished', step: 'start-containers', outcome: 'done', ms: 2300 },
    { type: 'step-started', step: 'create-cluster' },
    {
      type: 'by-hand',
      step: 'create-cluster',
      command: `redis-cli --cluster create ${nodes.map(formatAddress).join(' ')} --cluster-replicas 1`,
    },
    { type: 'shown', step: 'create-cluster', exhibit: { kind: 'allocation', plan } },
    { type: 'asked', step: 'create-cluster', question },
    { type: 'answered', step: 'create-cluster', question: 'confirm-allocation', answer: 'yes' },
    ...onNodes('create-cluster', 'form-node', ['slots', 'meeting', 'ready']),
    { type: 'step-finished', step: 'create-cluster', outcome: 'done', ms: 1800 },
    { type: 'step-started', step: 'verify' },
    ...onNodes('verify', 'verify-node', []),
    {
      type: 'shown',
      step: 'verify',
      exhibit: {
        kind: 'check',
        findings: [
          {
            id: 'slot-coverage',
            severity: 'ok',
            nodes: [],
            facts: { uncovered: [], slots: 16384, owners: [] },
          },
        ],
      },
    },
    {
      type: 'shown',
      step: 'verify',
      exhibit: { kind: 'cluster-info', node: nodes[0]!, fields: [['cluster_state', 'ok']] },
    },
    { type: 'shown', step: 'verify', exhibit: { kind: 'nodes', nodes: table } },
    {
      type: 'shown',
      step: 'verify',
      exhibit: {
        kind: 'snippets',
        snippets: [
          {
            client: 'ioredis',
            code: 'new Cluster(nodes, {\n  redisOptions: { password: process.env.REDIS_PASSWORD },\n});',
          },
        ],
      },
    },
    { type: 'step-finished', step: 'verify', outcome: 'done', ms: 700 },
    {
      type: 'run-finished',
      outcome: 'done',
      changed: true,
      name: 'redis-cluster',
      passwordFile: '/root/.local/state/slotsh/password',
      nodes: table.map(({ id, address, role }) => ({ id, ...address, role, slots: [] })),
    },
  ]);
}

type Untimed = GuideEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never;
