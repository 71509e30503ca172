import type { ExitCode } from '../cluster/failure.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { lessonIds } from '../lessons/find-lesson.ts';
import { narrationOf } from '../lessons/narration-of.ts';
import { keepProgress, readProgress } from '../lessons/progress.ts';
import type { ListedLesson as ShownLesson } from '../ui/learn/lesson-list-state.ts';
import { createTheme } from '../ui/theme.ts';
import type { Language } from '../words/language.ts';
import type { CommandContext } from './context.ts';
import { type ListedLesson, readLessons } from './learn-list.ts';

/** The list of lessons, the one that is chosen there, and the list again, until it is left; `back`: with Esc. */
export async function learnFromList(
  root: string,
  play: (lesson: ListedLesson) => Promise<ExitCode>,
  context: CommandContext,
): Promise<ExitCode | 'back'> {
  const { words, stdin, stdout, signal, colour, env, language } = context;
  const { askLesson } = await import('../ui/learn/LessonList.tsx');
  let marked: number | undefined;
  while (!signal.aborted) {
    const lessons = await readLessons(root, context);
    const theme = createTheme(colour);
    marked ??= Math.max(
      0,
      lessons.findIndex(({ progress }) => progress?.step !== undefined || !progress),
    );
    const shown = lessons.map(lesson => showLesson(lesson, language));
    const choice = await askLesson({ words, theme, lessons: shown, marked, stdin, stdout, signal });
    if (!('index' in choice)) {
      if (signal.aborted) break;
      return choice.do === 'back' ? 'back' : 0;
    }
    marked = choice.index;
    const chosen = lessons[choice.index];
    if (choice.do === 'play' && chosen && (await play(chosen)) !== 0) return signal.aborted ? 130 : 1;
    if (choice.do === 'reset' && chosen) {
      await keepProgress(findSlotshHome(env), chosen.lesson.id, undefined);
    } else marked = await nextOf(choice.index, root, context);
  }
  return 130;
}

/** The one after a lesson that was done, else itself. */
async function nextOf(index: number, root: string, { env }: CommandContext): Promise<number> {
  const ids = await lessonIds(root);
  const progress = (await readProgress(findSlotshHome(env)))[ids[index] ?? ''];
  const isDone = progress !== undefined && progress.step === undefined;
  return isDone ? Math.min(index + 1, ids.length - 1) : index;
}

function showLesson({ lesson, progress }: ListedLesson, language: Language): ShownLesson {
  const { id, minutes } = lesson;
  const { title = id, about = '' } = narrationOf(lesson, language) ?? {};
  if (!progress) return { title, about, minutes };
  const { step, done, of } = progress;
  return { title, about, minutes, progress: step === undefined ? 'done' : { at: done + 1, of } };
}
