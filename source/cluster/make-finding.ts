import type { CheckFinding, FindingFacts, FindingId, Severity } from './check-findings.ts';

/** A finding that is fine when it concerns no node, and otherwise as severe as said. */
export function makeFinding<I extends FindingId>(
  id: I,
  facts: FindingFacts[I],
  concerned: readonly string[],
  otherwise: Exclude<Severity, 'ok'>,
): CheckFinding {
  const nodes = [...new Set(concerned)];
  return { id, severity: nodes.length > 0 ? otherwise : 'ok', nodes, facts } as CheckFinding;
}
