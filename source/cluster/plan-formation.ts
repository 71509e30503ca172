import type { ClusterPlan } from './cluster-plan.ts';
import { type FormSettings, lowerSettings, restoreSettings } from './forming-settings.ts';
import { judgeNodes } from './judge-nodes.ts';
import { missingCommands } from './missing-commands.ts';
import type { NodeCommand } from './node-command.ts';
import type { NodeFacts } from './node-facts.ts';
import { type Join, joinsOf } from './plan-growth.ts';

/** All commands that forming would send, as plain data; all empty when nothing is missing. */
export interface Formation {
  /** Settings lowered for the time of the forming. */
  lower: readonly NodeCommand[];
  missing: readonly NodeCommand[];
  /** The same settings put back, and those that a killed run left lowered. */
  restore: readonly NodeCommand[];
  /** Nodes that join a finished cluster; empty for any other forming. */
  joins: readonly Join[];
}

/**
 * What forming the planned cluster of these nodes would change. Pure: for `--plan`, and for `formCluster` itself.
 * @throws ClusterFailure with exit code 3, see `judgeNodes`
 */
export function planFormation(
  facts: readonly NodeFacts[],
  plan: ClusterPlan,
  settings: FormSettings,
): Formation {
  const comparison = judgeNodes(facts, plan);
  const missing = missingCommands(facts, comparison);
  // A cluster that is in use is not made to call its nodes dead sooner: a newcomer has time.
  const grows = comparison.kind === 'grows';
  const lower = missing.length > 0 && !grows ? lowerSettings(facts, settings) : [];
  const joins = grows ? joinsOf(comparison.growth, facts) : [];
  return { lower, missing, restore: restoreSettings(facts, settings, lower), joins };
}
