import { join } from 'node:path';
import type { NodeAddress } from '../cluster/address.ts';
import { type ExitCode, Failure } from '../cluster/failure.ts';
import type { OpenNodeClient } from '../cluster/node-client.ts';
import { awaitNode } from '../guide/await-node.ts';
import type { GuideEvent } from '../guide/events.ts';
import { layoutOf, type NodeLayout } from '../guide/files/layout.ts';
import { HostPool } from '../guide/host-pool.ts';
import { findProcesses } from '../guide/process/find-processes.ts';
import { readLogTail } from '../guide/process/read-log-tail.ts';
import { runGuide } from '../guide/run-guide.ts';
import { makePrivateDirectory, type SlotshHome } from '../guide/slotsh-home.ts';
import type { Host } from '../hosts/host.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import { splitArguments } from '../spec/redis-arguments.ts';
import type { FailureFacts, FailureId } from '../words/failure-facts.ts';
import { awaitGone, removeGround, removeLeftGrounds, writeOwner } from './clear-ground.ts';
import { findPortRow, type PortSearch } from './find-ports.ts';
import type { Ground } from './ground.ts';
import type { LessonCluster, NodeAct } from './lesson.ts';

/** What a cluster of a lesson's own is made with. */
export interface OwnGroundOptions {
  cluster: LessonCluster;
  home: SlotshHome;
  env: Readonly<Record<string, string | undefined>>;
  search: PortSearch;
  openWith: (password: string) => OpenNodeClient;
  signal: AbortSignal;
}

/** Others may take the ports in between: so often it is tried with new ones. */
const ATTEMPTS = 4;

/** What it failed with may be another program's doing, on ports that were free a moment ago. */
const TAKEN = [
  'port-in-use',
  'process-not-up',
  'auth-wrong',
  'preflight-failed',
  'hosts-failed',
  'not-redis',
  'node-not-up',
];

/**
 * Makes a cluster for one lesson, of servers of this machine on free ports, with the set-up's own steps; what earlier lessons
 * left, whose process has died, is cleared away first. @throws {Failure} as `up --here`: `server-missing`, `no-free-ports`, …
 */
export async function makeOwnGround(options: OwnGroundOptions): Promise<Ground> {
  const pool = new HostPool();
  try {
    const host = await pool.open({ address: HERE, ports: [] }, NOBODY, options.signal);
    await removeLeftGrounds(host, groundsDirectory(options.home));
    for (let attempt = 1; ; attempt++) {
      try {
        return await makeOnce(options, host, pool);
      } catch (thrown) {
        const isTaken = thrown instanceof Failure && TAKEN.includes(thrown.id);
        if (!isTaken || attempt === ATTEMPTS || options.signal.aborted) throw thrown;
      }
    }
  } catch (thrown) {
    await pool.close();
    throw thrown;
  }
}

/** Where all nodes of a lesson listen. */
const HERE = '127.0.0.1';

/** Questions that a machine of others would ask. */
const NOBODY = { confirmHostKey: async () => false, askSecret: async () => null };

function groundsDirectory({ data }: SlotshHome): string {
  return join(data, 'lessons');
}

async function makeOnce(options: OwnGroundOptions, host: Host, pool: HostPool): Promise<Ground> {
  const { cluster, home, env, search, signal } = options;
  const { ports, release } = await findPortRow(cluster.nodes, search);
  const directory = join(groundsDirectory(home), `${process.pid}-${ports[0]}`);
  await makePrivateDirectory(directory);
  const spec = specOf(cluster, ports, directory);
  const clear = async () => {
    const found = await findProcesses(host, filesOf(spec));
    const pids = found.map(({ pid }) => pid);
    await removeGround(host, directory, pids);
    release();
  };
  const close = async () => {
    await clear();
    await pool.close();
  };
  try {
    await writeOwner(directory);
    const made = await setUp(spec, { home, env, signal, pool, joined: cluster.joined });
    const open = options.openWith(made.password);
    const connection = { password: made.password };
    const seeds = ports.map(port => ({ host: HERE, port }));
    const act = (deed: NodeAct['do'], nodes: readonly NodeAddress[]) =>
      actOnNodes(deed, nodes, { host, spec, programs: made.programs, open, signal });
    return { name: spec.name, isOwn: true, seeds, connection, open, act, close };
  } catch (thrown) {
    await clear();
    throw thrown;
  }
}

