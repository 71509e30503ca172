import type { FailureData, FailureFacts, FailureId, FailureText } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';

/** A failure in the person's language; its texts are not yet escaped. */
export function tellFailure<I extends FailureId>(
  failure: FailureData & { id: I; facts: FailureFacts[I] },
  words: Words,
): FailureText {
  return words.failures[failure.id](failure.facts);
}
