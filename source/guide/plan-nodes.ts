import type { ClusterPlan } from '../cluster/cluster-plan.ts';
import type { FormSettings } from '../cluster/forming-settings.ts';
import { planCluster } from '../cluster/plan-cluster.ts';
import type { GuideRun } from './guide-run.ts';

/** The guide's own `cluster-node-timeout`, and Redis' `repl-diskless-sync-delay`: milliseconds and seconds. */
const DEFAULT_NODE_TIMEOUT_MS = 15_000;
const DEFAULT_SYNC_DELAY_S = 5;

/**
 * Masters, slots and replicas for the nodes of a run. Each host is a machine of its own: "prepare hosts" has seen to that.
 * Where there is only one, that its loss is the cluster's end is said once, and not again for every replica.
 */
export function planNodes({ spec }: Pick<GuideRun, 'spec'>): ClusterPlan {
  const nodes = spec.hosts.flatMap(({ address, ports }) =>
    ports.map(port => ({ host: address, port, machine: address })),
  );
  const plan = planCluster(nodes, spec.replicas);
  if (spec.hosts.length > 1) return plan;
  return { ...plan, warnings: plan.warnings.filter(({ id }) => id === 'majority-on-one-machine') };
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
