import type { NodeAddress } from './address.ts';
import type { ClusterPlan } from './cluster-plan.ts';

/** The addresses of all nodes of a plan: masters first, each in the plan's order. */
export function plannedAddresses({ masters, replicas }: ClusterPlan): NodeAddress[] {
  return [...masters, ...replicas].map(({ node }) => ({ host: node.host, port: node.port }));
}
