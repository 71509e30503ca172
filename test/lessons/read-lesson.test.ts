// biome-ignore-all lint/suspicious/noTemplateCurlyInString: those of a lesson are filled in by the lesson
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toFailure } from '../../source/cluster/failure.ts';
import { LessonFailure } from '../../source/lessons/lesson-failure.ts';
import { readLesson } from '../../source/lessons/read-lesson.ts';
import { failureLines } from '../../source/ui/plain/failure-lines.ts';
import { wordsFor } from '../../source/words/words.ts';
import { CASES } from '../hostile/never-obeyed.ts';
import { hostileBytes } from '../support/hostile-text.ts';

const LESSON = `minutes: 5
keys: [name]
steps:
  - id: first
    at: A
    type: set name x
    predict: { of: redirection, options: [none, MOVED] }
    expect: { redirection: MOVED, node: B }
    check:
      - { key: name, is: x }
`;
const ENGLISH = `title: T
about: A
steps:
  first: { say: 'slot \${slot:name}', ask: What?, options: { none: no }, hint: h, then: '\${reply}' }
end: E
quiz:
  - { ask: q, options: [a, b], answer: 2, because: b }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slotsh-lesson-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(lesson: string, english = ENGLISH, chinese?: string) {
  await rm(join(folder, 'zh.yaml'), { force: true });
  await writeFile(join(folder, 'lesson.yaml'), lesson);
  await writeFile(join(folder, 'en.yaml'), english);
  if (chinese !== undefined) await writeFile(join(folder, 'zh.yaml'), chinese);
  return readLesson(folder);
}

/** What is wrong, as `file:line:column id`. */
async function faultsOf(lesson: string, english?: string): Promise<string[]> {
  const failure = await read(lesson, english).catch(toFailure);
  if (!(failure instanceof LessonFailure) || failure.data.id !== 'lesson-wrong') return [];
  return failure.data.facts.files.flatMap(({ file, faults }) =>
    faults.map(({ line, column, id }) => `${file.slice(folder.length + 1)}:${line}:${column} ${id}`),
  );
}

/** The lesson with one line in another's place. */
const withLine = (before: string, now: string) => LESSON.replace(before, now);
const inStep = (more: string) => `${LESSON}    ${more}\n`;

test('a lesson as it should be, in one language', async () => {
  const lesson = await read(LESSON);
  expect(lesson).toMatchObject({
    ...{ minutes: 5, keys: ['name'], cluster: { nodes: 6, replicas: 1, joined: true, own: false } },
    steps: [{ id: 'first', at: 'A', expect: { redirection: 'MOVED', node: 'B' } }],
    narrations: { en: { title: 'T', quiz: [{ answer: 2 }] } },
  });
});

test.each([
  ['an unknown key', withLine('minutes: 5', 'minuts: 5'), 'lesson.yaml:1:1 key-unknown'],
  ['no number', withLine('minutes: 5', 'minutes: five'), 'lesson.yaml:1:10 lesson-number-wrong'],
  ['an unknown node', withLine('at: A', 'at: D'), 'lesson.yaml:5:9 lesson-node-unknown'],
  [
    'an unknown placeholder',
    withLine('set name x', 'set name ${D}'),
    'lesson.yaml:6:11 lesson-placeholder-wrong',
  ],
  ['a key that is not its own', withLine('set name x', 'set other x'), 'lesson.yaml:6:11 lesson-key-foreign'],
  ['an open quote', withLine('set name x', `'set name "x'`), 'lesson.yaml:6:11 lesson-line-wrong'],
  ['no own word', withLine('set name x', "':nothing'"), 'lesson.yaml:6:11 lesson-line-wrong'],
  ['a line without end', withLine('set name x', 'MONITOR'), 'lesson.yaml:6:11 lesson-line-wrong'],
  [
    'a line for its own cluster',
    withLine('set name x', 'CONFIG SET maxmemory 1'),
    'lesson.yaml:6:11 lesson-needs-own',
  ],
  ['one option', withLine('[none, MOVED]', '[none]'), 'lesson.yaml:7:42 lesson-options-few'],
  ['an option twice', withLine('[none, MOVED]', '[none, none]'), 'lesson.yaml:7:42 lesson-option-doubled'],
  [
    'a truth nobody can choose',
    withLine('redirection: MOVED', 'redirection: ASK'),
    'lesson.yaml:8:13 lesson-fact-not-offered',
  ],
  ['an unknown fact', withLine('of: redirection', 'of: colour'), 'lesson.yaml:7:20 lesson-choice-wrong'],
  [
    'a check without a kind',
    withLine('{ key: name, is: x }', '{ is: x }'),
    'lesson.yaml:10:9 lesson-check-kind',
  ],
  [
    'a missing recording',
    `${LESSON}  - id: film\n    show: a.cast\n`,
    'lesson.yaml:12:11 lesson-show-missing',
  ],
  [
    'a recording elsewhere',
    `${LESSON}  - id: film\n    show: ../a.cast\n`,
    'lesson.yaml:12:11 lesson-show-missing',
  ],
  ['two things at once', inStep('show: en.yaml'), 'lesson.yaml:4:5 lesson-too-much'],
  [
    'an act on a cluster of others',
    `${LESSON}  - id: dies\n    act: { stop: [A] }\n`,
    'lesson.yaml:12:5 lesson-needs-own',
  ],
  [
    'settings on a cluster of others',
    `cluster: { settings: { a: b } }\n${LESSON}`,
    'lesson.yaml:1:22 lesson-needs-own',
  ],
  ['two masters', `cluster: { nodes: 4 }\n${LESSON}`, 'lesson.yaml:1:19 lesson-masters-few'],
  ['a step twice', `${LESSON}  - id: first\n`, 'lesson.yaml:11:9 lesson-id-doubled'],
  ['no steps', 'minutes: 5\nsteps:\n', 'lesson.yaml:2:7 lesson-steps-empty'],
  ['nothing', '', 'lesson.yaml:1:1 lesson-file-empty'],
])('%s', async (_, lesson, fault) => {
  expect(await faultsOf(lesson)).toEqual(expect.arrayContaining([fault]));
});

test('a line that only reads may name a key of somebody', async () => {
  expect(await faultsOf(withLine('set name x', 'get other'))).toEqual([]);
});

test('questions and options are told without the backticks that set code apart elsewhere', async () => {
  const english = ENGLISH.replace('What?', "'What of `name`?'").replace('a, b', "'`a`', b");
  const { narrations } = await read(LESSON, english.replace('none: no', "none: '`no`'"));
  expect(narrations.en).toMatchObject({
    steps: { first: { ask: 'What of name?', options: { none: 'no' } } },
    quiz: [{ options: ['a', 'b'] }],
  });
});

test.each([
  [
    'a step without texts',
    ENGLISH.replace('first:', 'second:'),
    ['en.yaml:4:3 lesson-step-unknown', 'en.yaml:3:1 lesson-texts-missing'],
  ],
  ['words for no option', ENGLISH.replace('none: no', 'ASK: no'), ['en.yaml:4:61 lesson-option-unknown']],
  [
    'a wrong placeholder',
    ENGLISH.replace('slot:name', 'slots:name'),
    ['en.yaml:4:17 lesson-placeholder-wrong'],
  ],
  ['an answer out of range', ENGLISH.replace('answer: 2', 'answer: 3'), ['en.yaml:7:40 lesson-number-wrong']],
  ['no title', ENGLISH.replace('title: T\n', ''), ['en.yaml:1:1 key-missing']],
])('in a narration: %s', async (_, english, faults) => {
  expect(await faultsOf(LESSON, english)).toEqual(expect.arrayContaining(faults));
});

test('everything is said at once, of both files', async () => {
  const lesson = LESSON.replace('at: A', 'at: Z').replace('minutes: 5', 'minutes: 0');
  expect(await faultsOf(lesson, ENGLISH.replace('end: E\n', ''))).toEqual([
    ...['lesson.yaml:1:10 lesson-number-wrong', 'lesson.yaml:5:9 lesson-node-unknown'],
    'en.yaml:1:1 key-missing',
  ]);
});

/** Pieces that files of lessons are made of, and others. */
const pieces = fc.oneof(
  fc.constantFrom(
    'minutes: 5\n',
    'keys: [a]\n',
    'steps:\n',
    '  - id: a\n',
    '    type: ',
    'set a b\n',
    '    act: ',
  ),
  fc.constantFrom(
    '    check:\n',
    '      - { ',
    'node: A',
    'slot: ${slot:',
    'key-in:',
    '}\n',
    '${',
    '{ stop: [A] }\n',
    '&a ',
    '*a',
  ),
  hostileBytes,
);

test('a hostile lesson is refused in words, and nothing of it is obeyed', async () => {
  const property = fc.asyncProperty(
    fc.array(pieces, { maxLength: 24 }),
    fc.array(pieces, { maxLength: 12 }),
    async (lesson, english) => {
      const failure = await read(LESSON + lesson.join(''), english.join('')).then(() => undefined, toFailure);
      if (!failure) return;
      expect(['lesson-wrong', 'lesson-unreadable']).toContain(failure.id);
      for (const language of ['en', 'zh'] as const) {
        const lines = failureLines(failure.data, wordsFor(language));
        expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u202a-\u202e\u2066-\u2069]/);
      }
    },
  );
  await fc.assert(property, { numRuns: CASES / 40 });
});
