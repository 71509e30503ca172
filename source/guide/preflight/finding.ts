import type { Failure } from '../../cluster/failure.ts';
import type { FailureData, FailureId } from '../../words/failure-facts.ts';

/** `fail`: a later step would fail; `warn`: it works, and will be regretted; `info`: good to know when something else is wrong. */
export type PreflightSeverity = 'fail' | 'warn' | 'info';

/** Something that was found on the hosts before anything was changed. */
export interface PreflightFinding {
  severity: PreflightSeverity;
  /** The host it is about, as in the file; absent when it is about several. */
  host?: string;
  failure: Failure;
}

/** As events have it. */
export interface ToldFinding {
  severity: PreflightSeverity;
  host?: string;
  failure: FailureData;
}

/**
 * Findings that a person may go on in spite of, by name (`--ignore`). Not among them: hosts and daemons that do not answer,
 * as nothing could be done there, and data of others, which no flag gives away.
 */
export const IGNORABLE = [
  'architecture-differs',
  'directory-unusable',
  'docker-rootless',
  'memory-short',
  'only-copy',
  'path-blocked',
  'port-in-use',
  'same-machine-twice',
  'system-unsupported',
] as const satisfies readonly FailureId[];

export type IgnorableId = (typeof IGNORABLE)[number];

/** What is ignored by name warns only. */
export function downgrade(
  findings: readonly PreflightFinding[],
  ignored: readonly IgnorableId[],
): PreflightFinding[] {
  return findings.map(finding =>
    finding.severity === 'fail' && ignored.some(id => id === finding.failure.id)
      ? { ...finding, severity: 'warn' }
      : finding,
  );
}
