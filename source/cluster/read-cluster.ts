import type { FailureData } from '../words/failure-facts.ts';
import { formatAddress, type NodeAddress } from './address.ts';
import { ClusterFailure } from './cluster-failure.ts';
import { toFailure } from './failure.ts';
import type { NodeClient, OpenNodeClient } from './node-client.ts';
import { type NodeDirectives, readDirectives } from './node-directives.ts';
import { type NodeFacts, readNodeFacts } from './node-facts.ts';
import type { ClusterNode } from './node-table.ts';
import { within } from './within.ts';

/** A node of the cluster, and what it says itself. */
export interface NodeReport {
  id: string;
  /** As the others know it; the host is empty for a node whose address nobody knows. */
  address: NodeAddress;
  /** Its own view; absent when it could not be read. */
  facts?: NodeFacts;
  /** What it is configured to do, as far as it lets us read it. */
  directives?: NodeDirectives;
  /** Why it could not be read. */
  failure?: FailureData;
}

export interface ReadOptions {
  signal?: AbortSignal;
  /** Milliseconds for each node; 5000 by default. Nodes are read side by side. */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 5000;

/**
 * Reads every node of a cluster from any one of them: those it knows, and those that only they know. A node that is dead or
 * unreachable is reported, not left out. The seed comes first; its client stays open.
 * @throws Failure when the seed itself cannot be read: `cluster-mode-off`, or whatever its client says
 */
export async function readCluster(
  seed: NodeClient,
  open: OpenNodeClient,
  options: ReadOptions = {},
): Promise<NodeReport[]> {
  const { facts, directives } = await readNode(seed);
  const reports: NodeReport[] = [
    { id: facts.own.id, address: addressOf(facts.own, facts.address), facts, directives },
  ];
  for (;;) {
    const unread = newcomers(reports);
    if (unread.length === 0) return reports;
    reports.push(...(await Promise.all(unread.map(node => readReport(node, open, options)))));
  }
}

async function readNode(client: NodeClient): Promise<{ facts: NodeFacts; directives: NodeDirectives }> {
  const [facts, directives] = await Promise.all([readNodeFacts(client), readDirectives(client)]);
  return { facts, directives };
}

interface Newcomer {
  id: string;
  address: NodeAddress;
  knownBy: NodeAddress;
}

/** Nodes that are in the table of a node already read, and are not read themselves. Handshakes are none yet. */
function newcomers(reports: readonly NodeReport[]): Newcomer[] {
  const found = new Map<string, Newcomer>();
  for (const { facts } of reports) {
    if (!facts) continue;
    for (const line of facts.nodes) {
      if (line.flags.includes('handshake') || reports.some(({ id }) => id === line.id)) continue;
      if (found.has(line.id)) continue;
      found.set(line.id, { id: line.id, address: addressOf(line, facts.address), knownBy: facts.address });
    }
  }
  return [...found.values()];
}

/** An empty host stands for the one that was asked, except where Redis says that it knows none. */
function addressOf({ address, flags }: ClusterNode, asked: NodeAddress): NodeAddress {
  const isUnknown = flags.includes('noaddr') || address.host !== '';
  return isUnknown ? address : { host: asked.host, port: address.port || asked.port };
}

async function readReport(
  { id, address, knownBy }: Newcomer,
  open: OpenNodeClient,
  { signal, timeoutMs = DEFAULT_TIMEOUT_MS }: ReadOptions,
): Promise<NodeReport> {
  if (address.host === '') return { id, address };
  const opening = open(address, signal);
  try {
    const reading = opening.then(readNode);
    const { facts, directives } = await within(timeoutMs, reading, () => notAnswering(address, timeoutMs));
    return facts.own.id === id
      ? { id, address, facts, directives }
      : { id, address, failure: replaced(id, address, knownBy) };
  } catch (error) {
    return { id, address, failure: toFailure(error).data };
  } finally {
    opening.then(
      client => client.close(),
      () => undefined, // told by the failure
    );
  }
}

function notAnswering(address: NodeAddress, ms: number): ClusterFailure {
  return new ClusterFailure('node-not-answering', { node: formatAddress(address), command: 'INFO', ms });
}

function replaced(formerId: string, address: NodeAddress, knownBy: NodeAddress): FailureData {
  const names = { node: formatAddress(knownBy), replaced: formatAddress(address) };
  return new ClusterFailure('node-replaced', { ...names, formerId }).data;
}
