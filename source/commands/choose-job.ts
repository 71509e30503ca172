import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure } from '../cluster/failure.ts';
import { hereSpec } from '../guide/here-spec.ts';
import type { ClusterSource, KnownCluster } from '../guide/known-clusters.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { isPortFree } from '../hosts/is-port-free.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import type { CommandContext } from './context.ts';

/** A cluster to set up or to take down, and what it is known by. */
export interface ClusterJob {
  spec: ClusterSpec;
  source: ClusterSource;
}

/** The cluster of a cluster.yaml. Throws `spec-unreadable` or `spec-wrong` (exit 2). */
export async function readJob(file: string): Promise<ClusterJob> {
  const path = resolve(file);
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Failure('spec-unreadable', { file, reason: error.message }, { exitCode: 2, cause: error });
  });
  // With it comes the YAML parser, which a command to a running cluster does without.
  const { readSpec } = await import('../spec/read-spec.ts');
  const read = readSpec(text);
  if ('faults' in read) throw new Failure('spec-wrong', { file, faults: read.faults }, { exitCode: 2 });
  return { spec: read.spec, source: { kind: 'file', path } };
}

/** The cluster on this machine: the one there is, or a new one on free ports. Throws `no-free-ports` (exit 3). */
export async function hereJob({ env }: Pick<CommandContext, 'env'>): Promise<ClusterJob> {
  const spec = await hereSpec(findSlotshHome(env), isPortFree);
  return { spec, source: { kind: 'here', spec } };
}

/** The cluster that slotsh made before. Throws as `readJob` when its file is gone or wrong by now. */
export async function knownJob({ source }: KnownCluster): Promise<ClusterJob> {
  return source.kind === 'here' ? { spec: source.spec, source } : readJob(source.path);
}
