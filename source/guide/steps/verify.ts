import type { NodeAddress } from '../../cluster/address.ts';
import { formatAddress } from '../../cluster/address.ts';
import { type CheckReport, checkCluster } from '../../cluster/check-cluster.ts';
import type { NodeClient } from '../../cluster/node-client.ts';
import { parseInfo } from '../../cluster/node-facts.ts';
import { type NodeReport, readCluster } from '../../cluster/read-cluster.ts';
import { byHand } from '../files/by-hand.ts';
import { connectSnippets } from '../files/snippets.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { GuideRun } from '../guide-run.ts';
import { formSettings } from '../plan-nodes.ts';
import { nodesOf, resultOf } from '../read-result.ts';
import type { Step } from '../step.ts';

/** The cluster as it is now, read from its first node on. */
interface ClusterReading {
  seed: NodeAddress;
  reports: readonly NodeReport[];
  check: CheckReport;
  info: readonly (readonly [string, string])[];
}

/** See that the cluster is usable, and show it as the guide does. Forming has waited for that: this is the judgement. */
export const verify: Step<ClusterReading | null> = {
  id: 'verify',
  skippable: true,
  byHand: ({ spec }) => byHand('verify', spec),
  learn: async run => (run.mode === 'plan' ? null : readAndCheck(run)),
  plan: () => [],
  apply: async () => undefined,
  async verify(run, reading) {
    if (reading === null) return;
    const { seed, reports, check, info } = reading;
    const { voice } = run;
    for (const { address, facts } of reports) {
      const node = formatAddress(address);
      voice.task({ name: 'verify-node', host: address.host, node, state: facts ? 'done' : 'failed' });
    }
    const table = reports[0]?.facts?.nodes ?? [];
    voice.show({ kind: 'check', findings: check.findings });
    voice.show({ kind: 'cluster-info', node: seed, fields: info });
    voice.show({ kind: 'nodes', nodes: table });
    voice.show({ kind: 'snippets', snippets: connectSnippets(nodesOf(run.spec)) });
    run.result = resultOf(run, table);
    const failing = check.findings.filter(({ severity }) => severity === 'fail');
    if (failing.length > 0) throw new GuideFailure('cluster-not-usable', { findings: failing });
  },
};

async function readAndCheck(run: GuideRun): Promise<ClusterReading> {
  const [seed] = nodesOf(run.spec);
  if (!seed) throw new RangeError('a specification has nodes');
  const client = await run.openNode(seed, run.signal);
  try {
    const reports = await readCluster(client, run.openNode, { signal: run.signal });
    const { clusterNodeTimeoutMs } = formSettings(run);
    const check = checkCluster(reports, { clusterNodeTimeoutMs });
    return { seed, reports, check, info: await readInfo(client) };
  } finally {
    client.close();
  }
}

async function readInfo(client: NodeClient): Promise<[string, string][]> {
  return [...parseInfo(await client.call('CLUSTER', 'INFO'))];
}
