import { relative } from 'node:path';
import type { ClusterJob } from './choose-job.ts';

/** The cluster.yaml as one would type it from here; none for the cluster on this machine. */
export function shownFile({ source }: Pick<ClusterJob, 'source'>): string | undefined {
  if (source.kind === 'here') return undefined;
  const fromHere = relative(process.cwd(), source.path);
  return /^(\.\.|-)/.test(fromHere) ? source.path : fromHere;
}
