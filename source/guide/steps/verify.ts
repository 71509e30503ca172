import { setTimeout as pause } from 'node:timers/promises';
import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import { type CheckReport, checkCluster } from '../../cluster/check-cluster.ts';
import type { NodeClient } from '../../cluster/node-client.ts';
import { parseInfo } from '../../cluster/node-facts.ts';
import type { ClusterNode } from '../../cluster/node-table.ts';
import { healingMs } from '../../cluster/patience.ts';
import { type NodeReport, readCluster } from '../../cluster/read-cluster.ts';
import type { TaskState } from '../events.ts';
import { byHand } from '../files/by-hand.ts';
import { connectSnippets } from '../files/snippets.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { GuideRun } from '../guide-run.ts';
import { formSettings } from '../plan-nodes.ts';
import { nodesOf, resultOf } from '../read-result.ts';
import type { Step } from '../step.ts';
import { withAllHosts } from '../with-all-hosts.ts';

/** The cluster as it is now, read from its first node on. */
interface ClusterReading {
  seed: NodeAddress;
  reports: readonly NodeReport[];
  check: CheckReport;
  info: readonly (readonly [string, string])[];
  /** The node table of the first node. */
  table: readonly ClusterNode[];
}

/** Between two looks, and the least time nodes get: milliseconds. A replica waits 5 s for its first copy by default. */
const INTERVAL_MS = 250;
const SHORTEST_PATIENCE_MS = 30_000;

/**
 * See that the cluster is usable, and show it as the guide does. One that was formed just now is: forming has waited for it.
 * One that was only started again takes a few seconds to hear of each other and to copy what was missed.
 */
export const verify: Step<ClusterReading | null> = {
  id: 'verify',
  skippable: true,
  byHand: run => byHand('verify', run),
  learn: async run => (run.mode === 'plan' ? null : readAndCheck(run)),
  plan: () => [],
  apply: async () => undefined,
  async verify(run, first) {
    if (first === null) return;
    const reading = await withAllHosts(run, signal => awaitUsable({ ...run, signal }, first));
    show(run, reading);
    run.result = resultOf(run, reading.table);
    const failing = reading.check.findings.filter(({ severity }) => severity === 'fail');
    if (failing.length > 0) throw new GuideFailure('cluster-not-usable', { findings: failing });
  },
};

/** Looks again until nothing fails, as long as it may take nodes to find each other; resolves with the last look. */
async function awaitUsable(run: GuideRun, first: ClusterReading): Promise<ClusterReading> {
  const { clusterNodeTimeoutMs } = formSettings(run);
  const deadline = Date.now() + Math.max(SHORTEST_PATIENCE_MS, healingMs(clusterNodeTimeoutMs));
  let reading = first;
  const told = new Map<string, TaskState>();
  tellNodes(run, reading, told);
  while (!reading.check.ok && Date.now() < deadline) {
    await pause(INTERVAL_MS, undefined, { signal: run.signal });
    reading = await readAndCheck(run);
    tellNodes(run, reading, told);
  }
  return reading;
}

/** A row for each node, when it has changed: done as soon as no finding that fails concerns it. */
function tellNodes(
  { voice }: GuideRun,
  { reports, check }: ClusterReading,
  told: Map<string, TaskState>,
): void {
  const failing = check.findings.filter(({ severity }) => severity === 'fail');
  for (const { address } of reports) {
    const node = formatAddress(address);
    const state = failing.some(({ nodes }) => nodes.includes(node)) ? 'running' : 'done';
    if (told.get(node) === state) continue;
    told.set(node, state);
    voice.task({ name: 'verify-node', host: address.host, node, state });
  }
}

function show({ voice, spec }: GuideRun, { seed, check, info, table }: ClusterReading): void {
  voice.show({ kind: 'check', findings: check.findings });
  voice.show({ kind: 'cluster-info', node: seed, fields: info });
  voice.show({ kind: 'nodes', nodes: table });
  voice.show({ kind: 'snippets', snippets: connectSnippets(nodesOf(spec)) });
}

async function readAndCheck(run: GuideRun): Promise<ClusterReading> {
  const [seed] = nodesOf(run.spec);
  if (!seed) throw new RangeError('a specification has nodes');
  const client = await run.openNode(seed, run.signal);
  try {
    const reports = await readCluster(client, run.openNode, { signal: run.signal });
    const { clusterNodeTimeoutMs } = formSettings(run);
    const check = checkCluster(reports, { clusterNodeTimeoutMs });
    const table = reports[0]?.facts?.nodes ?? [];
    return { seed, reports, check, info: await readInfo(client), table };
  } finally {
    client.close();
  }
}

async function readInfo(client: NodeClient): Promise<[string, string][]> {
  return [...parseInfo(await client.call('CLUSTER', 'INFO'))];
}
