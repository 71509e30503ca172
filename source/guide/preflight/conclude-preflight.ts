import type { Failure } from '../../cluster/failure.ts';
import { joinFindings } from '../guide-failure.ts';
import type { GuideRun } from '../guide-run.ts';
import { findHalfDone } from './find-half-done.ts';
import { downgrade, type PreflightFinding } from './finding.ts';
import { judgeHosts } from './judge-hosts.ts';
import { isBlocked, judgePaths, tryPaths } from './reach-paths.ts';

/**
 * The end of looking before anything is changed: everything that was found, all at once, host by host.
 * @param obstacles what would make a later step fail
 * @throws {Failure} them, and what else forbids going on (`preflight-failed` for several)
 */
export async function concludePreflight(run: GuideRun, obstacles: readonly Failure[]): Promise<void> {
  const { spec, hosts, voice, ignored } = run;
  // To an address that is not the host's own there is no way that could mean anything.
  const misnamed = obstacles.flatMap(({ data }) =>
    data.id === 'address-not-on-host' ? [data.facts.address] : [],
  );
  const paths = await tryPaths(
    run,
    hosts.filter(host => !misnamed.includes(host.spec.address)),
  );
  const found: PreflightFinding[] = [
    ...obstacles.map(failure => ({ severity: 'fail' as const, failure, ...hostOf(failure) })),
    ...judgePaths(paths, hosts),
    // On this machine alone, without Docker, a cluster is for trying: it is not told how to run servers.
    ...(hosts.every(({ host }) => host.isLocal) && spec.runtime === 'process' ? [] : judgeHosts(spec, hosts)),
  ];
  const findings = downgrade(found, ignored);
  tellHalfDone(run);
  if (paths.some(isBlocked)) {
    voice.show({ kind: 'paths', hosts: hosts.map(({ spec: { address } }) => address), paths });
  }
  if (findings.length > 0) {
    const told = findings.map(({ failure, ...finding }) => ({ ...finding, failure: failure.data }));
    voice.show({ kind: 'preflight', findings: told });
  }
  const failing = findings.filter(({ severity }) => severity === 'fail').map(({ failure }) => failure);
  if (failing.length > 0) throw joinFindings(failing);
}

/** What an earlier run has left, where it has not come to its end, or not everything is up. */
function tellHalfDone({ hosts, isFirst, voice }: GuideRun): void {
  const halfDone = findHalfDone(hosts);
  const isWhole = halfDone.every(({ running, nodes }) => running === nodes);
  if (halfDone.length > 0 && (isFirst || !isWhole)) voice.show({ kind: 'half-done', hosts: halfDone });
}

/** The host an obstacle is about, where it says so. */
function hostOf({ data }: Failure): { host?: string } {
  return 'host' in data.facts && typeof data.facts.host === 'string' ? { host: data.facts.host } : {};
}
