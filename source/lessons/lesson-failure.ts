import { Failure } from '../cluster/failure.ts';
import type { LessonFailureFacts } from '../words/lesson-failure-facts.ts';

/** What can go wrong with a lesson. */
export class LessonFailure<
  I extends keyof LessonFailureFacts = keyof LessonFailureFacts,
> extends Failure<I> {}
