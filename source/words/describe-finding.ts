import type { CheckFinding, FindingWords } from '../cluster/check-findings.ts';

/** A finding's sentence in the language of these words; plain text, not yet escaped. */
export function describeFinding(words: FindingWords, finding: CheckFinding): string {
  const describe = words[finding.id] as (facts: CheckFinding['facts']) => string;
  return describe(finding.facts);
}
