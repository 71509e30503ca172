import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { NodeAddress } from '../cluster/address.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import { isRecord } from './is-record.ts';
import type { SlotshHome } from './slotsh-home.ts';
import { withFileLock } from './with-file-lock.ts';
import { writePrivateFile } from './write-private-file.ts';

/** What a cluster was made from: a cluster.yaml, or the specification that `up --here` made up. */
export type ClusterSource = { kind: 'file'; path: string } | { kind: 'here'; spec: ClusterSpec };

/** A cluster that slotsh set up. Holds no secret: a password that slotsh made lies in `passwordFile`. */
export interface KnownCluster {
  name: string;
  source: ClusterSource;
  /**
   * `unfinished`: a set-up began, and has not come to its end yet; running it again goes on, `down` clears it away.
   * `stopped`: taken down, its data kept.
   */
  state: 'unfinished' | 'usable' | 'stopped';
  nodes: readonly NodeAddress[];
  passwordFile?: string;
  /** ISO 8601: when it was made, and when a set-up last ran. */
  madeAt: string;
  lastUsedAt: string;
}

/** What is known, last used first. `setAside`: the file was damaged and now lies there, for the person to be told. */
export interface KnownClusters {
  clusters: readonly KnownCluster[];
  setAside?: string;
}

/** Every cluster slotsh remembers. A damaged file never stops anyone: it is moved out of the way. */
export async function readKnownClusters(home: SlotshHome): Promise<KnownClusters> {
  const path = knownClustersFile(home);
  const text = await readFile(path, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return { clusters: [] };
  const clusters = parseKnownClusters(text);
  if (clusters) return { clusters: [...clusters].sort((a, b) => compareText(b.lastUsedAt, a.lastUsedAt)) };
  const setAside = `${path}.damaged-${Date.now()}`;
  await rename(path, setAside);
  return { clusters: [], setAside };
}

/** The usable cluster that was set up last; null when none is known. */
export async function recallLast(home: SlotshHome): Promise<KnownCluster | null> {
  const { clusters } = await readKnownClusters(home);
  return clusters.find(({ state }) => state === 'usable') ?? null;
}

/** Remembers a cluster, from before its first change on, so that nothing is left that nobody knows of; one from the same source is replaced and keeps its `madeAt`. */
export async function rememberCluster(
  home: SlotshHome,
  cluster: Omit<KnownCluster, 'madeAt' | 'lastUsedAt'>,
  now: Date = new Date(),
): Promise<void> {
  await update(home, clusters => {
    const before = clusters.find(({ source }) => sameSource(source, cluster.source));
    const lastUsedAt = now.toISOString();
    const others = clusters.filter(known => known !== before);
    return [{ ...cluster, madeAt: before?.madeAt ?? lastUsedAt, lastUsedAt }, ...others];
  });
}

/** Notes that the cluster of a source was taken down, if it is known. */
export async function noteStopped(home: SlotshHome, source: ClusterSource): Promise<void> {
  await update(home, clusters =>
    clusters.map(known =>
      sameSource(known.source, source) ? { ...known, state: 'stopped' as const } : known,
    ),
  );
}

/** Forgets the cluster of a source, if it is known. */
export async function forgetCluster(home: SlotshHome, source: ClusterSource): Promise<void> {
  await update(home, clusters => clusters.filter(known => !sameSource(known.source, source)));
}

/** Reads, changes and writes in one go, whoever else does so; writes nothing where nothing changes. */
async function update(
  home: SlotshHome,
  change: (clusters: readonly KnownCluster[]) => readonly KnownCluster[],
): Promise<void> {
  const path = knownClustersFile(home);
  await withFileLock(path, async () => {
    const { clusters } = await readKnownClusters(home);
    const next = change(clusters);
    if (isDeepStrictEqual(next, clusters)) return;
    await writePrivateFile(path, `${JSON.stringify({ version: 1, clusters: next }, null, 2)}\n`);
  });
}

/** One file makes one cluster, and `up --here` makes one cluster on this machine. */
export function sameSource(a: ClusterSource, b: ClusterSource): boolean {
  return a.kind === 'file' ? b.kind === 'file' && a.path === b.path : b.kind === 'here';
}

function knownClustersFile(home: SlotshHome): string {
  return join(home.state, 'clusters.json');
}

/** The file's clusters; null when it is not what slotsh wrote. */
function parseKnownClusters(text: string): readonly KnownCluster[] | null {
  try {
    const file: unknown = JSON.parse(text);
    if (!isRecord(file) || file['version'] !== 1 || !Array.isArray(file['clusters'])) return null;
    return file['clusters'].every(isKnownCluster) ? file['clusters'] : null;
  } catch {
    return null;
  }
}

function isKnownCluster(value: unknown): value is KnownCluster {
  return (
    isRecord(value) &&
    ['name', 'madeAt', 'lastUsedAt'].every(key => typeof value[key] === 'string') &&
    ['unfinished', 'usable', 'stopped'].includes(String(value['state'])) &&
    ['string', 'undefined'].includes(typeof value['passwordFile']) &&
    Array.isArray(value['nodes']) &&
    value['nodes'].every(isAddress) &&
    isSource(value['source'])
  );
}

function isSource(value: unknown): value is ClusterSource {
  if (!isRecord(value)) return false;
  if (value['kind'] === 'file') return typeof value['path'] === 'string';
  return value['kind'] === 'here' && isSpec(value['spec']);
}

function isSpec(value: unknown): value is ClusterSpec {
  return (
    isRecord(value) &&
    ['name', 'runtime', 'image', 'directory'].every(key => typeof value[key] === 'string') &&
    typeof value['replicas'] === 'number' &&
    isRecord(value['password']) &&
    Array.isArray(value['directives']) &&
    Array.isArray(value['hosts']) &&
    value['hosts'].every(
      host => isRecord(host) && typeof host['address'] === 'string' && isPorts(host['ports']),
    )
  );
}

function isPorts(value: unknown): boolean {
  return Array.isArray(value) && value.every(Number.isInteger);
}

function isAddress(value: unknown): value is NodeAddress {
  return isRecord(value) && typeof value['host'] === 'string' && Number.isInteger(value['port']);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
