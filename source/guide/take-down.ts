import { readdir, rm } from 'node:fs/promises';
import { formatAddress } from '../cluster/address.ts';
import { toFailure } from '../cluster/failure.ts';
import { removeImage } from '../hosts/docker.ts';
import type { ClusterSpec, HostSpec } from '../spec/cluster-spec.ts';
import { type Door, openDoor } from './apply-change.ts';
import { stopContainers } from './docker/stop-containers.ts';
import { DownVoice } from './down-voice.ts';
import type { DownEvent, DownOutcome, KeptImage, RemovedPlace } from './events.ts';
import { exitCodeAfter } from './exit-code.ts';
import { GuideFailure, joinFailures, joinFindings } from './guide-failure.ts';
import { HostPool } from './host-pool.ts';
import {
  type ClusterSource,
  forgetCluster,
  noteStopped,
  readKnownClusters,
  sameSource,
} from './known-clusters.ts';
import { ClusterLock } from './lock/cluster-lock.ts';
import { passwordFileOf } from './password-file.ts';
import { findForeignData } from './preflight/find-obstacles.ts';
import { stopProcesses } from './process/stop-processes.ts';
import { type Ask, answersOf } from './questions.ts';
import { learnHost, promptsOf, type ReachedHost } from './reach-hosts.ts';
import { nodesOf } from './read-result.ts';
import { findOwnPaths, removePaths } from './remove-data.ts';
import { settle } from './settle-all.ts';
import type { SlotshHome } from './slotsh-home.ts';
import { stopSignal } from './stop-signal.ts';
import { tellChange, typedOn } from './tell-change.ts';

/** How a cluster is taken down, and who is told. */
export interface DownOptions {
  /** Removes the data too, and everything else that slotsh laid down; asks first. */
  data: boolean;
  source: ClusterSource;
  home: SlotshHome;
  emit: (event: DownEvent) => void;
  /** Left out: nobody is there to answer. */
  ask?: Ask;
  /** `--yes`: the data may go. */
  assumeYes?: boolean;
  acceptNewHostKeys?: boolean;
  signal?: AbortSignal;
  /** Connections to the hosts that outlive this run; left out: the run has its own, and closes them. */
  pool?: HostPool;
}

/** What the parts of one taking down have in common. */
interface DownRun extends Pick<DownOptions, 'data'> {
  spec: ClusterSpec;
  voice: DownVoice;
  door: Door;
  pool: HostPool;
  signal: AbortSignal;
  lock: ClusterLock;
  /** The hosts that have been reached so far. */
  reached: ReachedHost[];
}

/**
 * Stops a cluster's nodes on every host, side by side, and with `data` removes what slotsh laid down there, and nothing else.
 * A second time is fine. A host that cannot be reached does not keep the others from it; it is told in the end.
 * Never rejects: the last event, `down-finished`, is the outcome that this resolves with.
 */
export async function takeDown(spec: ClusterSpec, options: DownOptions): Promise<DownOutcome> {
  const { data, emit, ask, assumeYes = false, acceptNewHostKeys = false } = options;
  const voice = new DownVoice(emit, answersOf({ assumeYes, acceptNewHostKeys }, ask));
  const pool = options.pool ?? new HostPool();
  const signal = stopSignal(options.signal);
  const reached: ReachedHost[] = [];
  const door = openDoor({
    locked: false,
    signal,
    onChange: change => voice.say({ type: 'changed', change: tellChange(change, reached) }),
  });
  voice.say({ type: 'down-started', name: spec.name, hosts: spec.hosts.map(({ address }) => address), data });
  const lock = new ClusterLock({ directory: spec.directory, command: 'down' });
  const outcome = await conclude({ spec, data, voice, door, pool, signal, lock, reached }, options);
  await lock.release();
  if (!options.pool) await pool.close();
  voice.say({ type: 'down-finished', ...outcome });
  return outcome;
}

async function conclude(run: DownRun, options: DownOptions): Promise<DownOutcome> {
  const { source, home } = options;
  const { spec, data, door, signal } = run;
  try {
    const left = await takeDownHosts(run, await findUnpackedServer(home, source));
    if (data) {
      await forgetCluster(home, source);
      await rm(passwordFileOf(home, source), { force: true });
    } else await noteStopped(home, source);
    const images = data ? inOrder(run).flatMap(host => keptImage(host, spec)) : [];
    return { outcome: 'done', changed: door.used, name: spec.name, left, images };
  } catch (thrown) {
    if (signal.aborted) return { outcome: 'interrupted' };
    const failure = toFailure(thrown);
    return { outcome: 'failed', failure: failure.data, exitCode: exitCodeAfter(failure, door) };
  }
}

