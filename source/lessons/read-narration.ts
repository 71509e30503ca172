import { nearestKey } from '../spec/nearest-key.ts';
import type { Entry, Value, ValueReader } from '../spec/value-reader.ts';
import type { LessonStep, Narration, QuizQuestion, StepTexts } from './lesson.ts';
import type { LessonWords } from './lesson-words.ts';
import type { LessonPlan } from './read-plan.ts';
import { readList, readNumber, readProse } from './read-values.ts';

const KEYS = ['title', 'about', 'steps', 'end', 'quiz'];
const TEXT_KEYS = ['say', 'ask', 'options', 'hint', 'then'];
const QUIZ_KEYS = ['ask', 'options', 'answer', 'because'];

/**
 * Reads a narration; what is wrong in it, or does not fit the lesson, goes to the reader.
 * @param plan the lesson as far as it could be read; without it the narration is read alone
 */
export function readNarration(
  reader: ValueReader,
  root: Value,
  plan: LessonPlan | undefined,
): Narration | undefined {
  if (root.node === null) return reader.fault('lesson-file-empty', root, { key: 'title:' });
  const entries = reader.map(root, KEYS);
  if (!entries) return undefined;
  const words = plan?.words.in(reader);
  const prose = (value: Value) => (words ? words.prose(value) : readProse(reader, value));
  const text = (key: string) => {
    const entry = entries.get(key);
    if (!entry) return reader.fault('key-missing', root, { key, example: `${key}: …` });
    return prose(entry);
  };
  const [title, about, end] = [text('title'), text('about'), text('end')];
  const stepsAt = entries.get('steps');
  if (!stepsAt) reader.fault('key-missing', root, { key: 'steps', example: 'steps:' });
  const steps = stepsAt ? readSteps({ reader, words, prose }, stepsAt, plan) : {};
  const quizAt = entries.get('quiz');
  const quiz = quizAt && quizAt.node !== null ? readQuiz({ reader, words, prose }, quizAt) : [];
  if (title === undefined || about === undefined || end === undefined || !steps || !quiz) return undefined;
  return { title, about, steps, end, quiz };
}

interface TextReading {
  reader: ValueReader;
  words: LessonWords | undefined;
  prose: (value: Value) => string | undefined;
}

function readSteps(
  reading: TextReading,
  entry: Entry,
  plan: LessonPlan | undefined,
): Record<string, StepTexts> | undefined {
  const { reader } = reading;
  const entries = entry.node === null ? new Map<string, Entry>() : reader.map(entry);
  if (!entries) return undefined;
  const steps = plan?.lesson.steps ?? [];
  const ids = [...(plan?.places.keys() ?? [])];
  const texts: [string, StepTexts][] = [];
  for (const [id, at] of entries) {
    const step = steps.find(each => each.id === id);
    if (plan && !step)
      reader.fault('lesson-step-unknown', at.key, { id, nearest: nearestKey(id, ids) ?? '' });
    const read = readStepTexts(reading, at, step, plan?.places.get(id)?.keys);
    if (read) texts.push([id, read]);
  }
  for (const id of ids) if (!entries.has(id)) reader.fault('lesson-texts-missing', entry.key, { id });
  return Object.fromEntries(texts);
}

function readStepTexts(
  reading: TextReading,
  entry: Entry,
  step: LessonStep | undefined,
  stepKeys: readonly string[] | undefined,
): StepTexts | undefined {
  const { reader, prose } = reading;
  const entries = reader.map(entry, TEXT_KEYS);
  if (!entries) return undefined;
  const texts: Record<string, unknown> = {};
  for (const key of ['say', 'ask', 'hint', 'then']) {
    const at = entries.get(key);
    const text = at && prose(at);
    if (text !== undefined) texts[key] = key === 'ask' ? unmarked(text) : text;
  }
  const optionsAt = entries.get('options');
  const options = optionsAt && readOptionTexts(reading, optionsAt, step);
  for (const [key, needs] of [
    ['ask', 'predict'] as const,
    ['options', 'predict'] as const,
    ['hint', 'type'] as const,
  ]) {
    const at = entries.get(key);
    if (at && stepKeys && !stepKeys.includes(needs))
      reader.fault('lesson-text-unused', at.key, { key, needs });
  }
  return { ...texts, ...(options && { options }) };
}

function readOptionTexts(
  { reader, prose }: TextReading,
  entry: Entry,
  step: LessonStep | undefined,
): Record<string, string> | undefined {
  const entries = reader.map(entry);
  if (!entries) return undefined;
  const known = step?.predict?.options;
  const texts: [string, string][] = [];
  for (const [option, at] of entries) {
    if (known && !known.includes(option)) {
      reader.fault('lesson-option-unknown', at.key, { option, known: known.join(', ') });
    }
    const text = prose(at);
    if (text !== undefined) texts.push([option, unmarked(text)]);
  }
  return Object.fromEntries(texts);
}

function readQuiz(reading: TextReading, entry: Entry): QuizQuestion[] | undefined {
  return readList(reading.reader, entry, item => readQuestion(reading, item));
}

function readQuestion({ reader, prose }: TextReading, item: Value): QuizQuestion | undefined {
  const entries = reader.map(item, QUIZ_KEYS);
  if (!entries) return undefined;
  for (const key of QUIZ_KEYS) {
    if (!entries.has(key)) reader.fault('key-missing', item, { key, example: `${key}: …` });
  }
  const text = (key: string) => {
    const at = entries.get(key);
    return at && prose(at);
  };
  const optionsAt = entries.get('options');
  const options = optionsAt && readList(reader, optionsAt, option => prose(option));
  if (optionsAt && options && options.length < 2) reader.fault('lesson-options-few', optionsAt, {});
  const answerAt = entries.get('answer');
  const answer =
    answerAt && readNumber(reader, answerAt, { least: 1, most: Math.max(1, options?.length ?? 9) });
  const [ask, because] = [text('ask'), text('because')];
  if (ask === undefined || because === undefined || !options || !answer) return undefined;
  return { ask: unmarked(ask), options: options.map(unmarked), answer, because };
}

/** Questions and options have a look of their own, in which nothing is set apart: without the backticks of `code`. */
function unmarked(text: string): string {
  return text.replaceAll('`', '');
}
