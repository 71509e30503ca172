import { type ExitCode, Failure } from '../cluster/failure.ts';
import { readKnownClusters } from '../guide/known-clusters.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { knownJob, readJob } from './choose-job.ts';
import type { CommandContext } from './context.ts';
import type { Invocation } from './flags.ts';
import { takeDownJob } from './take-down-job.ts';

/** `slotsh down [FILE]`: stops and removes the cluster of a cluster.yaml; without one, the cluster slotsh made last. */
export async function down({ flags, input }: Invocation, context: CommandContext): Promise<ExitCode> {
  const [file, ...more] = input;
  if (more.length > 0) throw new Failure('too-many-words', { words: more.join(' ') }, { exitCode: 2 });
  if (file !== undefined) return takeDownJob(await readJob(file), flags, context);
  const { clusters } = await readKnownClusters(findSlotshHome(context.env));
  const [known] = clusters;
  if (!known) throw new Failure('no-cluster-known', { command: 'down' }, { exitCode: 2 });
  return takeDownJob(await knownJob(known), flags, context);
}