/** The hosts that have been reached, as the specification has them: which answers first is chance. */
function inOrder({ spec, reached }: DownRun): ReachedHost[] {
  return spec.hosts.flatMap(({ address }) => reached.filter(host => host.spec.address === address));
}

/** The image that the nodes ran in, where Docker has it. */
function keptImage({ host, facts }: ReachedHost, { runtime, image }: ClusterSpec): KeptImage[] {
  if (runtime !== 'docker' || !facts.image) return [];
  return [{ host: host.address, image, remove: typedOn(host, removeImage(image)) }];
}

/** Resolves with what lies on the hosts afterwards. `alsoHere`: more paths of this machine that go with the cluster. */
async function takeDownHosts(run: DownRun, alsoHere: readonly string[]): Promise<RemovedPlace[]> {
  const reached = await settle(run.spec.hosts.map(spec => reachHost(run, spec)));
  await run.lock.take(
    reached.values.map(({ host }) => host),
    run.signal,
  );
  const places = await Promise.all(
    reached.values.map(async host => {
      const isServedHere = host.host.isLocal && run.spec.runtime === 'process';
      const paths = [...(await findOwnPaths(host)), ...(isServedHere ? alsoHere : [])];
      return { host: host.spec.address, paths };
    }),
  );
  if (run.data) await mayRemove(run, reached.values, places);
  const stopped = await settle(reached.values.map((host, index) => takeDownHost(run, host, places[index])));
  run.signal.throwIfAborted();
  const failures = [...reached.failures, ...stopped.failures];
  if (failures.length > 0) throw joinFailures(failures);
  return run.data ? [] : places.filter(({ paths }) => paths.length > 0);
}

/** slotsh's cache with the server it unpacked on this machine, when no other cluster is known that may run it. */
async function findUnpackedServer(home: SlotshHome, source: ClusterSource): Promise<string[]> {
  const { clusters } = await readKnownClusters(home);
  const others = clusters.filter(known => !sameSource(known.source, source));
  const entries = await readdir(home.cache).catch(() => []);
  return others.length === 0 && entries.length > 0 ? [home.cache] : [];
}

async function reachHost(run: DownRun, hostSpec: HostSpec): Promise<ReachedHost> {
  const { voice, pool, signal } = run;
  return voice.track({ name: 'connect', host: hostSpec.address }, async () => {
    const host = await pool.open(hostSpec, promptsOf(voice), signal);
    const reached = await learnHost(run, hostSpec, host);
    run.reached.push(reached);
    return reached;
  });
}

/** Another cluster's data is never removed; this one's after a yes. */
async function mayRemove(
  { spec, voice }: DownRun,
  hosts: readonly ReachedHost[],
  places: readonly RemovedPlace[],
): Promise<void> {
  const ours = new Set([...nodesOf(spec).map(formatAddress), ...hosts.flatMap(addressesOf)]);
  const foreign = findForeignData(hosts, ours);
  if (foreign.length > 0) throw joinFindings(foreign);
  const filled = places.filter(({ paths }) => paths.length > 0);
  if (filled.length === 0) return;
  if ((await voice.ask({ kind: 'remove-data', places: filled })) !== 'yes') {
    throw new GuideFailure('removal-declined', {}, { exitCode: 3 });
  }
}

/** Every address that a host's nodes may have announced. */
function addressesOf({ spec, facts }: ReachedHost): string[] {
  return facts.addresses.flatMap(host => spec.ports.map(port => formatAddress({ host, port })));
}

async function takeDownHost(run: DownRun, reached: ReachedHost, place: RemovedPlace | undefined) {
  const { spec, voice, door, data, signal } = run;
  const host = reached.spec.address;
  if (spec.runtime === 'process') await stopProcesses(door, reached, voice, signal);
  else await voice.track({ name: 'compose-down', host }, () => stopContainers(door, reached));
  const paths = place?.paths ?? [];
  if (!data || paths.length === 0) return;
  const image = spec.runtime === 'docker' ? spec.image : undefined;
  await voice.track({ name: 'remove-data', host }, () => removePaths(door, reached, paths, image));
}
