import type { FindingFacts, FindingMends, FindingWords } from '../../cluster/check-findings.ts';
import { cliAddress, meetCommand, mendFailing, shellWord, someOf } from '../phrases.ts';

type MachineLoss = FindingFacts['machine-loss']['machines'][number];

function replicasInSync(replicas: number): string {
  if (replicas === 0) return 'There are no replicas whose links could be down.';
  if (replicas === 1) return 'The link of the only replica to its master is up.';
  return `The links of all ${replicas} replicas to their masters are up.`;
}

function lossOf({ machine, masters: here, majority, slots }: MachineLoss, masters: number): string {
  const cost = [
    ...(slots > 0 ? [`${slots} slots have no copy elsewhere`] : []),
    ...(majority ? ['no failover can be voted on'] : []),
  ];
  return `${here} of ${masters} masters stand on ${machine}: without this host ${cost.join(', and ')}.`;
}

const findings: FindingWords = {
  'nodes-reachable': ({ total, unreachable }) =>
    unreachable.length === 0
      ? `All ${total} nodes answer.`
      : `${unreachable.length} of ${total} nodes do not answer: ${someOf(unreachable.map(({ node }) => node))}.`,
  'membership-agreement': ({ apart }) =>
    apart.length === 0
      ? 'All nodes know each other.'
      : `Not all nodes know each other: ${someOf(apart.map(({ node, unknown }) => `${node} does not know ${someOf(unknown)}`))}.`,
  'slots-agreement': ({ differing }) =>
    differing.length === 0
      ? 'All nodes agree about slots configuration.'
      : `Nodes don't agree about slots configuration: ${someOf(differing)} see it in another way than the rest.`,
  'roles-agreement': ({ differing }) =>
    differing.length === 0
      ? 'All nodes agree about masters and replicas.'
      : `Nodes don't agree about masters and replicas: ${someOf(differing)} see it in another way than the rest.`,
  'open-slots': ({ open }) =>
    open.length === 0
      ? 'No slot is open: nothing is being moved.'
      : `Open slots: ${someOf(open.map(({ node, slot, state, peer }) => `${slot} is ${state} on ${node} (${state === 'migrating' ? 'to' : 'from'} ${peer})`))}.`,
  'slot-coverage': ({ uncovered, slots, owners }) =>
    slots === 0
      ? 'All 16384 slots covered.'
      : `${slots} of 16384 slots are not covered: ${someOf(uncovered)}${owners.length > 0 ? `; their master failed: ${someOf(owners)}` : ''}.`,
  'cluster-state': ({ failing }) =>
    failing.length === 0
      ? 'Every node says cluster_state:ok.'
      : `These nodes say cluster_state:fail and refuse commands: ${someOf(failing)}.`,
  'failing-nodes': ({ failing }) =>
    failing.length === 0
      ? 'No node is suspected of having failed.'
      : `${someOf(failing.map(({ node, flag, by }) => `${node} ${flag === 'fail' ? 'has failed' : 'is suspected'} according to ${someOf(by)}`))}.`,
  'replica-links': ({ down, replicas }) =>
    down.length === 0
      ? replicasInSync(replicas)
      : `Replicas without a link to their master: ${someOf(down.map(({ replica, master }) => `${replica} (master ${master})`))}.`,
  'masters-with-replicas': ({ without }) =>
    without.length === 0
      ? 'Every master has a replica.'
      : `Masters without a replica, whose slots are lost with them: ${someOf(without)}.`,
  'replica-placement': ({ beside }) =>
    beside.length === 0
      ? 'No replica stands on the host of its master.'
      : `Replicas on the host of their master, lost together with it: ${someOf(beside.map(({ replica, master }) => `${replica} (master ${master})`))}.`,
  'config-epochs': ({ colliding }) =>
    colliding.length === 0
      ? 'Every master has a config epoch of its own.'
      : `Masters with the same config epoch: ${someOf(colliding.map(({ epoch, masters }) => `${epoch}: ${someOf(masters)}`))}.`,
  'replica-lag': ({ behind, replicas }) =>
    behind.length === 0
      ? replicas === 0
        ? 'There are no replicas that could be behind.'
        : 'No replica is behind its master.'
      : `Replicas behind their master, who would lose that much when they take over: ${someOf(behind.map(({ replica, bytes }) => `${replica} (${bytes} bytes)`))}.`,
  'machine-loss': ({ machines, masters }) =>
    machines.length === 0
      ? 'No single host can take the cluster down.'
      : machines.map(machine => lossOf(machine, masters)).join(' '),
  handshakes: ({ open }) =>
    open.length === 0
      ? 'No node waits for a handshake.'
      : `Nodes that were met and do not answer over the cluster bus: ${someOf(open.map(({ node, by }) => `${node} (met by ${someOf(by)})`))}.`,
  'stale-addresses': ({ stale }) =>
    stale.length === 0
      ? 'Every node is known by its own address.'
      : `Nodes known by an address that is not theirs: ${someOf(stale.map(({ node, seen, by }) => `${node} is ${seen || 'without an address'} for ${someOf(by)}`))}.`,
  versions: ({ versions }) =>
    versions.length <= 1
      ? `All nodes run the same version${versions[0]?.version ? `, ${versions[0].version}` : ''}.`
      : `The nodes run different versions: ${someOf(versions.map(({ version, nodes }) => `${version} on ${someOf(nodes)}`))}.`,
  configuration: ({ differing }) =>
    differing.length === 0
      ? 'The nodes are configured alike.'
      : `The nodes are configured differently: ${differing.map(({ directive, values }) => `${directive} is ${someOf(values.map(({ value, nodes }) => `${value || '""'} on ${someOf(nodes, 2)}`))}`).join('; ')}.`,
  persistence: ({ without }) =>
    without.length === 0
      ? 'Every node keeps its data on disk.'
      : `Nodes that write nothing to disk, neither append-only file nor snapshots, and lose all at a restart: ${someOf(without)}.`,
  'memory-policy': ({ refusing }) =>
    refusing.length === 0
      ? 'No node would refuse writes because of its memory limit.'
      : `Nodes that refuse writes when maxmemory is reached, as maxmemory-policy is noeviction: ${someOf(refusing)}.`,
  'node-timeout': ({ lowered, wishedMs }) =>
    lowered.length === 0
      ? `cluster-node-timeout is ${wishedMs} ms or more on every node.`
      : `cluster-node-timeout is lower than ${wishedMs} ms: ${someOf(lowered.map(({ node, ms }) => `${node} (${ms} ms)`))}.`,
};

