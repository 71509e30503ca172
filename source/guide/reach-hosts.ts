import type { Failure } from '../cluster/failure.ts';
import type { RootAttempt } from '../hosts/become-root.ts';
import { gatherFacts } from '../hosts/gather-facts.ts';
import type { Host, HostPrompts } from '../hosts/host.ts';
import type { HostFacts, SudoFacts } from '../hosts/host-facts.ts';
import type { HostSpec } from '../spec/cluster-spec.ts';
import { busPort } from './bus-port.ts';
import { layoutOf } from './files/layout.ts';
import { joinFindings } from './guide-failure.ts';
import type { GuideRun, PreparedHost } from './guide-run.ts';
import type { Occupied } from './lock/cluster-lock.ts';
import { resolveNames } from './resolve-names.ts';
import { settle } from './settle-all.ts';
import type { Voice } from './voice.ts';

/** A host that was reached, before its name was resolved. */
export type ReachedHost = Omit<PreparedHost, 'announceIp'>;

/** The hosts that were reached, and what keeps the others, or their addresses, from being of use. */
export interface ReachedHosts {
  hosts: PreparedHost[];
  findings: Failure[];
}

/**
 * Connects to all hosts side by side, keeps other runs off them, and learns what is on them. One that cannot be reached does not
 * hide what is wrong with others.
 */
export async function reachHosts(run: GuideRun): Promise<ReachedHosts> {
  const connected = await settle(run.spec.hosts.map(spec => connectHost(run, spec)));
  run.signal.throwIfAborted();
  await takeLock(
    run,
    connected.values.map(({ host }) => host),
  );
  const learned = await settle(connected.values.map(({ spec, host }) => readHost(run, spec, host)));
  run.signal.throwIfAborted();
  const { hosts, findings } = await resolveNames(learned.values, run.spec, run.signal);
  return { hosts, findings: [...connected.failures, ...learned.failures, ...findings] };
}

/** Connects anew to the hosts whose connection was lost, before a step is tried again. */
export async function reachAgain(run: GuideRun): Promise<void> {
  await run.pool.dropLost();
  if (run.hosts.length === 0) return;
  const { hosts, findings } = await reachHosts(run);
  if (findings.length > 0) throw joinFindings(findings);
  run.hosts = hosts;
}

async function connectHost({ pool, voice, signal }: GuideRun, spec: HostSpec) {
  const row = { name: 'connect', host: spec.address } as const;
  return { spec, host: await voice.track(row, () => pool.open(spec, promptsOf(voice), signal)) };
}

/** Other runs are waited for where somebody sees it; else they are told. */
async function takeLock({ lock, waits, voice, signal }: GuideRun, hosts: readonly Host[]): Promise<void> {
  const told = new Map<string, string>();
  const onWait = ({ host, holder }: Occupied) => {
    const detail = holder ? `${holder.user}@${holder.machine} · ${holder.since}` : '';
    told.set(host, detail);
    voice.task({ name: 'await-lock', host, state: 'running', detail });
  };
  await lock?.take(hosts, signal, waits ? onWait : undefined);
  for (const [host, detail] of told) voice.task({ name: 'await-lock', host, state: 'done', detail });
}

function readHost(run: GuideRun, spec: HostSpec, host: Host): Promise<ReachedHost> {
  return run.voice.track(
    { name: 'gather-facts', host: spec.address },
    () => learnHost(run, spec, host),
    ({ facts }) => ({ detail: describe(facts) }),
  );
}

interface LearnRun extends Pick<GuideRun, 'spec' | 'pool' | 'signal'> {
  voice: Pick<Voice, 'ask'>;
}

/**
 * What is on a host, as far as a cluster there is concerned. Where its user may not use Docker, or not write the directory, and
 * sudo makes root of them, all that is done there from now on is done by root.
 */
export async function learnHost(run: LearnRun, spec: HostSpec, host: Host): Promise<ReachedHost> {
  const { runtime, image, directory } = run.spec;
  const layout = layoutOf({ directory }, spec);
  const gather = (as: Host) =>
    gatherFacts(as, {
      ports: spec.ports.flatMap(port => [port, busPort(port)]),
      directory: layout.directory,
      dataDirectories: layout.nodes.map(({ data }) => data),
      ...(runtime === 'docker' ? { image } : {}),
      signal: run.signal,
    });
  const facts = await gather(host);
  const attempt = await becomeRoot(run, host, facts.sudo);
  if ('root' in attempt) {
    return { spec, host: attempt.root, facts: await gather(attempt.root), layout };
  }
  const sudo = attempt.said ? ({ state: 'refused', said: attempt.said } as const) : facts.sudo;
  return { spec, host, facts: { ...facts, ...(sudo && { sudo }) }, layout };
}

async function becomeRoot(
  { pool, voice, signal }: LearnRun,
  host: Host,
  sudo: SudoFacts | undefined,
): Promise<RootAttempt> {
  if (sudo?.state === 'free') return { root: host.asRoot({}) };
  return sudo?.state === 'password' ? pool.becomeRoot(host, promptsOf(voice), signal) : { said: '' };
}

/** `debian 12 amd64`. */
function describe({ system }: HostFacts): string {
  return [system.id || system.kernel, system.version, system.architecture].filter(Boolean).join(' ');
}

/** What a host has to ask on the way in becomes a question like any other. */
export function promptsOf(voice: Pick<Voice, 'ask'>): HostPrompts {
  return {
    confirmHostKey: async facts => (await voice.ask({ kind: 'host-key', ...facts })) === 'yes',
    askSecret: ({ kind, ...facts }) => voice.ask({ kind: 'secret', secret: kind, ...facts }),
  };
}
