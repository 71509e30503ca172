import { dirname } from 'node:path';
import { toFailure } from '../cluster/failure.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { openNodeClient } from '../redis/node-client.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import { openDoor } from './apply-change.ts';
import type { Change } from './change.ts';
import { confirmChanges } from './confirm-changes.ts';
import type { GuideEvent, Outcome, StepId } from './events.ts';
import { followGuide } from './follow-guide.ts';
import { guide } from './guide.ts';
import type { GuideMode, GuideRun } from './guide-run.ts';
import { HostPool } from './host-pool.ts';
import { type ClusterSource, readKnownClusters, rememberCluster, sameSource } from './known-clusters.ts';
import { ClusterLock } from './lock/cluster-lock.ts';
import { lookAhead } from './look-ahead.ts';
import { passwordFileOf } from './password-file.ts';
import { planNodes } from './plan-nodes.ts';
import { mayHoldKeys } from './preflight/find-half-done.ts';
import type { IgnorableId } from './preflight/finding.ts';
import { type Ask, answersOf } from './questions.ts';
import { NodeReach } from './reach-nodes.ts';
import { nodesOf } from './read-result.ts';
import { type ResolvedPassword, resolvePassword } from './resolve-password.ts';
import type { SlotshHome } from './slotsh-home.ts';
import type { Step } from './step.ts';
import { stopSignal } from './stop-signal.ts';
import { tellChange } from './tell-change.ts';
import { Voice } from './voice.ts';
import { writePrivateFile } from './write-private-file.ts';

/** How a set-up runs, and whom it speaks to. */
export interface GuideOptions {
  mode: GuideMode;
  /** The guide is followed to this step, and no further; to its end by default. */
  lastStep?: StepId;
  /** Where the specification is from: what the cluster is known by afterwards. */
  source: ClusterSource;
  home: SlotshHome;
  env?: Readonly<Record<string, string | undefined>>;
  emit: (event: GuideEvent) => void;
  /** Left out: nobody is there to answer. */
  ask?: Ask;
  /** `--yes`: yes to everything but unknown host keys and secrets; after a failure, leave. */
  assumeYes?: boolean;
  /** An unknown host key is taken, as with ssh's accept-new. */
  acceptNewHostKeys?: boolean;
  /** `--ignore`: findings before the first change that are no reason to stop. */
  ignored?: readonly IgnorableId[];
  signal?: AbortSignal;
  /** Connections to the hosts that outlive this run; left out: the run has its own, and closes them. */
  pool?: HostPool;
}

/**
 * Sets a cluster up, or says what that would change. All it has to say are events; the last one, `run-finished`, is the outcome
 * that this resolves with. Never rejects: what goes wrong is the outcome `failed`. Run again at any point, it reads the facts
 * again and does only what is missing.
 */
export async function runGuide(spec: ClusterSpec, options: GuideOptions): Promise<Outcome> {
  const { emit, ask, assumeYes = false, acceptNewHostKeys = false } = options;
  const voice = new Voice(emit, answersOf({ assumeYes, acceptNewHostKeys }, ask), 'prepare-hosts');
  const pool = options.pool ?? new HostPool();
  emit({
    type: 'run-started',
    at: voice.at,
    name: spec.name,
    runtime: spec.runtime,
    steps: guide.map(({ id }) => id),
    nodes: nodesOf(spec),
    hosts: spec.hosts.map(({ address }) => address),
  });
  const outcome = await runToOutcome(spec, options, voice, pool);
  if (!options.pool) await pool.close();
  emit({ type: 'run-finished', at: voice.at, ...outcome });
  return outcome;
}

