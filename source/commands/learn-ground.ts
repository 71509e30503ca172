import { findSlotshHome } from '../guide/slotsh-home.ts';
import { holdPort } from '../hosts/hold-port.ts';
import { isPortFree } from '../hosts/is-port-free.ts';
import { NodeAsker } from '../lessons/ask-nodes.ts';
import { bindNodes } from '../lessons/bind-nodes.ts';
import type { Ground } from '../lessons/ground.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { LessonFailure } from '../lessons/lesson-failure.ts';
import { makeOwnGround } from '../lessons/own-ground.ts';
import { findOwnKeys } from '../lessons/own-keys.ts';
import type { LessonEvent } from '../lessons/stage.ts';
import { openNodeClient } from '../redis/node-client.ts';
import type { CommandContext } from './context.ts';
import { findTarget, type Target } from './find-target.ts';
import type { Invocation } from './flags.ts';
import { reachTarget } from './reach-target.ts';

/** What a lesson's cluster is chosen by. */
export interface GroundChoice {
  invocation: Pick<Invocation, 'command' | 'flags'>;
  /** As typed behind the lesson. */
  addresses: readonly string[];
  /** A node of the cluster that this lesson was killed on: keys of its names there are its own. */
  writing?: string;
  tell: (event: LessonEvent) => Promise<void> | void;
  signal: AbortSignal;
}

/**
 * The cluster that a lesson is played on: the one that was named; else the one that slotsh made last on this machine, if it is
 * as the lesson needs it; else, and for a lesson that changes the cluster, one of its own.
 * @throws {Failure} `lesson-own-cluster` (exit 2), `lesson-cluster-unfit`, `lesson-keys-taken` (exit 3), and as `findTarget`
 */
export async function findGround(
  lesson: Lesson,
  choice: GroundChoice,
  context: CommandContext,
): Promise<Ground> {
  const { addresses, invocation } = choice;
  const { flags } = invocation;
  const isNamed =
    addresses.length > 0 || [flags.host, flags.port, flags.url].some(flag => flag !== undefined);
  const needsOwn = lesson.cluster.own || !lesson.cluster.joined;
  if (isNamed && needsOwn) {
    const address = addresses[0] ?? flags.url ?? `${flags.host ?? ''}:${flags.port ?? ''}`;
    throw new LessonFailure('lesson-own-cluster', { lesson: lesson.id, address }, { exitCode: 2 });
  }
  if (isNamed) return targetGround(lesson, await findTarget(invocation, addresses, context), choice);
  const known = needsOwn ? undefined : await knownGround(lesson, choice, context);
  return known ?? makeGround(lesson, choice, context);
}

/** The cluster that slotsh made last, if it is on this machine and the lesson can be played there. */
async function knownGround(
  lesson: Lesson,
  choice: GroundChoice,
  context: CommandContext,
): Promise<Ground | undefined> {
  try {
    const target = await findTarget(choice.invocation, [], context);
    const isHere = target.job?.spec.hosts.every(({ ssh }) => ssh === undefined);
    return isHere ? await targetGround(lesson, target, choice) : undefined;
  } catch (thrown) {
    choice.signal.throwIfAborted();
    if (thrown instanceof Error) return undefined;
    throw thrown;
  }
}

/** A cluster of others as a ground. @throws {Failure} when the lesson cannot be played there, or would write their keys */
async function targetGround(
  lesson: Lesson,
  target: Target,
  { writing, signal }: GroundChoice,
): Promise<Ground> {
  const { connection, close } = await reachTarget(target, signal);
  const ground = { ...target, connection, isOwn: false, open: openNodeClient(connection), close };
  const asker = new NodeAsker(ground.open, signal);
  try {
    const nodes = await bindNodes(lesson, ground, asker);
    const isLeft = nodes.some(({ id }) => id === writing);
    const keys = isLeft ? [] : await findOwnKeys(lesson, asker, nodes);
    if (keys.length > 0) {
      const facts = { lesson: lesson.id, cluster: target.name, keys };
      throw new LessonFailure('lesson-keys-taken', facts, { exitCode: 3 });
    }
    return { ...ground, ...(nodes[0] && { nodeId: nodes[0].id }) };
  } catch (thrown) {
    await close();
    throw thrown;
  } finally {
    asker.close();
  }
}

async function makeGround(lesson: Lesson, choice: GroundChoice, { env }: CommandContext): Promise<Ground> {
  const { cluster } = lesson;
  await choice.tell({ type: 'cluster-making', nodes: cluster.nodes, joined: cluster.joined });
  return makeOwnGround({
    ...{
      cluster,
      env,
      home: findSlotshHome(env),
      search: { isFree: isPortFree, hold: holdPort },
      signal: choice.signal,
    },
    openWith: password => openNodeClient({ password }),
  });
}
