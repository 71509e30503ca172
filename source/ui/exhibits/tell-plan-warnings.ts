import { formatAddress } from '../../cluster/address.ts';
import type { ClusterPlan, PlanWarning } from '../../cluster/cluster-plan.ts';
import type { Words } from '../../words/words.ts';

/**
 * Where a plan's placement is poor, as sentences, not yet escaped. A cluster on a single machine has every fault
 * there is; that is said once.
 */
export function tellPlanWarnings(plan: ClusterPlan, words: Words): string[] {
  const nodes = [...plan.masters, ...plan.replicas].map(({ node }) => node);
  if (plan.warnings.length > 0 && new Set(nodes.map(({ machine }) => machine)).size === 1) {
    return [words.setup.planWarnings.oneMachine];
  }
  // A machine's identity says nothing to a person; an address on it does.
  const nameOf = (machine: string) => nodes.find(node => node.machine === machine)?.host ?? machine;
  return plan.warnings.map(warning => tellPlanWarning(warning, nameOf, words));
}

function tellPlanWarning(warning: PlanWarning, nameOf: (machine: string) => string, words: Words): string {
  const tell = words.setup.planWarnings;
  switch (warning.id) {
    case 'replica-beside-master':
      return tell[warning.id](formatAddress(warning.replica), formatAddress(warning.master));
    case 'replicas-of-one-master-together':
      return tell[warning.id](formatAddress(warning.master), nameOf(warning.machine));
    case 'majority-on-one-machine':
      return tell[warning.id](nameOf(warning.machine), warning.masters, warning.of);
  }
}
