import { findSlotshHome } from '../guide/slotsh-home.ts';
import { lessonIds } from '../lessons/find-lesson.ts';
import { readProgress } from '../lessons/progress.ts';
import type { HomeLessons } from '../ui/home/home-state.ts';
import type { CommandContext } from './context.ts';

/** How many lessons there are, and how many of them were done, without reading them. */
export async function countLessons(root: string, { env }: CommandContext): Promise<HomeLessons> {
  const ids = await lessonIds(root);
  const progress = await readProgress(findSlotshHome(env));
  const done = ids.filter(id => progress[id] && progress[id].step === undefined).length;
  return { count: ids.length, done };
}
