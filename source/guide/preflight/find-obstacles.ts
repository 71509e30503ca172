import { formatAddress } from '../../cluster/address.ts';
import type { Failure } from '../../cluster/failure.ts';
import { parseNodeTable } from '../../cluster/node-table.ts';
import type { DataDirectoryFacts, ListenerFacts } from '../../hosts/host-facts.ts';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { busPort } from '../bus-port.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { PreparedHost } from '../guide-run.ts';
import type { ReachedHost } from '../reach-hosts.ts';

/** Files of a Redis that keeps data: a snapshot, or an append-only file (a directory since Redis 7). */
const DATA_FILE = /\.rdb$|^appendonly/;

/**
 * Everything on the hosts that were reached that would make a later step fail, whatever the runtime; all of it, from facts alone.
 * `own` are the ports of each host that the cluster's own nodes listen on already.
 */
export function findObstacles(
  { hosts: specs }: ClusterSpec,
  hosts: readonly PreparedHost[],
  own: ReadonlyMap<PreparedHost, ReadonlySet<number>>,
): Failure[] {
  const places = [
    ...specs,
    ...hosts.map(({ spec: { ports }, announceIp }) => ({ address: announceIp, ports })),
  ];
  const ours = new Set(
    places.flatMap(({ address, ports }) => ports.map(port => formatAddress({ host: address, port }))),
  );
  return [
    ...findSameMachines(hosts),
    ...hosts.flatMap(host => [
      ...findTakenPorts(host, own.get(host) ?? new Set()),
      ...findUnusableDirectory(host),
    ]),
    ...findForeignData(hosts, ours),
  ];
}

function findSameMachines(hosts: readonly PreparedHost[]): Failure[] {
  const byBootId = new Map<string, PreparedHost[]>();
  for (const host of hosts) {
    const { bootId } = host.facts;
    if (bootId !== '') byBootId.set(bootId, [...(byBootId.get(bootId) ?? []), host]);
  }
  return [...byBootId.values()]
    .filter(same => same.length > 1)
    .map(same => refuse('same-machine-twice', { hosts: same.map(({ spec }) => spec.address) }));
}

function findTakenPorts({ host, spec, facts }: PreparedHost, own: ReadonlySet<number>): Failure[] {
  const wanted = spec.ports.flatMap(port => [
    { port, bus: false, node: port },
    { port: busPort(port), bus: true, node: port },
  ]);
  return wanted.flatMap(({ port, bus, node }) => {
    const listener = facts.listeners.find(found => found.port === port);
    if (!listener || own.has(node)) return [];
    return [refuse('port-in-use', { host: host.label, port, bus, owner: ownerOf(listener) })];
  });
}

/** `redis-server (pid 812)`, `container web (nginx, pid 77)`; empty when this user may not see it. */
function ownerOf({ owner }: ListenerFacts): string {
  if (!owner) return '';
  const { program, pid, containerName, containerId } = owner;
  const container = containerName ?? containerId?.slice(0, 12);
  return container ? `container ${container} (${program}, pid ${pid})` : `${program} (pid ${pid})`;
}

function findUnusableDirectory({ host, facts }: PreparedHost): Failure[] {
  const { path, type, writable } = facts.directory;
  const reason = type === 'other' ? 'not-a-directory' : writable ? null : 'not-writable';
  return reason ? [refuse('directory-unusable', { host: host.label, path, reason })] : [];
}

/** Data that is not this cluster's, or not its alone, at the places of its nodes. `ours`: the addresses its nodes announce. */
export function findForeignData(hosts: readonly ReachedHost[], ours: ReadonlySet<string>): Failure[] {
  const found = hosts.flatMap(({ host, spec, facts }) =>
    spec.ports.flatMap((port, index) => {
      const data = facts.dataDirectories[index];
      return data ? (judgeData(data, host.label, port, ours) ?? []) : [];
    }),
  );
  // Every node of a cluster knows whom the file leaves out.
  const [leftOut, ...repeated] = found.filter(({ id }) => id === 'node-left-out');
  return leftOut ? found.filter(failure => !repeated.includes(failure)) : found;
}

/** Data of an earlier run of the same cluster is welcome; anything else would be mixed up with it. */
function judgeData(
  { path, entries, nodesConf }: DataDirectoryFacts,
  host: string,
  port: number,
  ours: ReadonlySet<string>,
): Failure | null {
  if (nodesConf !== undefined) {
    const others = parseNodeTable(nodesConf)
      .nodes.filter(node => !node.myself && !node.flags.includes('noaddr'))
      .map(({ address, id }) => ({ node: formatAddress(address), id }));
    const strangers = others.filter(({ node }) => !ours.has(node));
    const member = others.find(({ node }) => ours.has(node))?.node;
    if (strangers.length === 0) return null;
    if (member !== undefined) return refuse('node-left-out', { nodes: strangers, member });
    const facts = { host, port, path: `${path}/nodes.conf`, strangers: strangers.map(({ node }) => node) };
    return refuse('node-of-another-cluster', facts);
  }
  const files = entries.filter(name => DATA_FILE.test(name));
  return files.length > 0 ? refuse('node-has-data', { host, port, path, files }) : null;
}

function refuse<I extends Failure['id']>(
  id: I,
  facts: ConstructorParameters<typeof GuideFailure<I>>[1],
): Failure {
  return new GuideFailure(id, facts, { exitCode: 3 });
}
