import { setTimeout as pause } from 'node:timers/promises';
import { formatAddress, type NodeAddress, sameAddress } from '../cluster/address.ts';
import { askNode } from '../cluster/ask-node.ts';
import { checkCluster } from '../cluster/check-cluster.ts';
import { type Failure, toFailure } from '../cluster/failure.ts';
import { isLinked } from '../cluster/mutual-knowledge.ts';
import { type NodeFacts, readNodeFacts } from '../cluster/node-facts.ts';
import { planRoll, type Roll } from '../cluster/plan-roll.ts';
import { type NodeReport, readCluster } from '../cluster/read-cluster.ts';
import type { Change } from './change.ts';
import { GuideFailure } from './guide-failure.ts';
import type { GuideRun } from './guide-run.ts';
import { formSettings } from './plan-nodes.ts';
import { nodesOf } from './read-result.ts';
import { settle } from './settle-all.ts';

/** How long a cluster may take to be whole again after a node was restarted, its data loaded and synchronised: milliseconds. */
const PATIENCE_MS = 10 * 60_000;
const INTERVAL_MS = 200;
/** A manual failover ends after five seconds, won or not (CLUSTER_MF_TIMEOUT in Redis' cluster.h). */
const TAKE_OVER_MS = 6000;
const TAKE_OVER_ATTEMPTS = 3;
/** What a node refuses it for passes sooner: milliseconds. */
const REFUSED_MS = 2000;
/** A lost election is held again after four node timeouts (auth_retry_time in Redis' cluster.c); and a bit. */
const ELECTION_TIMEOUTS = 4.2;

/**
 * How nodes that run with an older configuration are to be restarted; undefined where they are no cluster yet, and may all be
 * restarted at once.
 * @throws {Failure} (exit code 3) `password-changed`: the nodes want another password than the file has; `only-copy`: slots would
 *   not be served meanwhile, unless that is agreed to by name
 */
export async function learnRoll(run: GuideRun, outdated: readonly NodeAddress[]): Promise<Roll | undefined> {
  if (outdated.length === 0) return undefined;
  const { values, failures } = await settle(nodesOf(run.spec).map(node => readFacts(run, node)));
  run.signal.throwIfAborted();
  const refused = failures.find(({ id }) => id === 'auth-wrong' || id === 'auth-needed');
  if (refused) {
    const nodes = outdated.map(formatAddress);
    throw new GuideFailure('password-changed', { nodes }, { exitCode: 3, cause: refused });
  }
  if (!values.some(({ own, nodes }) => nodes.length > 1 && own.slots.length > 0)) return undefined;
  const roll = planRoll(values, outdated);
  if (roll.onlyCopies.length > 0 && !run.ignored.includes('only-copy')) {
    throw new GuideFailure('only-copy', { nodes: roll.onlyCopies.map(formatAddress) }, { exitCode: 3 });
  }
  return roll;
}

/** A roll as changes: what `--plan` prints, in its order. */
export function rollChanges(
  { steps }: Roll,
  restartChanges: (node: NodeAddress) => readonly Change[],
): Change[] {
  return steps.flatMap((step): readonly Change[] =>
    step.kind === 'restart'
      ? restartChanges(step.node)
      : [
          {
            kind: 'form-cluster',
            commands: [{ node: formatAddress(step.replica), command: 'CLUSTER FAILOVER' }],
          },
        ],
  );
}

/**
 * Takes the steps of a roll one after the other; the cluster is whole before each. It is planned anew when the nodes that were down
 * are up. Throws what a step fails with: the rest runs on as it was.
 */
export async function rollNodes(
  run: GuideRun,
  roll: Roll,
  restart: (node: NodeAddress) => Promise<void>,
): Promise<void> {
  await awaitWhole(run);
  const outdated = roll.steps.flatMap(step => (step.kind === 'restart' ? [step.node] : []));
  const { steps } = (await learnRoll(run, outdated)) ?? roll;
  for (const step of steps) {
    if (step.kind === 'restart') await restart(step.node);
    else await takeOver(run, step.replica);
    await awaitWhole(run);
  }
}

