import type { CheckFinding, FindingMends, FindingWords } from '../cluster/check-findings.ts';

/** A finding's sentence in the language of these words; plain text, not yet escaped. */
export function describeFinding(words: FindingWords, finding: CheckFinding): string {
  const describe = words[finding.id] as (facts: CheckFinding['facts']) => string;
  return describe(finding.facts);
}

/** What mends a finding, line by line; nothing for one that is fine. */
export function mendFinding(mends: FindingMends, finding: CheckFinding): string[] {
  if (finding.severity === 'ok') return [];
  const mend = mends[finding.id] as (facts: CheckFinding['facts']) => string;
  return mend(finding.facts)
    .split('\n')
    .filter(text => text !== '');
}