async function runToOutcome(
  spec: ClusterSpec,
  options: GuideOptions,
  voice: Voice,
  pool: HostPool,
): Promise<Outcome> {
  const { mode, source, home, ignored = [] } = options;
  const signal = stopSignal(options.signal);
  const lock = mode === 'apply' ? new ClusterLock({ directory: spec.directory, command: 'up' }) : undefined;
  try {
    const keptIn = passwordFileOf(home, source);
    const secret = await resolvePassword(spec.password, {
      env: options.env ?? process.env,
      baseDirectory: source.kind === 'file' ? dirname(source.path) : process.cwd(),
      keptIn,
    });
    for (const warning of secret.warnings) voice.warn(warning);
    const run = makeRun(spec, secret.password, {
      ...{ mode, home, ignored, signal, voice, pool },
      ...(lock && { lock }),
      waits: options.ask !== undefined,
    });
    const passwordFile = secret.origin === 'given' ? undefined : keptIn;
    const known = { name: spec.name, source, nodes: nodesOf(spec), ...(passwordFile && { passwordFile }) };

    const { clusters } = await readKnownClusters(home);
    const before = clusters.find(each => sameSource(each.source, source));
    run.isFirst = before === undefined || before.state === 'unfinished';

    const lastStep = mode === 'check' ? 'prepare-hosts' : (options.lastStep ?? 'verify');
    const steps = guide.slice(0, guide.findIndex(({ id }) => id === lastStep) + 1);
    const end = await followGuide(steps, run, async (step, changes) => {
      const all = await announcePlan(run, step, changes);
      if (source.kind === 'file') await confirmChanges(voice, all);
      // Unknown here, and data there: somebody else made it.
      const isOurs = before !== undefined || !run.hosts.some(({ facts }) => hasData(facts));
      run.isFirst &&= isOurs && !mayHoldKeys(run.hosts);
      if (secret.origin === 'made') await keepPassword(secret, keptIn, options, voice);
      // One that has been usable holds data: it must never be taken for a first set-up that may be taken back.
      await rememberCluster(home, { ...known, state: before?.state ?? 'unfinished' });
    });
    if ('outcome' in end) return end;
    if (mode === 'check') return { outcome: 'checked' };
    if (mode === 'plan') return planned(run, end.changes);
    await rememberCluster(home, { ...known, state: 'usable' });
    const { result: nodes } = run;
    return {
      outcome: 'done',
      changed: run.door.used,
      name: spec.name,
      nodes,
      ...(passwordFile && { passwordFile }),
    };
  } catch (thrown) {
    if (signal.aborted) return { outcome: 'interrupted' };
    const { data, exitCode } = toFailure(thrown);
    return { outcome: 'failed', failure: data, exitCode };
  } finally {
    await lock?.release();
  }
}

function makeRun(
  spec: ClusterSpec,
  password: string,
  common: Pick<GuideRun, 'mode' | 'home' | 'ignored' | 'lock' | 'waits' | 'signal' | 'voice' | 'pool'>,
): GuideRun {
  const reach = new NodeReach(() => run.hosts);
  const { mode, signal, voice } = common;
  const run: GuideRun = {
    ...common,
    spec,
    password,
    door: openDoor({
      locked: mode !== 'apply',
      signal,
      onChange: change => voice.say({ type: 'changed', change: tellChange(change, run.hosts) }),
    }),
    reach,
    openNode: openNodeClient({ password, dial: reach.dial }),
    hosts: [],
    isFirst: true,
    isAllocationAgreed: false,
    result: [],
  };
  return run;
}

/** What will be changed by this step and those after it. */
async function announcePlan(run: GuideRun, step: Step, changes: readonly Change[]): Promise<Change[]> {
  const later = await lookAhead(guide.slice(guide.indexOf(step) + 1), run);
  const all = [...changes, ...later].map(change => tellChange(change, run.hosts));
  run.voice.say({ type: 'planned', changes: all, plan: planNodes(run) });
  return all;
}

function planned(run: GuideRun, changes: readonly Change[]): Outcome {
  const told = changes.map(change => tellChange(change, run.hosts));
  const plan = planNodes(run);
  run.voice.say({ type: 'planned', changes: told, plan });
  return { outcome: 'planned', changes: told, plan };
}

/** A password that was made is kept before anything has it, so that a run that is cut off does not lock its person out. */
async function keepPassword(
  { password }: ResolvedPassword,
  file: string,
  { emit }: GuideOptions,
  voice: Voice,
): Promise<void> {
  await writePrivateFile(file, `${password}\n`);
  emit({ type: 'password-made', at: voice.at, password, file });
}

function hasData({ dataDirectories }: HostFacts): boolean {
  return dataDirectories.some(({ entries }) => entries.length > 0);
}
