import type { FailureId } from '../words/failure-facts.ts';
import { Failure } from './failure.ts';

/** What can go wrong with a Redis Cluster itself: planning, forming and reading it. */
export class ClusterFailure<I extends FailureId = FailureId> extends Failure<I> {}
