import { describeFinding } from '../describe-finding.ts';
import { diskTrouble } from '../disk-trouble.ts';
import type { FailureWords } from '../failure-facts.ts';
import type { GuideFailureFacts } from '../guide-failure-facts.ts';
import { cliAddress, setAside, shellWord, someOf } from '../phrases.ts';
import { check } from './check.ts';

/** The failures of setting up and taking down, in English. */
export const guideFailures: Pick<FailureWords, keyof GuideFailureFacts> = {
  'port-in-use': ({ host, port, bus, owner }) => ({
    what: `Port ${port} on ${host} is in use${owner ? ` by ${owner}` : ''}.`,
    why: bus
      ? `It is the cluster bus port of node ${port - 10_000}: every node needs its port and port+10000.`
      : owner
        ? undefined
        : 'Who listens there can be seen by root only.',
    mend: `ss -ltnp 'sport = :${port}'`,
  }),
  'address-not-on-host': ({ host, address, addresses }) => ({
    what: `${address} is not an address of ${host}.`,
    why: `Nodes would announce an address that is not theirs, and never find each other. Its addresses: ${addresses.join(', ')}.`,
    mend: 'Set "address" of this host in cluster.yaml to one of them.',
  }),
  'same-machine-twice': ({ hosts }) => ({
    what: `${hosts.join(' and ')} are one machine.`,
    why: 'They booted with the same boot id: a master and its replica could go down together.',
    mend: 'Remove one of them from cluster.yaml, and give its ports to the other.',
  }),
  'hosts-locked': ({ host, user, machine, pid, command, since }) => ({
    what: `Another run is at work on ${host}.`,
    why: user ? `${user} runs slotsh ${command} from ${machine} (pid ${pid}), since ${since}.` : undefined,
    mend: 'Run it again when that has ended. A run that died is recognised within half a minute.',
  }),
  'password-changed': ({ nodes }) => ({
    what: 'The nodes have another password than the file.',
    why: `A password is not changed here: nodes with the old one and nodes with the new one would not replicate. It concerns ${someOf(nodes)}.`,
    mend: 'Put the old password back into the file. To change it: on every node CONFIG SET masterauth, then on every node CONFIG SET requirepass, then write it into the file.',
  }),
  'only-copy': ({ nodes }) => ({
    what: `The slots of ${someOf(nodes)} would not be served while it restarts: there is no replica of it.`,
    why: 'The file was changed, and nodes take their configuration at their start. With replicas they are restarted one after the other.',
    mend: 'slotsh up FILE --ignore only-copy',
  }),
  'take-over-failed': ({ node, command }) => ({
    what: `${node} did not take over from its master.`,
    why: 'Most masters have to vote for it, and their votes did not arrive. Its master was not restarted, and all slots are served.',
    mend: `slotsh check, and when it is healthy slotsh up again; by hand: redis-cli ${cliAddress(node)} ${command}`,
  }),
  'docker-missing': ({ host }) => ({
    what: `There is no docker command on ${host}.`,
    mend: 'Install Docker there (docs.docker.com/engine/install), or set "runtime: process" in cluster.yaml.',
  }),
  'docker-not-running': ({ host, said }) => ({
    what: `The Docker daemon on ${host} does not answer.`,
    why: said || undefined,
    mend: 'systemctl enable --now docker',
  }),
  'docker-not-permitted': ({ host, user, sudo }) => ({
    what: `${user} may not use Docker on ${host}.`,
    why:
      sudo === undefined
        ? "The daemon's socket refuses this user."
        : sudo === ''
          ? "The daemon's socket refuses this user, and nobody typed a password for sudo. --yes asks for none; --sudo-password-file FILE hands one over."
          : `The daemon's socket refuses this user, and sudo does, too: ${sudo}`,
    mend: `usermod -aG docker ${shellWord(user)}`,
  }),
  'docker-rootless': ({ host }) => ({
    what: `Docker on ${host} runs without root.`,
    why: "Its host network is not the host's: nodes could not be reached at the host's address.",
    mend: 'Use a daemon that runs as root there, or set "runtime: process" in cluster.yaml.',
  }),
  'compose-missing': ({ host }) => ({
    what: `There is no Docker Compose on ${host}.`,
    why: 'Neither "docker compose" nor "docker-compose" answers.',
    mend: 'Install the plugin there: docs.docker.com/compose/install/linux',
  }),
  'directory-unusable': ({ host, path, reason }) => ({
    what: `${path} on ${host} cannot be used.`,
    why: {
      'not-a-directory': 'Something else has this name.',
      'not-writable': 'This user may not write there.',
    }[reason],
    mend: 'Set another "directory" in cluster.yaml, or mend this one.',
  }),
  'node-of-another-cluster': ({ host, port, path, strangers }) => ({
    what: `Node ${port} on ${host} belongs to another cluster.`,
    why: `${path} names nodes that are not in the file: ${strangers.join(', ')}.`,
    mend: `Choose another "directory" or other ports. No flag gives it away; if nobody needs it: ${setAside(path.replace(/\/nodes\.conf$/, ''))}`,
  }),
  'node-left-out': ({ nodes, member }) => ({
    what: `${someOf(nodes.map(({ node }) => node))} ${nodes.length === 1 ? 'is' : 'are'} in the cluster, and not in the file.`,
    why: 'A node is not taken out by leaving it out of the file: it may have slots, or the only copy of them. Nothing was stopped.',
    mend: [
      `Put it back into the file. Or take it out first; if it has slots, move them: redis-cli --cluster reshard ${shellWord(member)}`,
      `redis-cli --cluster del-node ${shellWord(member)} ${shellWord(nodes[0]?.id ?? 'ID')}`,
      `If it is lost for ever: redis-cli --cluster call ${shellWord(member)} CLUSTER FORGET ${shellWord(nodes[0]?.id ?? 'ID')}`,
    ].join('\n'),
  }),
  'node-has-data': ({ host, port, path, files }) => ({
    what: `Node ${port} on ${host} has data already, and was never in a cluster.`,
    why: `${path} holds ${files.join(', ')}.`,
    mend: `Choose another "directory" or other ports. No flag gives it away; if nobody needs it here: ${setAside(path)}`,
  }),
  'container-name-taken': ({ host, container, project }) => ({
    what: `A container named ${container} exists on ${host}, and is not of this cluster.`,
    why: project ? `It belongs to the Compose project "${project}".` : 'It was not made by Compose.',
    mend: `docker rm -f ${shellWord(container)}`,
  }),
  'server-missing': ({ host, install }) => ({
    what: `There is neither redis-server nor valkey-server on ${host}.`,
    mend: install || 'Install Redis or Valkey: redis.io/docs/latest/operate/oss_and_stack/install',
  }),
  'no-free-ports': ({ count, first, last }) => ({
    what: `There are no ${count} free ports in a row between ${first} and ${last} on this machine.`,
    why: 'Each node also needs its port + 10000 for the cluster bus.',
    mend: 'Write a cluster.yaml with ports of your own, and run: slotsh up cluster.yaml',
  }),
  'server-install-failed': ({ host, command, said }) => ({
    what: `Installing a Redis server on ${host} failed: ${command}`,
    why: said || undefined,
    mend: command,
  }),
  'image-unavailable': ({ host, image, said }) => ({
    what: `The image ${image} is not on ${host} and cannot be pulled.`,
    why: said || undefined,
    mend: `docker save ${shellWord(image)} | ssh ${shellWord(host)} docker load`,
  }),
  'image-unusable': ({ host, image, said }) => ({
    what: `The image ${image} on ${host} does not run.`,
    why: said || undefined,
    mend: `docker run --rm ${shellWord(image)} redis-server --version`,
  }),
  'command-failed': ({ host, command, said }) => ({
    what: `A command failed on ${host}: ${command}`,
    why: said || undefined,
    mend: diskTrouble(said) === 'full' ? 'Make room there, and run it again: df -h' : undefined,
  }),
  'container-crashed': ({ host, container, state, log }) => ({
    what: `Container ${container} on ${host} does not stay up: ${state}.`,
    why: log || undefined,
    mend: `docker logs ${shellWord(container)}`,
  }),
  'process-not-up': ({ node, log }) => ({
    what: `The server of ${node} ended right after its start.`,
    why: log || undefined,
  }),
  'node-not-up': ({ node, seconds, log }) => ({
    what: `${node} runs, but did not answer PING within ${seconds} seconds.`,
    why: log || undefined,
  }),
  'process-will-not-end': ({ node, pid }) => ({
    what: `The server of ${node} (pid ${pid}) was asked to end and still runs.`,
    why: 'It may still be writing its data to disk.',
    mend: `kill -TERM ${pid}`,
  }),
  'changes-declined': () => ({
    what: 'Nothing was changed: the changes were not accepted.',
    mend: '`slotsh up FILE --plan` prints them all; `--yes` accepts them.',
  }),
  'allocation-declined': () => ({
    what: 'The cluster was not created: the configuration above was not accepted.',
    why: 'The nodes are running and empty.',
    mend: 'slotsh up again to go on, with --yes to accept it; slotsh down to stop them.',
  }),
  'removal-declined': () => ({
    what: 'No data was removed.',
    mend: 'slotsh down --data --yes',
  }),
  'cluster-not-usable': ({ findings }) => ({
    what: 'The cluster is formed, but not usable yet.',
    why: findings.map(finding => describeFinding(check.findings, finding)).join('\n'),
    mend: 'slotsh check',
  }),
};
