import type {
  FailureData,
  FailureFacts,
  FailureId,
  FailureText,
  SpecFaultFacts,
} from '../../words/failure-facts.ts';
import type { SpecFaultId, SpecFaultValues } from '../../words/spec-fault-facts.ts';
import type { Words } from '../../words/words.ts';

/** A failure in the person's language; its texts are not yet escaped. */
export function tellFailure<I extends FailureId>(
  failure: FailureData & { id: I; facts: FailureFacts[I] },
  words: Words,
): FailureText {
  return words.failures[failure.id](failure.facts);
}

/** What is wrong at one place of a cluster.yaml, in the person's language, not yet escaped. */
export function tellSpecFault<I extends SpecFaultId>(
  fault: SpecFaultFacts & { id: I; values: Readonly<SpecFaultValues[I]> },
  words: Words,
): string {
  return words.spec.faults[fault.id](fault.values);
}

/** What several findings, or several hosts, have said: each a failure of its own. */
export function findingsOf(failure: FailureData): readonly FailureData[] {
  return failure.id === 'preflight-failed' || failure.id === 'hosts-failed' ? failure.facts.findings : [];
}

/** Is what mends a failure a sentence to be read? Else it is a command to be copied, and must stay in one piece. */
export function isSentence(mend: string): boolean {
  return /[.。]$/.test(mend.trimEnd());
}
