import { joinFindings } from '../guide-failure.ts';
import type { GuideRun } from '../guide-run.ts';
import { downgrade } from './finding.ts';
import { isBlocked, judgePaths, tryPaths } from './reach-paths.ts';

/**
 * Tries every way between the hosts once more, now that nodes listen everywhere: what refuses is closed, whoever said that nothing
 * listened there before. Without a way no cluster is made.
 * @throws {Failure} `path-blocked`, or `preflight-failed` for several
 */
export async function provePaths(run: GuideRun): Promise<void> {
  const { hosts, voice, ignored } = run;
  const paths = await tryPaths(run, hosts, { nodesListen: true });
  if (!paths.some(isBlocked)) return;
  voice.show({ kind: 'paths', hosts: hosts.map(({ spec: { address } }) => address), paths });
  const findings = downgrade(judgePaths(paths, hosts), ignored);
  const failing = findings.filter(({ severity }) => severity === 'fail').map(({ failure }) => failure);
  if (failing.length > 0) throw joinFindings(failing);
}
