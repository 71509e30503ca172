import type { Failure } from '../../cluster/failure.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { busPort } from '../bus-port.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { PreparedHost } from '../guide-run.ts';
import type { PreflightFinding, PreflightSeverity } from './finding.ts';
import { readMemorySize } from './read-memory-size.ts';

/** Clocks that are further apart make logs useless, and certificates invalid: milliseconds. */
const CLOCK_APART_MS = 30_000;
/** Redis' own tcp-backlog: the kernel cuts it down to its somaxconn. */
const BACKLOG = 511;
const SWAPPINESS = 10;
/** Redis' own maxclients, and the files it keeps for itself (CONFIG_MIN_RESERVED_FDS in server.h). */
const MAX_CLIENTS = 10_000;
const RESERVED_FILES = 32;
/** Parts of the memory that all nodes of a host may take: forks for snapshots and the system want the rest. */
const MEMORY = { warn: 0.6, fail: 0.8 } as const;
/** An append-only file and the one it is rewritten to, at the least. */
const DISK_PER_MEMORY = 2;
/** Without a limit on memory: room for the logs and the first snapshots. */
const LEAST_DISK_KIB = 256 * 1024;

/**
 * What is on the hosts that would make nodes there fail, or be slow or unsafe later; from facts alone. The thresholds are those
 * of redis.io/docs/latest/operate/oss_and_stack/management/admin, where it has some.
 */
export function judgeHosts(spec: ClusterSpec, hosts: readonly PreparedHost[]): PreflightFinding[] {
  const judges = [judgeSystem, judgeRoom, judgeOpenFiles, judgeKernel, judgePorts, judgeDocker, judgeGuards];
  return [
    ...judgeClocks(hosts),
    ...judgeClones(hosts),
    ...judgeImages(spec, hosts),
    ...hosts.flatMap(host => judges.flatMap(judge => judge(host, spec))),
  ];
}

type Judge = (host: PreparedHost, spec: ClusterSpec) => PreflightFinding[];

const judgeSystem: Judge = ({ host, facts, spec: { address } }, { image: name }) => {
  const { system, image } = facts;
  if (system.kernel !== 'Linux') {
    return [find('fail', address, 'system-unsupported', { host: host.label, kernel: system.kernel })];
  }
  if (!image || image.architecture === '' || image.architecture === system.architecture) return [];
  const names = { image: name, imageFor: image.architecture, architecture: system.architecture };
  return [find('fail', address, 'architecture-differs', { host: host.label, ...names })];
};

/** Is there room for what the nodes of a host may take together? */
const judgeRoom: Judge = ({ host, facts, spec: { address, ports } }, spec) => {
  const { memoryKiB, directory } = facts;
  const limit = directive(spec, 'maxmemory') ?? '';
  const wantedKiB = ((readMemorySize(limit) ?? 0) * ports.length) / 1024;
  const findings: PreflightFinding[] = [];
  if (memoryKiB > 0 && wantedKiB > memoryKiB * MEMORY.warn) {
    const severity = wantedKiB > memoryKiB * MEMORY.fail ? 'fail' : 'warn';
    const sizes = { wantedMiB: toMiB(wantedKiB), memoryMiB: toMiB(memoryKiB) };
    findings.push(find(severity, address, 'memory-short', { host: host.label, ...sizes }));
  }
  const neededKiB = Math.max(LEAST_DISK_KIB, wantedKiB * DISK_PER_MEMORY);
  if (directory.freeKiB < neededKiB) {
    const sizes = { freeMiB: toMiB(directory.freeKiB), neededMiB: toMiB(neededKiB) };
    findings.push(find('warn', address, 'disk-short', { host: host.label, path: directory.path, ...sizes }));
  }
  return findings;
};

/** With fewer, the server lowers its maxclients, and clients are refused. */
const judgeOpenFiles: Judge = ({ host, facts: { openFiles }, spec: { address } }, spec) => {
  const clients = Number(directive(spec, 'maxclients') ?? MAX_CLIENTS) || MAX_CLIENTS;
  const wanted = clients + RESERVED_FILES;
  if (openFiles === undefined || openFiles >= wanted) return [];
  return [find('warn', address, 'open-files-few', { host: host.label, value: openFiles, wanted })];
};