/**
 * Has a replica take over from its master. An election whose votes were lost is not held again before some time has passed; asked
 * in between, the master would only be held up once more. A refusal is no end, either: a replica that is just connecting to its
 * master anew calls it down, and one that has taken over meanwhile is none any more. Throws `take-over-failed`, or the last refusal.
 */
async function takeOver(run: GuideRun, replica: NodeAddress): Promise<void> {
  const node = formatAddress(replica);
  const row = { name: 'take-over', host: replica.host, node } as const;
  const command = 'CLUSTER FAILOVER';
  const againAfterMs = ELECTION_TIMEOUTS * formSettings(run).clusterNodeTimeoutMs;
  const isMaster = async () => (await readFacts(run, replica)).own.role === 'master';
  const ask = async () => {
    const client = await run.openNode(replica, run.signal);
    await askNode(client, command.split(' ')).finally(() => client.close());
  };
  await run.voice.track(row, () =>
    run.door.form(async () => {
      let refusal: Failure | undefined;
      for (let attempt = 1; attempt <= TAKE_OVER_ATTEMPTS; attempt++) {
        refusal = await ask().then(() => undefined, toFailure);
        run.signal.throwIfAborted();
        const isLast = attempt === TAKE_OVER_ATTEMPTS;
        if (await until(run, isMaster, refusal ? REFUSED_MS : isLast ? TAKE_OVER_MS : againAfterMs)) {
          return { kind: 'form-cluster', commands: [{ node, command }] };
        }
      }
      throw refusal ?? new GuideFailure('take-over-failed', { node, command });
    }),
  );
}

/** Waits until no check fails, every replica has what its master has, and everybody is connected with everybody. */
async function awaitWhole(run: GuideRun): Promise<void> {
  let last: readonly NodeReport[] = [];
  const isWhole = async () => {
    last = await readAny(run);
    return last.length > 0 && unsound(last).length === 0 && areLinked(last);
  };
  if (await until(run, isWhole, PATIENCE_MS)) return;
  throw new GuideFailure('cluster-not-usable', { findings: unsound(last) });
}

/** A node that was restarted is not reached by all others at once; a vote for it would be lost (Redis' clusterSendFailoverAuth). */
function areLinked(reports: readonly NodeReport[]): boolean {
  const facts = reports.flatMap(report => report.facts ?? []);
  return facts.every(node => facts.every(other => isLinked(node, other)));
}

function unsound(reports: readonly NodeReport[]) {
  return checkCluster(reports).findings.filter(
    ({ id, severity }) => severity === 'fail' || (id === 'replica-lag' && severity !== 'ok'),
  );
}

/** The cluster as any of its nodes has it; nothing where none answers. */
async function readAny(run: GuideRun): Promise<NodeReport[]> {
  for (const node of nodesOf(run.spec)) {
    try {
      const client = await run.openNode(node, run.signal);
      return await readCluster(client, run.openNode, { signal: run.signal }).finally(() => client.close());
    } catch {
      run.signal.throwIfAborted();
    }
  }
  return [];
}

/** Looks again and again; false when it still does not hold after so many milliseconds. */
async function until({ signal }: GuideRun, holds: () => Promise<boolean>, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  for (;;) {
    const isSo = await holds().catch(() => false);
    signal.throwIfAborted();
    if (isSo || performance.now() > deadline) return isSo;
    await pause(INTERVAL_MS, undefined, { signal });
  }
}

async function readFacts(run: GuideRun, node: NodeAddress): Promise<NodeFacts> {
  const client = await run.openNode(node, run.signal);
  return readNodeFacts(client).finally(() => client.close());
}

/** Is a node among those that are restarted one after the other? */
export function isRolled(roll: Roll | undefined, node: NodeAddress): boolean {
  return roll?.steps.some(step => step.kind === 'restart' && sameAddress(step.node, node)) ?? false;
}
