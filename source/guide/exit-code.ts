import type { ExitCode, Failure } from '../cluster/failure.ts';
import type { Door } from './apply-change.ts';

/** What a run that failed ends with: 3 while nothing was changed. What nobody foresaw is never said to be harmless. */
export function exitCodeAfter(failure: Failure, { used }: Pick<Door, 'used'>): ExitCode {
  if (failure.exitCode === 2 || failure.id === 'unexpected') return failure.exitCode;
  return used ? 1 : 3;
}
