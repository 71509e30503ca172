import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findSlotshHome } from '../../source/guide/slotsh-home.ts';
import { keepProgress, noteWriting, readProgress, readWriting } from '../../source/lessons/progress.ts';

let directory: string;
const home = () => findSlotshHome({ SLOTSH_HOME: directory });
const file = () => join(home().state, 'lessons.json');
const progress = {
  step: 'two',
  done: 1,
  of: 3,
  foretold: [{ step: 'one', of: 'node', truth: 'B', isRight: false }],
} as const;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slotsh-progress-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('is kept for each lesson, for this person alone, and forgotten one by one', async () => {
  expect(await readProgress(home())).toEqual({});
  await Promise.all(['one', 'two'].map(lesson => keepProgress(home(), lesson, progress)));
  await noteWriting(home(), 'one', 'abc');
  expect(await readProgress(home())).toEqual({ one: progress, two: progress });
  expect(await readWriting(home(), 'one')).toBe('abc');
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  await keepProgress(home(), 'one', undefined);
  expect(await readProgress(home())).toEqual({ two: progress });
  await noteWriting(home(), 'one', undefined);
  await keepProgress(home(), 'two', undefined);
  expect(existsSync(file())).toBe(false);
});

test.each([
  ['no JSON', '{'],
  ['another version', JSON.stringify({ version: 2, lessons: { one: progress } })],
  ['no lessons', JSON.stringify({ version: 1, lessons: [progress] })],
  ['a step that is none', JSON.stringify({ version: 1, lessons: { one: { ...progress, step: 2 } } })],
  [
    'predictions that are none',
    JSON.stringify({ version: 1, lessons: { one: { ...progress, foretold: [{}] } } }),
  ],
])('a file with %s is as good as none', async (_, text) => {
  await writeFile(file(), text);
  expect(await readProgress(home())).toEqual({});
  expect(await readWriting(home(), 'one')).toBeUndefined();
});
