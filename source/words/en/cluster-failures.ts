import type { ClusterFailureFacts } from '../cluster-failure-facts.ts';
import type { FailureWords } from '../failure-facts.ts';
import { cliAddress, portOf, shellWord, someOf, unique } from '../phrases.ts';

/** Failures of planning, forming and reading a cluster, in English. */
export const clusterFailures: Pick<FailureWords, keyof ClusterFailureFacts> = {
  'too-few-masters': ({ nodes, replicas, masters, needed }) => ({
    what: `${nodes} nodes with ${replicas} replicas per master make ${masters} masters; a cluster needs at least 3.`,
    mend: `Give it ${needed} nodes, or fewer replicas per master.`,
  }),
  'cluster-mode-off': ({ node }) => ({
    what: `${node} is a Redis server, but not in cluster mode.`,
    mend: `Put \`cluster-enabled yes\` into its redis.conf and start it again.`,
  }),
  'same-node-twice': ({ nodes }) => ({
    what: `${nodes.join(' and ')} are one and the same node.`,
    why: 'They answer with the same node id: one server under two addresses, or a nodes.conf that was copied.',
    mend: 'List each server once; delete a copied nodes.conf and start that server again.',
  }),
  'node-not-empty': ({ node, keys }) => ({
    what: `${node} holds ${keys} keys; nothing was changed on any node.`,
    why: "A new cluster is made of empty nodes, so that nobody's data is lost or mixed up.",
    mend: `If nobody needs them: redis-cli ${cliAddress(node)} FLUSHALL`,
  }),
  'node-in-other-cluster': ({ node, others }) => ({
    what: `${node} already belongs to a cluster with other nodes: ${others.join(', ')}. Nothing was changed on any node.`,
    mend: `Use another node, or take it out of that cluster: redis-cli ${cliAddress(node)} CLUSTER RESET`,
  }),
  'node-replaced': ({ node, replaced, formerId }) => ({
    what: `${node} knows ${replaced} under another node id. Nothing was changed on any node.`,
    why: 'The node at that address lost its nodes.conf, or another one took its place.',
    mend: `Make every node forget the former one, then run it again: redis-cli --cluster call ${shellWord(node)} CLUSTER FORGET ${shellWord(formerId)}`,
  }),
  'slots-differ': ({ node, has, planned }) => ({
    what: `${node} owns ${has ? `the slots ${has}` : 'no slots'}, the plan gives it ${planned ? `the slots ${planned}` : 'none'}. Nothing was changed on any node.`,
    why: 'These nodes were set up in another way before, and moving slots is not a part of the set-up.',
    mend: `Move them with redis-cli --cluster reshard ${shellWord(node)}, or empty the node: redis-cli ${cliAddress(node)} CLUSTER RESET`,
  }),
  'command-refused': ({ node, command, error }) => ({
    what: `${node} refused ${command}.`,
    why: error,
  }),
  'bus-port-blocked': ({ links }) => ({
    what: `The cluster bus does not get through: ${someOf(links.map(({ from, to, bus }) => `from ${from} to ${to} (port ${portOf(bus)})`))}.`,
    why: 'The nodes were told to meet, again and again, and no answer came from the bus port; the port for clients is open. A firewall is the usual reason.',
    mend: `Open the ports ${unique(links.map(({ bus }) => portOf(bus))).join(', ')} (TCP) between the hosts, then run it again: what is done stays done.`,
  }),
  'announced-address-wrong': ({ node, announced, expected }) => ({
    what: `${node} announces itself as ${announced}; the other nodes reach it at ${expected}.`,
    mend: 'Mend cluster-announce-ip, cluster-announce-port and cluster-announce-bus-port in its redis.conf, and start it again.',
  }),
  'masterauth-wrong': ({ replica, master, missing }) => ({
    what: `The replica ${replica} cannot log in to its master ${master}.`,
    why: missing
      ? 'The master wants a password (requirepass), and the replica has no masterauth.'
      : "The replica's masterauth is not the master's password.",
    mend: `Set masterauth in the redis.conf of ${replica} to the master's password, and start it again.`,
  }),
  'replica-link-down': ({ replica, master }) => ({
    what: `The replica ${replica} has no link to its master ${master}.`,
    why: `${replica} may not reach port ${portOf(master)} of the master, or the first copy of the data fails; its log says which.`,
    mend: `redis-cli ${cliAddress(replica)} INFO replication`,
  }),
  'cluster-not-agreed': ({ nodes }) => ({
    what: `The nodes did not come to agree: ${someOf(nodes.map(({ node, state }) => `${node} (cluster_state:${state})`))}.`,
    mend: 'slotsh check',
  }),
  'settings-not-restored': ({ commands }) => ({
    what: `Settings that were lowered for the forming could not be put back on ${someOf(commands.map(({ node }) => node))}.`,
    why: 'The node did not answer. They end with its process, and the next `slotsh up` puts them back.',
    mend: commands.map(({ node, command }) => `redis-cli ${cliAddress(node)} ${command}`).join('; '),
  }),
};