const judgeKernel: Judge = ({ host: { label: host }, facts: { kernel }, spec: { address } }) => {
  const { overcommitMemory = 1, maxBacklog = BACKLOG, swappiness = 0, hugePages } = kernel;
  return [
    ...(overcommitMemory === 1
      ? []
      : [find('warn', address, 'overcommit-off', { host, value: overcommitMemory })]),
    ...(hugePages ? [find('warn', address, 'huge-pages-on', { host })] : []),
    ...(maxBacklog >= BACKLOG
      ? []
      : [find('warn', address, 'backlog-low', { host, value: maxBacklog, wanted: BACKLOG })]),
    ...(swappiness <= SWAPPINESS
      ? []
      : [find('warn', address, 'swappiness-high', { host, value: swappiness })]),
  ];
};

/** An outgoing connection may take a port of this range, and the node that wants it does not start. */
const judgePorts: Judge = ({ host, facts: { kernel }, spec: { address, ports } }) => {
  if (!kernel.localPorts) return [];
  const [first, last] = kernel.localPorts;
  const taken = ports.flatMap(port => [port, busPort(port)]).filter(port => port >= first && port <= last);
  if (taken.length === 0) return [];
  return [find('warn', address, 'ports-in-local-range', { host: host.label, ports: taken, first, last })];
};

const judgeDocker: Judge = ({ host: { label: host }, facts, spec: { address } }, { runtime }) => {
  if (runtime !== 'docker') return [];
  const { compose, dockerAtBoot } = facts;
  return [
    ...(compose?.version.startsWith('1.')
      ? [find('warn', address, 'compose-old', { host, version: compose.version })]
      : []),
    ...(dockerAtBoot === false ? [find('warn', address, 'docker-not-at-boot', { host })] : []),
  ];
};

const judgeGuards: Judge = ({ host: { label: host }, facts: { firewall, selinux }, spec: { address } }) => [
  ...(firewall ? [find('info', address, 'firewall-active', { host, firewall })] : []),
  ...(selinux ? [find('info', address, 'selinux-enforcing', { host })] : []),
];

/** Whose clock is right nobody knows: the one in the middle counts. */
function judgeClocks(hosts: readonly PreparedHost[]): PreflightFinding[] {
  const offsets = hosts.map(({ facts }) => facts.clockOffsetMs).toSorted((a, b) => a - b);
  const middle = offsets[Math.floor((offsets.length - 1) / 2)] ?? 0;
  return hosts.flatMap(({ host, facts, spec: { address } }) => {
    const apart = facts.clockOffsetMs - middle;
    if (Math.abs(apart) <= CLOCK_APART_MS) return [];
    return [find('warn', address, 'clock-apart', { host: host.label, seconds: Math.round(apart / 1000) })];
  });
}

function judgeClones(hosts: readonly PreparedHost[]): PreflightFinding[] {
  const known = hosts.filter(({ facts }) => facts.machineId !== '');
  const sameAs = (one: PreparedHost) => known.filter(other => other.facts.machineId === one.facts.machineId);
  return known
    .filter(one => sameAs(one)[0] === one)
    .map(sameAs)
    .filter(same => new Set(same.map(({ facts }) => facts.bootId)).size > 1)
    .map(same => find('warn', undefined, 'machine-cloned', { hosts: same.map(({ spec }) => spec.address) }));
}

/** One name, and another image on each host: the nodes may run different versions. */
function judgeImages({ image }: ClusterSpec, hosts: readonly PreparedHost[]): PreflightFinding[] {
  const ids = new Set(hosts.flatMap(({ facts }) => facts.image?.id ?? []));
  if (ids.size <= 1) return [];
  return [find('warn', undefined, 'images-differ', { image, hosts: hosts.map(({ spec }) => spec.address) })];
}

function find<I extends Failure['id']>(
  severity: PreflightSeverity,
  host: string | undefined,
  id: I,
  facts: ConstructorParameters<typeof GuideFailure<I>>[1],
): PreflightFinding {
  const failure = new GuideFailure(id, facts, { exitCode: 3 });
  return { severity, failure, ...(host !== undefined && { host }) };
}

function directive({ directives }: ClusterSpec, wanted: string): string | undefined {
  return directives.find(({ name }) => name.toLowerCase() === wanted)?.args[0];
}

function toMiB(kib: number): number {
  return Math.floor(kib / 1024);
}