function specOf(
  { replicas, joined, settings }: LessonCluster,
  ports: readonly number[],
  directory: string,
): ClusterSpec {
  // Nodes that a lesson shows ask for no password: a MIGRATE typed there would have to hold it. They listen on this machine alone,
  // and AUTH at such a node is no failure (`redis/greet-node.ts`). Replicas here need not wait for others that might want the same copy.
  const open = { requirepass: '""', masterauth: '""' };
  const all = { ...open, 'repl-diskless-sync-delay': '0', ...settings };
  return {
    name: 'lesson',
    hosts: [{ address: HERE, ports }],
    replicas: joined ? replicas : 0,
    runtime: 'process',
    image: 'redis',
    password: { from: 'generated' },
    directory,
    directives: Object.entries(all).map(([name, value]) => ({
      name,
      args: splitArguments(value) ?? [value],
    })),
  };
}

/** Follows the guide; resolves with the password and with the command that started each node, by its port. */
async function setUp(
  spec: ClusterSpec,
  {
    home,
    joined,
    ...common
  }: Pick<OwnGroundOptions, 'home' | 'env' | 'signal'> & { pool: HostPool; joined: boolean },
): Promise<{ password: string; programs: ReadonlyMap<string, readonly string[]> }> {
  const programs = new Map<string, readonly string[]>();
  let password = '';
  const emit = (event: GuideEvent) => {
    if (event.type === 'password-made') password = event.password;
    if (event.type !== 'changed' || event.change.kind !== 'run') return;
    const { purpose, argv } = event.change;
    if (purpose === 'start-process') programs.set(argv[1] ?? '', argv);
  };
  const outcome = await runGuide(spec, {
    ...common,
    mode: 'apply',
    source: { kind: 'here', spec },
    // What slotsh knows of clusters is not to know of this one.
    home: { ...home, state: join(spec.directory, 'state') },
    emit,
    // Nothing is installed for a lesson: who has no server is told how to get one.
    ask: async ({ kind }) => (kind === 'confirm-allocation' ? 'yes' : null),
    ...(!joined && { lastStep: 'start-containers' as const }),
  });
  switch (outcome.outcome) {
    case 'done':
      return { password, programs };
    case 'failed':
      throw failureOf(outcome.failure, outcome.exitCode);
    default:
      throw new Failure('interrupted', { during: 'create-cluster' }, { exitCode: 130 });
  }
}

function filesOf(spec: ClusterSpec): readonly NodeLayout[] {
  return spec.hosts.flatMap(host => layoutOf(spec, host).nodes);
}

/** What was told as data, to be thrown. */
function failureOf<I extends FailureId>(
  { id, facts }: { id: I; facts: FailureFacts[I] },
  exitCode: ExitCode,
): Failure<I> {
  return new Failure(id, facts, { exitCode });
}

/** What a node's process is acted on with. */
interface ActContext {
  host: Host;
  spec: ClusterSpec;
  programs: ReadonlyMap<string, readonly string[]>;
  open: OpenNodeClient;
  signal: AbortSignal;
}

const SIGNALS = { stop: 'KILL', freeze: 'STOP', thaw: 'CONT' } as const;

async function actOnNodes(
  deed: NodeAct['do'],
  nodes: readonly NodeAddress[],
  context: ActContext,
): Promise<void> {
  const { host, spec } = context;
  const files = filesOf(spec).filter(({ port }) => nodes.some(node => node.port === port));
  const running = await findProcesses(host, files);
  if (deed !== 'start') {
    const pids = running.map(({ pid }) => String(pid));
    if (pids.length > 0) await host.run(['kill', `-${SIGNALS[deed]}`, ...pids]);
    if (deed === 'stop')
      await awaitGone(
        host,
        running.map(({ pid }) => pid),
      );
    return;
  }
  const stopped = files.filter(({ port }) => !running.some(process => process.port === port));
  await Promise.all(
    stopped.map(async ({ port, conf, logFile }) => {
      await host.run(context.programs.get(conf) ?? ['redis-server', conf]);
      const readLog = () => readLogTail(host, logFile);
      const signs = { findEnd: async () => null, readLog };
      await awaitNode({ host: HERE, port }, context.open, signs, context.signal);
    }),
  );
}
