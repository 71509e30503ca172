import type { FormOptions } from './form-cluster.ts';
import { Member } from './member.ts';
import { type Formation, planFormation } from './plan-formation.ts';
import { plannedAddresses } from './planned-addresses.ts';
import { readAllFacts } from './read-all-facts.ts';

const TIMEOUT_MS = 30_000;

/**
 * Reads the nodes and says what `formCluster` would send to them; changes nothing.
 * @throws Failure exit code 3, as `formCluster` before its first change
 */
export async function previewFormation(
  options: Pick<FormOptions, 'plan' | 'open' | 'settings' | 'signal' | 'timeoutMs'>,
): Promise<Formation> {
  const { plan, open, settings, signal } = options;
  const members = plannedAddresses(plan).map(address => new Member(address, open));
  const deadline = performance.now() + (options.timeoutMs ?? TIMEOUT_MS);
  try {
    const facts = await readAllFacts(members, { deadline, ...(signal && { signal }) });
    return planFormation(facts, plan, settings);
  } finally {
    for (const member of members) member.close();
  }
}
