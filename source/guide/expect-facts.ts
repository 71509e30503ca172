import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import type { FormSettings } from '../cluster/forming-settings.ts';
import type { NodeFacts } from '../cluster/node-facts.ts';
import { type ClusterNode, ownLine, parseNodeTable } from '../cluster/node-table.ts';
import { busPort } from './bus-port.ts';
import type { PreparedHost } from './guide-run.ts';

/** A version that takes ADDSLOTSRANGE, where none is known yet. */
const RECENT_VERSION = '7.0.0';

/**
 * What a node that does not run yet will say of itself once it does: what its nodes.conf says, or that it is new and empty.
 * For the plan: a node id is known only after the first start, `<id of 192.168.10.10:6371>` stands in its place.
 */
export function expectFacts(
  { facts, spec, announceIp }: PreparedHost,
  port: number,
  settings: FormSettings,
): NodeFacts {
  const address = { host: spec.address, port };
  const nodesConf = facts.dataDirectories[spec.ports.indexOf(port)]?.nodesConf;
  const table = nodesConf === undefined ? [] : parseNodeTable(nodesConf).nodes;
  const own = ownLine({ nodes: table }) ?? newNode(address, announceIp);
  return {
    own,
    nodes: table.length > 0 ? table : [own],
    state: 'ok',
    address,
    version: facts.server?.version ?? RECENT_VERSION,
    keys: 0,
    clusterNodeTimeoutMs: settings.clusterNodeTimeoutMs,
    replDisklessSyncDelayS: settings.replDisklessSyncDelayS,
    roundTripMs: 0,
  };
}

function newNode(address: NodeAddress, announceIp: string): ClusterNode {
  return {
    id: `<id of ${formatAddress(address)}>`,
    address: { host: announceIp, port: address.port },
    busPort: busPort(address.port),
    role: 'master',
    flags: ['myself', 'master'],
    myself: true,
    configEpoch: 0,
    linkState: 'connected',
    slots: [],
    migrating: [],
    importing: [],
  };
}
