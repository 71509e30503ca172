import type { FindingWords } from '../../cluster/check-findings.ts';
import { someOf } from '../phrases.ts';

function replicasInSync(replicas: number): string {
  if (replicas === 0) return 'There are no replicas whose links could be down.';
  if (replicas === 1) return 'The link of the only replica to its master is up.';
  return `The links of all ${replicas} replicas to their masters are up.`;
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
  'node-timeout': ({ lowered, wishedMs }) =>
    lowered.length === 0
      ? `cluster-node-timeout is ${wishedMs} ms or more on every node.`
      : `cluster-node-timeout is lower than ${wishedMs} ms: ${someOf(lowered.map(({ node, ms }) => `${node} (${ms} ms)`))}; \`slotsh up\` puts it back.`,
};

/** What a check found. */
export const check = { findings };
