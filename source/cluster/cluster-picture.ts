import { formatAddress, type NodeAddress } from './address.ts';
import { mostCommon, opinionOf } from './forming-progress.ts';
import type { NodeFacts } from './node-facts.ts';
import type { ClusterNode } from './node-table.ts';
import type { NodeReport } from './read-cluster.ts';

export interface CheckOptions {
  /** What cluster-node-timeout is meant to be, in milliseconds: finds nodes that were left at a lower one. */
  clusterNodeTimeoutMs?: number;
  /** The machine a node stands on, where more is known than its host. */
  machineOf?: (address: NodeAddress) => string;
}

/** What was read of a cluster, ready to be judged. */
export interface ClusterPicture {
  reports: readonly NodeReport[];
  /** Those that answered. */
  read: readonly NodeFacts[];
  /** Who is who by the table that most nodes share. */
  agreed: readonly ClusterNode[];
  /** `host:port` of a node; its id when nobody knows the address. */
  nameOf(id: string): string;
  machineOf(address: NodeAddress): string;
  options: CheckOptions;
}

export function drawPicture(reports: readonly NodeReport[], options: CheckOptions): ClusterPicture {
  const read = reports.flatMap(({ facts }) => (facts ? [facts] : []));
  const addresses = new Map(reports.map(({ id, address }) => [id, address]));
  const opinion = mostCommon(read.map(opinionOf));
  return {
    reports,
    read,
    agreed: read.find(facts => opinionOf(facts) === opinion)?.nodes ?? [],
    nameOf(id) {
      const address = addresses.get(id);
      return address?.host ? formatAddress(address) : id;
    },
    machineOf: options.machineOf ?? (({ host }) => host),
    options,
  };
}
