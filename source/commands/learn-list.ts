import { join } from 'node:path';
import type { ExitCode } from '../cluster/failure.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { lessonIds } from '../lessons/find-lesson.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { narrationOf } from '../lessons/narration-of.ts';
import { type LessonProgress, readProgress } from '../lessons/progress.ts';
import { readLesson } from '../lessons/read-lesson.ts';
import { padText } from '../ui/components/text-width.ts';
import { escapeText } from '../ui/escape-text.ts';
import { asciiJson } from '../ui/json/json-view.ts';
import type { CommandContext } from './context.ts';
import type { Flags } from './flags.ts';

/** A lesson of the list. */
export interface ListedLesson {
  lesson: Lesson;
  progress?: LessonProgress;
}

/** slotsh's own lessons, the order of which the list has, with what is remembered of each. */
export async function readLessons(
  root: string,
  context: Pick<CommandContext, 'env'>,
): Promise<ListedLesson[]> {
  const progress = await readProgress(findSlotshHome(context.env));
  const ids = await lessonIds(root);
  return Promise.all(
    ids.map(async id => {
      const known = progress[id];
      return { lesson: await readLesson(join(root, id)), ...(known && { progress: known }) };
    }),
  );
}

/** `slotsh learn` as plain lines, or one JSON object a lesson. */
export async function listLessons(
  root: string,
  { json }: Pick<Flags, 'json'>,
  context: CommandContext,
): Promise<ExitCode> {
  const { stdout, words, language } = context;
  const lessons = await readLessons(root, context);
  const widest = Math.max(0, ...lessons.map(({ lesson }) => lesson.id.length));
  for (const { lesson, progress } of lessons) {
    const { id, minutes } = lesson;
    const title = narrationOf(lesson, language)?.title ?? id;
    if (json) {
      stdout.write(`${asciiJson({ id, title, minutes, ...(progress && { progress }) })}\n`);
      continue;
    }
    const { list } = words.lessonScreen;
    const state = progress && (progress.step === undefined ? list.done : list.at(progress.done, progress.of));
    const notes = [list.minutes(minutes), ...(state === undefined ? [] : [state])].join(' · ');
    stdout.write(`${padText(escapeText(id), widest)}  ${escapeText(title)} (${notes})\n`);
  }
  return 0;
}