const mends: FindingMends = {
  'nodes-reachable': () =>
    'slotsh up FILE starts what is down. A node that is gone for good: redis-cli --cluster call NODE CLUSTER FORGET ID.',
  'membership-agreement': ({ apart }) =>
    apart
      .slice(0, 4)
      .flatMap(({ node, unknown }) => unknown.slice(0, 1).map(other => meetCommand(node, other)))
      .join('\n'),
  'slots-agreement': () =>
    'It passes within seconds when the cluster bus is open: check again. If it stays, open the bus ports.',
  'roles-agreement': () =>
    'It passes within seconds when the cluster bus is open: check again. If it stays, open the bus ports.',
  'open-slots': ({ open }) => (open[0] ? `redis-cli --cluster fix ${shellWord(open[0].node)}` : ''),
  'slot-coverage': ({ owners }) =>
    owners.length > 0
      ? 'Start their master again, or one of its replicas: the data of these slots is there alone.'
      : 'redis-cli --cluster fix NODE gives slots that nobody owns to a master.',
  'cluster-state': () => 'What fails above is the cause; the state follows it.',
  'failing-nodes': ({ failing }) => failing.slice(0, 1).map(mendFailing).join(''),
  'replica-links': ({ down }) =>
    down[0]
      ? `redis-cli ${cliAddress(down[0].replica)} INFO replication shows why; with a password, masterauth has to be the master's requirepass.`
      : '',
  'masters-with-replicas': ({ without }) =>
    without[0]
      ? `redis-cli --cluster add-node NEW-NODE ${shellWord(without[0])} --cluster-slave gives a master without a replica one.`
      : '',
  'replica-placement': ({ beside }) =>
    beside[0]
      ? `redis-cli ${cliAddress(beside[0].replica)} CLUSTER REPLICATE ID makes it the replica of a master on another host.`
      : '',
  'config-epochs': () => 'slotsh check --fix gives each master an epoch of its own.',
  'replica-lag': ({ behind }) =>
    behind[0] ? `redis-cli ${cliAddress(behind[0].master)} INFO replication` : '',
  'machine-loss': () => 'Put masters on more hosts, and each replica on another host than its master.',
  handshakes: ({ open }) =>
    open[0] ? `Open the bus port of ${open[0].node}, its port and 10000, to the other nodes.` : '',
  'stale-addresses': () => 'slotsh check --fix lets them meet again under the right address.',
  versions: () => 'Bring them to one version, replicas first.',
  configuration: () =>
    'CONFIG SET and CONFIG REWRITE on the nodes that differ; slotsh up FILE does it for the nodes of its file.',
  persistence: ({ without }) =>
    without[0] ? `redis-cli ${cliAddress(without[0])} CONFIG SET appendonly yes, then CONFIG REWRITE` : '',
  'memory-policy': ({ refusing }) =>
    refusing[0]
      ? `For a cache: redis-cli ${cliAddress(refusing[0])} CONFIG SET maxmemory-policy allkeys-lru, then CONFIG REWRITE`
      : '',
  'node-timeout': () => 'slotsh check --fix puts it back.',
};

/** What a check found, and what mends what is wrong: a command, or a sentence where it takes more than one. */
export const check = { findings, mends };
