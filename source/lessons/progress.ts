import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../guide/is-record.ts';
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

/** The file. `writing`: clusters of others that a lesson is being played on, each by the id of one of its nodes. */
interface Kept {
  lessons: AllProgress;
  writing: Readonly<Record<string, string>>;
}

/** What is remembered of all lessons; a file that cannot be read is none. Never rejects. */
export async function readProgress(home: SlotshHome): Promise<AllProgress> {
  return (await readKept(home)).lessons;
}

/** Keeps where somebody is; without progress the lesson is as if it had never been begun. */
export function keepProgress(
  home: SlotshHome,
  lesson: string,
  progress: LessonProgress | undefined,
): Promise<void> {
  return update(home, kept => ({ ...kept, lessons: withValue(kept.lessons, lesson, progress) }));
}

/** A node of the cluster that a lesson was being played on when it was killed: keys of its names there are its own. */
export async function readWriting(home: SlotshHome, lesson: string): Promise<string | undefined> {
  return (await readKept(home)).writing[lesson];
}

/** Notes that a lesson writes its keys on a cluster of others from now on; without a node: that it has deleted them. */
export function noteWriting(home: SlotshHome, lesson: string, node: string | undefined): Promise<void> {
  return update(home, kept => ({ ...kept, writing: withValue(kept.writing, lesson, node) }));
}

async function readKept(home: SlotshHome): Promise<Kept> {
  try {
    const file: unknown = JSON.parse(await readFile(progressFile(home), 'utf8'));
    if (!isRecord(file) || file['version'] !== 1) return NOTHING;
    return {
      lessons: onlyThose(file['lessons'], isProgress),
      writing: onlyThose(file['writing'], value => typeof value === 'string'),
    };
  } catch {
    return NOTHING;
  }
}

const NOTHING: Kept = { lessons: {}, writing: {} };

/** Reads, changes and writes in one go, whoever else does so. */
async function update(home: SlotshHome, change: (kept: Kept) => Kept): Promise<void> {
  const path = progressFile(home);
  await withFileLock(path, async () => {
    const kept = change(await readKept(home));
    const isEmpty = Object.keys({ ...kept.lessons, ...kept.writing }).length === 0;
    if (isEmpty) await rm(path, { force: true });
    else await writePrivateFile(path, `${JSON.stringify({ version: 1, ...kept }, null, 2)}\n`);
  });
}

function withValue<T>(
  all: Readonly<Record<string, T>>,
  name: string,
  value: T | undefined,
): Record<string, T> {
  const { [name]: _, ...others } = all;
  return value === undefined ? others : { ...others, [name]: value };
}

/** The entries that are what slotsh wrote. */
function onlyThose<T>(value: unknown, isOne: (value: unknown) => value is T): Record<string, T> {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, T] => isOne(entry[1])));
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
