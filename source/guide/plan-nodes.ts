import type { ClusterPlan } from '../cluster/cluster-plan.ts';
import type { FormSettings } from '../cluster/forming-settings.ts';
import { planCluster } from '../cluster/plan-cluster.ts';
import type { GuideRun } from './guide-run.ts';

/** The guide's own `cluster-node-timeout`, and Redis' `repl-diskless-sync-delay`: milliseconds and seconds. */
const DEFAULT_NODE_TIMEOUT_MS = 15_000;
const DEFAULT_SYNC_DELAY_S = 5;

/** Masters, slots and replicas for the nodes of a run. Nodes stand on one machine when their hosts booted with the same id. */
export function planNodes({ spec, hosts }: GuideRun): ClusterPlan {
  const nodes = hosts.flatMap(({ spec: { address, ports }, facts }) =>
    ports.map(port => ({ host: address, port, machine: facts.bootId })),
  );
  return planCluster(nodes, spec.replicas);
}

/** What redis.conf says of the settings that forming lowers for a while. */
export function formSettings({ spec }: Pick<GuideRun, 'spec'>): FormSettings {
  const value = (name: string, otherwise: number) =>
    Number(spec.directives.find(directive => directive.name === name)?.args[0] ?? otherwise);
  return {
    clusterNodeTimeoutMs: value('cluster-node-timeout', DEFAULT_NODE_TIMEOUT_MS),
    replDisklessSyncDelayS: value('repl-diskless-sync-delay', DEFAULT_SYNC_DELAY_S),
  };
}
