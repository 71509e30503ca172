import { Failure } from '../cluster/failure.ts';
import type { HostFailureFacts } from '../words/host-failure-facts.ts';

/** What can go wrong with a machine: reaching it, logging in, running and reading things there. */
export class HostFailure<I extends keyof HostFailureFacts = keyof HostFailureFacts> extends Failure<I> {}
