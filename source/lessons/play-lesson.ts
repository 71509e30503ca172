import { setMaxListeners } from 'node:events';
import { toFailure } from '../cluster/failure.ts';
import { openSession } from '../shell/open-session.ts';
import type { Language } from '../words/language.ts';
import { NodeAsker } from './ask-nodes.ts';
import { bindNodes } from './bind-nodes.ts';
import { fillNarration } from './fill-lesson.ts';
import type { Ground } from './ground.ts';
import { hearSession } from './heard-session.ts';
import type { Lesson } from './lesson.ts';
import { LineEar } from './line-ear.ts';
import { narrationOf } from './narration-of.ts';
import { deleteOwnKeys } from './own-keys.ts';
import { type PlayContext, playStep, repeatStep } from './play-step.ts';
import type { LessonProgress } from './progress.ts';
import { type Foretold, LessonLeft, type LessonResult, type Stage } from './stage.ts';

/** How a lesson is played. */
export interface PlayOptions {
  language: Language;
  ground: Ground;
  stage: Stage;
  /** Where it is taken up. */
  from?: LessonProgress;
  /** Called after every step. */
  keep?: (progress: LessonProgress) => Promise<void>;
  signal: AbortSignal;
}

/** What is known of a lesson that is being played. */
interface Course {
  done: number;
  foretold: Foretold[];
  /** Ends what the playing has opened, and takes back what it has changed. */
  leave: () => Promise<void>;
}

/**
 * Plays a lesson on its ground from its beginning, or from where somebody left it: the steps before run by themselves then.
 * Resolves with how it ended; what goes wrong is the outcome `failed`, of a claim that does not hold `lesson-claim`. The
 * lesson's keys are deleted before and after. The ground stays open.
 */
export async function playLesson(lesson: Lesson, options: PlayOptions): Promise<LessonResult> {
  const { stage } = options;
  const course: Course = { done: 0, foretold: [], leave: async () => undefined };
  const signal = AbortSignal.any([options.signal, stage.left]);
  // Every node waits for it.
  setMaxListeners(0, signal);
  const asker = new NodeAsker(options.ground.open, signal);
  try {
    const outcome = await play(lesson, { ...options, signal }, asker, course).then(
      () => ({ outcome: 'done' }) as const,
      thrown => outcomeOf(thrown, { signal, isOver: course.done === lesson.steps.length }),
    );
    const { foretold, done } = course;
    const result = { foretold, done, of: lesson.steps.length, ...outcome };
    await stage.tell({ type: 'lesson-finished', lesson: lesson.id, ...result });
    await stage.end(result);
    return result;
  } finally {
    await course.leave();
    asker.close();
  }
}

/** Whoever leaves after the last step has done the lesson. */
function outcomeOf(thrown: unknown, { signal, isOver }: { signal: AbortSignal; isOver: boolean }) {
  if (signal.aborted || thrown instanceof LessonLeft) {
    return { outcome: isOver ? 'done' : 'left' } as const;
  }
  return { outcome: 'failed', failure: toFailure(thrown).data } as const;
}

async function play(lesson: Lesson, options: PlayOptions, asker: NodeAsker, course: Course): Promise<void> {
  const { ground, stage, language, signal } = options;
  const narration = narrationOf(lesson, language);
  if (!narration) throw new RangeError(`the lesson ${lesson.id} has no narration`);
  const nodes = await bindNodes(lesson, ground, asker);
  await deleteOwnKeys(lesson, asker, nodes);
  const ear = new LineEar(event => stage.tell(event));
  const { seeds, name } = ground;
  const [first] = nodes;
  const unheard = await openSession({
    ...{ name, connection: { ...ground.connection, signal }, madeHere: ground.isOwn },
    seeds: first ? [first.address, ...seeds] : seeds,
  });
  const session = hearSession(unheard, ear, ground.isOwn);
  const context: PlayContext = {
    ...{ lesson, narration, ground, nodes, stage, session, unheard, ear, asker, signal },
  };
  course.leave = async () => {
    await ear.settled().catch(() => undefined);
    unheard.close();
    if (!ground.isOwn) await leaveNothing(lesson, ground, nodes);
  };
  await begin(context, options, course);
}

async function begin(context: PlayContext, options: PlayOptions, course: Course): Promise<void> {
  const { lesson, narration, ground, nodes, stage, session, ear, signal } = context;
  const { language } = options;
  const { id, steps } = lesson;
  const { isOwn } = ground;
  await stage.tell({ type: 'cluster-ready', isOwn, nodes });
  const from = resumeAt(lesson, options.from);
  const resumedAt = from > 0 ? steps[from]?.id : undefined;
  const told = fillNarration(narration, { nodes });
  const resumed = resumedAt === undefined ? {} : { resumedAt };
  await stage.begin({ lesson, narration: told, language, session, nodes, isOwn, signal, ...resumed });
  await stage.tell({ type: 'lesson-started', lesson: id, title: told.title, steps: steps.length, language });
  if (resumedAt !== undefined) {
    await stage.tell({ type: 'catching-up', steps: from, to: resumedAt });
    course.foretold.push(...(options.from?.foretold ?? []));
    await ear.unheard(async () => {
      for (const step of steps.slice(0, from)) await repeatStep(step, context);
    });
    course.done = from;
  }
  await playFrom(from, context, course, options.keep);
}

async function playFrom(
  from: number,
  context: PlayContext,
  course: Course,
  keep: PlayOptions['keep'],
): Promise<void> {
  const { lesson, stage } = context;
  const of = lesson.steps.length;
  for (const [at, step] of lesson.steps.entries()) {
    if (at < from) continue;
    const foretold = await playStep(step, at, context);
    if (foretold) course.foretold.push(foretold);
    course.done = at + 1;
    const next = lesson.steps[at + 1];
    await keep?.({ ...(next && { step: next.id }), done: at + 1, of, foretold: course.foretold });
    await stage.goOn({ step: step.id, isLast: !next });
  }
}

/** The index of the step that was left; a lesson that has changed since, or was done, begins anew. */
function resumeAt({ steps }: Lesson, from: LessonProgress | undefined): number {
  return Math.max(0, from?.step === undefined ? 0 : steps.findIndex(({ id }) => id === from.step));
}

/** Deletes the keys on a cluster that goes on without the lesson, however the lesson ended. */
async function leaveNothing(lesson: Lesson, ground: Ground, nodes: PlayContext['nodes']): Promise<void> {
  const asker = new NodeAsker(ground.open, new AbortController().signal);
  await deleteOwnKeys(lesson, asker, nodes);
  asker.close();
}
