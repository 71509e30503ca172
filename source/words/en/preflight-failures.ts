import type { FailureWords } from '../failure-facts.ts';
import { openPorts, portRuns } from '../open-ports.ts';
import { shellWord } from '../phrases.ts';
import type { PreflightFailureFacts } from '../preflight-failure-facts.ts';

const blockedBy = {
  timeout: 'Nothing comes back: packets are dropped on the way',
  rejected: 'A firewall on the way says no',
  refused: 'It is refused, though a node listens there',
} as const;

/** What is found on hosts before anything is changed, in English. */
export const preflightFailures: Pick<FailureWords, keyof PreflightFailureFacts> = {
  'path-blocked': ({ from, to, address, ports, reason, firewall }) => ({
    what: `${from} does not reach the ports ${portRuns(ports)} of ${to}.`,
    why: `${blockedBy[reason]}. Nodes need each other's port and bus port (port+10000).`,
    mend: openPorts(firewall, ports, address),
  }),
  'system-unsupported': ({ host, kernel }) => ({
    what: `${host} runs ${kernel}.`,
    why: 'Nodes with Docker need the network of a Linux host; elsewhere it is that of a virtual machine.',
    mend: 'Use a Linux host.',
  }),
  'architecture-differs': ({ host, image, imageFor, architecture }) => ({
    what: `The image ${image} on ${host} is for ${imageFor}, and the host is ${architecture}.`,
    mend: `docker pull --platform ${shellWord(`linux/${architecture}`)} ${shellWord(image)}`,
  }),
  'memory-short': ({ host, wantedMiB, memoryMiB }) => ({
    what: `The nodes on ${host} may take ${wantedMiB} MiB together; it has ${memoryMiB} MiB.`,
    why: 'A snapshot is written by a copy of the server, and the system wants some, too.',
    mend: 'Lower maxmemory in cluster.yaml, or give the host fewer nodes.',
  }),
  'disk-short': ({ host, path, freeMiB, neededMiB }) => ({
    what: `${freeMiB} MiB are free at ${path} on ${host}; ${neededMiB} MiB should be.`,
    why: 'Append-only files grow before they are rewritten, and a full disk stops all writes.',
    mend: `df -h ${shellWord(path)}`,
  }),
  'clock-apart': ({ host, seconds }) => ({
    what: `The clock of ${host} is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the others.`,
    mend: 'timedatectl set-ntp true',
  }),
  'machine-cloned': ({ hosts }) => ({
    what: `${hosts.join(' and ')} have the same machine id.`,
    why: 'They were cloned; what tells machines apart by this id takes them for one.',
    mend: 'rm /etc/machine-id && systemd-machine-id-setup',
  }),
  'images-differ': ({ image, hosts }) => ({
    what: `${image} is not the same image on ${hosts.join(' and ')}.`,
    why: 'The nodes may run different versions of Redis.',
    mend: `docker pull ${shellWord(image)}`,
  }),
  'overcommit-off': ({ host, value }) => ({
    what: `vm.overcommit_memory is ${value} on ${host}.`,
    why: 'With little memory free, a snapshot or a replica can fail.',
    mend: 'sysctl -w vm.overcommit_memory=1',
  }),
  'huge-pages-on': ({ host }) => ({
    what: `Transparent huge pages are on for everything on ${host}.`,
    why: 'They make Redis slow and greedy while it writes a snapshot.',
    mend: 'echo madvise > /sys/kernel/mm/transparent_hugepage/enabled',
  }),
  'backlog-low': ({ host, value, wanted }) => ({
    what: `net.core.somaxconn is ${value} on ${host}, lower than Redis' backlog of ${wanted}.`,
    why: 'Many clients that connect at the same moment are refused.',
    mend: `sysctl -w net.core.somaxconn=${wanted}`,
  }),
  'swappiness-high': ({ host, value }) => ({
    what: `vm.swappiness is ${value} on ${host}.`,
    why: 'A server whose memory is swapped out answers in seconds, and is taken for dead.',
    mend: 'sysctl -w vm.swappiness=1',
  }),
  'open-files-few': ({ host, value, wanted }) => ({
    what: `A server on ${host} may have ${value} files open; ${wanted} are wanted.`,
    why: 'Every client takes one: Redis lowers maxclients, and refuses those beyond it.',
    mend: 'systemctl edit docker (with Docker): [Service] LimitNOFILE=65536',
  }),
  'ports-in-local-range': ({ host, ports, first, last }) => ({
    what: `The ports ${portRuns(ports)} of ${host} are among those that outgoing connections take (${first}-${last}).`,
    why: 'A node whose port is taken when it starts does not come up.',
    mend: `sysctl -w net.ipv4.ip_local_reserved_ports=${portRuns(ports).replaceAll(' ', '')}`,
  }),
  'compose-old': ({ host, version }) => ({
    what: `Docker Compose on ${host} is ${version}.`,
    why: 'Version 1 works, and gets no security fixes since 2023.',
    mend: 'Install the plugin there: docs.docker.com/compose/install/linux',
  }),
  'docker-not-at-boot': ({ host }) => ({
    what: `Docker does not start with ${host}.`,
    why: 'After a restart of the machine its nodes would stay down.',
    mend: 'systemctl enable docker',
  }),
  'firewall-active': ({ host, firewall }) => ({
    what: `${firewall} filters packets on ${host}.`,
    why: 'Clients need the ports of the nodes open as well; between the hosts they were tried.',
  }),
  'selinux-enforcing': ({ host }) => ({
    what: `SELinux is enforcing on ${host}.`,
    why: 'Where a container may not read its files, its log says "Permission denied".',
    mend: 'ausearch -m avc -ts recent',
  }),
};
