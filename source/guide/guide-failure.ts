import { Failure } from '../cluster/failure.ts';
import type { FailureId } from '../words/failure-facts.ts';

/** What can go wrong while a cluster is set up or taken down. */
export class GuideFailure<I extends FailureId = FailureId> extends Failure<I> {}

/** Several findings as one failure; a single one stands for itself. All of them were found before anything was changed. */
export function joinFindings(findings: readonly Failure[]): Failure {
  const [first, ...others] = findings;
  if (first && others.length === 0) return first;
  return new GuideFailure(
    'preflight-failed',
    { findings: findings.map(({ data }) => data) },
    { exitCode: 3 },
  );
}

/**
 * What went wrong on several hosts or nodes as one failure: one of each kind, as nodes with one configuration fail alike,
 * and their rows tell which did. A single kind stands for itself.
 */
export function joinFailures(failures: readonly Failure[]): Failure {
  const kinds = failures.filter(
    (failure, index) => failures.findIndex(({ id }) => id === failure.id) === index,
  );
  const [first, ...others] = kinds;
  if (first && others.length === 0) return first;
  return new GuideFailure('hosts-failed', { findings: kinds.map(({ data }) => data) });
}

/** The end of what a program said: where it says why. */
export function lastLines(said: string, count = 5): string {
  return said.trim().split('\n').slice(-count).join('\n');
}
