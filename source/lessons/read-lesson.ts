import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { TooManyFaults } from '../spec/fault-list.ts';
import { type Value, ValueReader } from '../spec/value-reader.ts';
import { parseYaml } from '../spec/yaml-tree.ts';
import type { SpecFaultFacts } from '../words/failure-facts.ts';
import type { Language } from '../words/language.ts';
import type { LessonFileFaults } from '../words/lesson-failure-facts.ts';
import type { Lesson, Narration } from './lesson.ts';
import { LessonFailure } from './lesson-failure.ts';
import { readNarration } from './read-narration.ts';
import { type LessonPlan, readPlan } from './read-plan.ts';

const LANGUAGES: readonly Language[] = ['en', 'zh'];

/**
 * Reads the lesson of a folder; one of the two narrations is enough.
 * @throws {Failure} `lesson-unreadable` when there is none, `lesson-wrong` with all that is wrong in its files (exit 2)
 */
export async function readLesson(folder: string): Promise<Lesson> {
  const text = await readFile(join(folder, 'lesson.yaml'), 'utf8').catch((error: Error) => {
    const facts = { folder, reason: error.message };
    throw new LessonFailure('lesson-unreadable', facts, { exitCode: 2, cause: error });
  });
  const present = new Set(await readdir(folder));
  const wrong: LessonFileFaults[] = [];
  const note = (name: string, faults: readonly SpecFaultFacts[]) => {
    if (faults.length > 0) wrong.push({ file: join(folder, name), faults });
  };
  const { value: plan, faults } = readYaml(text, (reader, root) => readPlan(reader, root, present));
  note('lesson.yaml', faults);
  const narrations: Partial<Record<Language, Narration>> = {};
  for (const language of LANGUAGES) {
    const name = `${language}.yaml`;
    if (!present.has(name)) continue;
    const read = await readTold(join(folder, name), plan);
    note(name, read.faults);
    if (read.value) narrations[language] = read.value;
  }
  if (!LANGUAGES.some(language => present.has(`${language}.yaml`))) note('en.yaml', [NO_NARRATION]);
  const id = basename(resolve(folder));
  if (wrong.length > 0 || !plan) {
    throw new LessonFailure('lesson-wrong', { lesson: id, files: wrong }, { exitCode: 2 });
  }
  const steps = plan.lesson.steps.map(step => ({
    ...step,
    ...(step.show !== undefined && { show: join(folder, step.show) }),
  }));
  return { id, ...plan.lesson, steps, narrations };
}

const NO_NARRATION: SpecFaultFacts = {
  ...{ line: 1, column: 1, path: '' },
  ...{ id: 'lesson-narration-missing', values: {} },
};

async function readTold(file: string, plan: LessonPlan | undefined): Promise<Read<Narration>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return readYaml(text, (reader, root) => readNarration(reader, root, plan));
}

interface Read<T> {
  /** As far as it could be read. */
  value?: T;
  faults: SpecFaultFacts[];
}

/** Reads a file's value, and tells all that is wrong in it, in the order of the file. Throws nothing, whatever the text. */
function readYaml<T>(text: string, read: (reader: ValueReader, root: Value) => T | undefined): Read<T> {
  try {
    const tree = parseYaml(text);
    if (tree.faults.count > 0) return { faults: tree.faults.inOrder() };
    const reader = new ValueReader(tree.faults, tree.aliases);
    const value = read(reader, reader.value('', tree.root, 0));
    return { ...(value !== undefined && { value }), faults: tree.faults.inOrder() };
  } catch (thrown) {
    if (thrown instanceof TooManyFaults) return { faults: thrown.faults.inOrder() };
    throw thrown;
  }
}
