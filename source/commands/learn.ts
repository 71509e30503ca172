import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { type ExitCode, Failure } from '../cluster/failure.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { quoteCommand } from '../hosts/quote-shell.ts';
import { findLesson, type LessonPlace, lessonIds } from '../lessons/find-lesson.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { playLesson } from '../lessons/play-lesson.ts';
import { keepProgress, noteWriting, readProgress, readWriting } from '../lessons/progress.ts';
import { readLesson } from '../lessons/read-lesson.ts';
import type { Stage } from '../lessons/stage.ts';
import { escapeText } from '../ui/escape-text.ts';
import { failureLines } from '../ui/plain/failure-lines.ts';
import { terminalWidth } from '../ui/plain/terminal-width.ts';
import type { CommandContext } from './context.ts';
import type { Flags, Invocation } from './flags.ts';
import { jsonStage, plainStage } from './learn-alone.ts';
import { learnFromList } from './learn-from-list.ts';
import { findGround } from './learn-ground.ts';
import { listLessons } from './learn-list.ts';
import { lessonsRoot } from './lessons-root.ts';
import { openLessonStage } from './open-lesson-stage.ts';
import { readSpeed } from './read-number.ts';

/**
 * `slotsh learn [LESSON|FOLDER [ADDRESS]]`: a lesson, played at the learner's pace, for a room, or by itself; the list without one.
 * Resolves with 0 when it was played to its end, or left; 1 when a claim of it does not hold.
 * @throws {Failure} `lesson-unknown`, `lesson-wrong`, `lesson-unreadable` (exit 2), and as `findGround`; `lesson-claim` is told
 */
export async function learn(invocation: Invocation, context: CommandContext): Promise<ExitCode> {
  const { flags, input } = invocation;
  const [word, ...addresses] = input;
  if (flags.present && flags.auto) {
    throw new Failure('flags-apart', { flag: '--present', other: '--auto' }, { exitCode: 2 });
  }
  if (word === undefined) {
    if (flags.json || context.linear || !context.interactive) return listLessons(lessonsRoot, flags, context);
    const end = await chooseLesson(invocation, context);
    return end === 'back' ? 0 : end;
  }
  const place = await findLesson(word, lessonsRoot);
  const lesson = await readLesson(place.folder);
  if (flags.lint) {
    context.stdout.write(`${context.words.learn.linted(escapeText(lesson.id), lesson.steps.length)}\n`);
    return 0;
  }
  return play(lesson, place, { ...invocation, word, addresses }, context);
}

/** The list of lessons on the screen, and those that are chosen there; `back`: it was left with Esc. */
export function chooseLesson(
  { flags }: Pick<Invocation, 'flags'>,
  context: CommandContext,
): Promise<ExitCode | 'back'> {
  return learnFromList(
    lessonsRoot,
    ({ lesson }) => {
      const place = { folder: join(lessonsRoot, lesson.id), key: lesson.id };
      return play(lesson, place, { command: 'learn', flags, word: lesson.id, addresses: [] }, context);
    },
    context,
  );
}

interface LearnInvocation extends Pick<Invocation, 'command'> {
  flags: Flags;
  /** The lesson as it was typed. */
  word: string;
  addresses: readonly string[];
}

async function play(
  lesson: Lesson,
  { key }: LessonPlace,
  { word, addresses, ...invocation }: LearnInvocation,
  context: CommandContext,
): Promise<ExitCode> {
  const { flags } = invocation;
  const isAlone = flags.auto || flags.json;
  const home = findSlotshHome(context.env);
  if (flags.reset) await keepProgress(home, key, undefined);
  const before = (await readProgress(home))[key];
  const stage = await openStage({ lesson, word }, flags, context);
  const signal = AbortSignal.any([context.signal, stage.left]);
  // Every node waits for it.
  setMaxListeners(0, signal);
  const tell = stage.tell.bind(stage);
  const writing = await readWriting(home, key);
  const choice = { invocation, addresses, tell, signal, ...(writing !== undefined && { writing }) };
  const ground = await findGround(lesson, choice, context);
  try {
    if (ground.nodeId !== undefined) await noteWriting(home, key, ground.nodeId);
    const result = await playLesson(lesson, {
      ...{ language: context.language, ground, stage, signal: context.signal },
      // What plays by itself plays all of it, and is nobody's progress.
      ...(!isAlone && before && { from: before }),
      ...(!isAlone && { keep: progress => keepProgress(home, key, progress) }),
    });
    if (ground.nodeId !== undefined) await noteWriting(home, key, undefined);
    if (result.outcome === 'done') return 0;
    if (result.outcome === 'left') return context.signal.aborted ? 130 : 0;
    if (!flags.json) tellFailure(result.failure, context);
    return 1;
  } finally {
    await ground.close();
  }
}

function tellFailure(failure: Parameters<typeof failureLines>[0], { stderr, words }: CommandContext): void {
  stderr.write(`${failureLines(failure, words, { width: terminalWidth(stderr) }).join('\n')}\n`);
}

async function openStage(
  { lesson, word }: { lesson: Lesson; word: string },
  flags: Flags,
  context: CommandContext,
): Promise<Stage> {
  const { words, stdout, signal, interactive } = context;
  const write = (text: string) => {
    stdout.write(text);
  };
  if (flags.json) return jsonStage({ words, write, signal });
  const again = quoteCommand(['slotsh', 'learn', word]);
  if (interactive) {
    const pace = flags.present ? 'present' : flags.auto ? 'auto' : 'learn';
    const next = await findNext(lesson, context);
    const speed = readSpeed(flags.speed);
    return openLessonStage({ pace, speed, again, ...(next && { next }) }, context);
  }
  if (flags.auto) return plainStage({ words, write, signal });
  const facts = { command: 'learn', instead: `${again} --auto` };
  throw new Failure('needs-terminal', facts, { exitCode: 2 });
}

/** The lesson after one of slotsh's own, and what plays it. */
async function findNext({ id }: Lesson, { language }: CommandContext) {
  const ids = await lessonIds(lessonsRoot);
  const next = ids[ids.indexOf(id) + 1];
  if (!ids.includes(id) || next === undefined) return undefined;
  const { narrations } = await readLesson(join(lessonsRoot, next));
  return { title: narrations[language]?.title ?? next, command: `slotsh learn ${next}` };
}
