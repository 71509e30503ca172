import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { nearestKey } from '../spec/nearest-key.ts';
import { LessonFailure } from './lesson-failure.ts';

/** A lesson's folder, and the name that its progress is kept under. */
export interface LessonPlace {
  folder: string;
  /** The id of one that slotsh has, or the path of the folder. */
  key: string;
}

/** slotsh's own lessons, each building on those before it. */
const COURSE = [
  ...['six-commands', 'key-to-slot', 'hash-tags', 'redirects', 'transactions', 'replicas'],
  ...['building', 'slot-on-the-move', 'master-dies', 'half-cluster', 'quiz'],
];

/** The ids of the lessons in a folder: those of the course in its order, then others by name. */
export async function lessonIds(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const isLesson = await Promise.all(
    entries.map(entry => entry.isDirectory() && isFile(join(root, entry.name, 'lesson.yaml'))),
  );
  return entries
    .filter((_, index) => isLesson[index])
    .map(({ name }) => name)
    .sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
}

/**
 * The lesson of a word that was typed: an id, or a folder, which has a slash or a dot in it.
 * @param root the folder of slotsh's own lessons
 * @throws {Failure} `lesson-unknown` (exit 2)
 */
export async function findLesson(word: string, root: string): Promise<LessonPlace> {
  if (/[/.\\]/.test(word)) return { folder: word, key: resolve(word) };
  const ids = await lessonIds(root);
  if (ids.includes(word)) return { folder: join(root, word), key: word };
  const facts = { lesson: word, nearest: nearestKey(word, ids) ?? '', known: ids.join(', ') };
  throw new LessonFailure('lesson-unknown', facts, { exitCode: 2 });
}

function placeOf(id: string): number {
  const at = COURSE.indexOf(id);
  return at < 0 ? COURSE.length : at;
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
