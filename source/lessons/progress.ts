import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SlotshHome } from '../guide/slotsh-home.ts';
import { withFileLock } from '../guide/with-file-lock.ts';
import { writePrivateFile } from '../guide/write-private-file.ts';
import type { Foretold } from './stage.ts';

/** Where somebody is in a lesson. */
export interface LessonProgress {
  /** The step to take up; none when the lesson was done to its end. */
  step?: string;
  /** Of how many steps so many are done. */
  done: number;
  of: number;
  foretold: readonly Foretold[];
}

/** By lesson: the id of one that slotsh has, or the path of a folder. */
export type AllProgress = Readonly<Record<string, LessonProgress>>;

/** What is remembered of all lessons; a file that cannot be read is none. Never rejects. */
export async function readProgress(home: SlotshHome): Promise<AllProgress> {
  try {
    const file: unknown = JSON.parse(await readFile(progressFile(home), 'utf8'));
    if (!isRecord(file) || file['version'] !== 1 || !isRecord(file['lessons'])) return {};
    const lessons = Object.entries(file['lessons']).filter(([, progress]) => isProgress(progress));
    return Object.fromEntries(lessons) as AllProgress;
  } catch {
    return {};
  }
}

/** Keeps where somebody is; without progress the lesson is as if it had never been begun. */
export async function keepProgress(
  home: SlotshHome,
  lesson: string,
  progress: LessonProgress | undefined,
): Promise<void> {
  const path = progressFile(home);
  await withFileLock(path, async () => {
    const { [lesson]: _, ...others } = await readProgress(home);
    const lessons = progress ? { ...others, [lesson]: progress } : others;
    if (Object.keys(lessons).length === 0) await rm(path, { force: true });
    else await writePrivateFile(path, `${JSON.stringify({ version: 1, lessons }, null, 2)}\n`);
  });
}

function progressFile({ state }: SlotshHome): string {
  return join(state, 'lessons.json');
}

function isProgress(value: unknown): value is LessonProgress {
  return (
    isRecord(value) &&
    ['string', 'undefined'].includes(typeof value['step']) &&
    Number.isInteger(value['done']) &&
    Number.isInteger(value['of']) &&
    Array.isArray(value['foretold']) &&
    value['foretold'].every(isForetold)
  );
}

function isForetold(value: unknown): value is Foretold {
  return (
    isRecord(value) &&
    ['step', 'of', 'truth'].every(key => typeof value[key] === 'string') &&
    ['string', 'undefined'].includes(typeof value['chosen']) &&
    typeof value['isRight'] === 'boolean'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
