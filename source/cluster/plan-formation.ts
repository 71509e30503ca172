import type { ClusterPlan } from './cluster-plan.ts';
import { type FormSettings, lowerSettings, restoreSettings } from './forming-settings.ts';
import { judgeNodes } from './judge-nodes.ts';
import { missingCommands } from './missing-commands.ts';
import type { NodeCommand } from './node-command.ts';
import type { NodeFacts } from './node-facts.ts';

/** All commands that forming would send, as plain data; all three are empty when nothing is missing. */
export interface Formation {
  /** Settings lowered for the time of the forming. */
  lower: readonly NodeCommand[];
  missing: readonly NodeCommand[];
  /** The same settings put back, and those that a killed run left lowered. */
  restore: readonly NodeCommand[];
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
  const missing = missingCommands(facts, judgeNodes(facts, plan));
  const lower = missing.length > 0 ? lowerSettings(facts, settings) : [];
  return { lower, missing, restore: restoreSettings(facts, settings, lower) };
}
