import type { ExitCode } from '../cluster/failure.ts';
import type { Outcome } from '../guide/events.ts';
import type { HostPool } from '../guide/host-pool.ts';
import type { ClusterJob } from './choose-job.ts';
import { runConnect } from './connect.ts';
import type { CommandContext } from './context.ts';
import { recallPassword } from './recall-password.ts';
import { takeDownJob } from './take-down-job.ts';
import { throughHosts } from './through-hosts.ts';

/**
 * The shell on a cluster that was just set up. One on this machine is asked about on leaving: it stays, or it is stopped;
 * its data stays either way, and the person is told where it is.
 */
export async function openShell(
  job: ClusterJob,
  { name, nodes }: Extract<Outcome, { outcome: 'done' }>,
  { pool, readOnly }: { pool: HostPool; readOnly: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const password = await recallPassword(job, context);
  const { keepCluster } = await runConnect(
    {
      name,
      seeds: nodes.map(({ host, port }) => ({ host, port })),
      ...throughHosts({ ...(password !== undefined && { password }) }, job, pool, context),
      ...{ job, asksToKeep: job.source.kind === 'here' },
      ...(readOnly && { readOnly }),
    },
    context,
  );
  if (keepCluster === false)
    return takeDownJob(job, { data: false, yes: true, json: false, acceptNewHostKeys: false }, context);
  if (keepCluster) context.stdout.write(`${context.words.cli.clusterStays}\n`);
  return context.signal.aborted ? 130 : 0;
}
