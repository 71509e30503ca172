import type { Entry, Value, ValueReader } from '../spec/value-reader.ts';
import type { Expectation, Fact, LessonStep, NodeAct, Prediction } from './lesson.ts';
import type { LessonWords } from './lesson-words.ts';
import { lintLine } from './lint-line.ts';
import { readCheck } from './read-check.ts';
import { readChoice, readList, readNumber } from './read-values.ts';

const KEYS = ['id', 'at', 'type', 'first', 'act', 'show', 'predict', 'expect', 'check', 'within'];
const FACTS: readonly Fact[] = ['redirection', 'node', 'outcome', 'reply', 'slot'];
const DEEDS: readonly NodeAct['do'][] = ['stop', 'start', 'freeze', 'thaw'];
/** Seconds that nobody waits for longer. */
const MOST_WITHIN = 600;

/** What reads the parts of one step. */
interface StepReading {
  reader: ValueReader;
  words: LessonWords;
}

/** Where the id of a step stands, and the keys that the step has, right or wrong. */
export interface StepPlace extends Value {
  keys: readonly string[];
}

/** Reads a step. @param firsts the steps so far by their ids; this one is added */
export function readStep(
  reader: ValueReader,
  item: Value,
  words: LessonWords,
  firsts: Map<string, StepPlace>,
): LessonStep | undefined {
  const entries = reader.map(item, KEYS);
  if (!entries) return undefined;
  const reading = { reader, words };
  const idAt = entries.get('id');
  if (!idAt) reader.fault('key-missing', item, { key: 'id', example: 'id: first' });
  const id = idAt && readId(reading, idAt, { firsts, keys: [...entries.keys()] });
  const doings = ['type', 'act', 'show'].filter(key => entries.has(key));
  if (doings.length > 1) reader.fault('lesson-too-much', item, { keys: doings.join(', ') });
  for (const key of ['predict', 'expect']) {
    const entry = entries.get(key);
    if (entry && !entries.has('type')) reader.fault('lesson-line-missing', entry.key, { key });
  }
  const part = <T>(key: string, read: (entry: Entry) => T | undefined) => {
    const entry = entries.get(key);
    return entry && read(entry);
  };
  const step = {
    id,
    at: part('at', entry => words.node(entry)),
    type: part('type', entry => readLine(reading, entry)),
    first: part('first', entry => readList(reader, entry, line => readLine(reading, line))),
    act: part('act', entry => readAct(reading, entry)),
    show: part('show', entry => readShow(reading, entry)),
    predict: part('predict', entry => readPrediction(reading, entry)),
    expect: part('expect', entry => readExpectation(reading, entry)),
    check: part('check', entry => readList(reader, entry, value => readCheck(reader, value, words))),
    within: part('within', entry => readNumber(reader, entry, { least: 1, most: MOST_WITHIN })),
  };
  const expectAt = entries.get('expect');
  if (expectAt) requireOffered(reading, expectAt, step);
  return id === undefined ? undefined : withoutHoles({ ...step, id });
}

/** The parts that are there. */
function withoutHoles<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function readId(
  { reader }: StepReading,
  entry: Entry,
  { firsts, keys }: { firsts: Map<string, StepPlace>; keys: readonly string[] },
): string | undefined {
  const id = reader.text(entry);
  if (id === undefined) return undefined;
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(id)) return reader.fault('lesson-id-wrong', entry, { id });
  const first = firsts.get(id);
  if (first) return reader.fault('lesson-id-doubled', entry, { id, firstLine: reader.line(first) });
  firsts.set(id, { ...entry, keys });
  return id;
}

function readLine({ reader, words }: StepReading, value: Value): string | undefined {
  const line = words.text(value);
  if (line !== undefined) lintLine(reader, value, line, words);
  return line;
}

function readAct({ reader, words }: StepReading, entry: Entry): NodeAct | undefined {
  if (!words.cluster.own) reader.fault('lesson-needs-own', entry.key, { what: 'act', text: 'act' });
  const [deed] = reader.map(entry, DEEDS)?.values() ?? [];
  if (!deed) return entry.node === null ? reader.wrongType('map', entry) : undefined;
  const nodes = readList(reader, deed, node => words.node(node));
  return nodes && { do: deed.name as NodeAct['do'], nodes };
}

/** A file of the folder itself: a lesson loads nothing from elsewhere. */
function readShow({ reader, words }: StepReading, entry: Entry): string | undefined {
  const file = reader.text(entry);
  if (file === undefined || words.files.has(file)) return file;
  return reader.fault('lesson-show-missing', entry, { file });
}

function readPrediction({ reader, words }: StepReading, entry: Entry): Prediction | undefined {
  const entries = reader.map(entry, ['of', 'options']);
  if (!entries) return undefined;
  const ofAt = entries.get('of');
  const optionsAt = entries.get('options');
  if (!ofAt) reader.fault('key-missing', entry, { key: 'of', example: 'of: redirection' });
  if (!optionsAt) reader.fault('key-missing', entry, { key: 'options', example: 'options: [none, MOVED]' });
  const of = ofAt && readChoice(reader, ofAt, FACTS);
  const options = optionsAt && readOptions({ reader, words }, optionsAt);
  return of && options && { of, options };
}

function readOptions({ reader, words }: StepReading, entry: Entry): string[] | undefined {
  const options = readList(reader, entry, option => words.text(option));
  if (!options) return undefined;
  const doubled = options.find((option, index) => options.indexOf(option) !== index);
  if (doubled !== undefined) return reader.fault('lesson-option-doubled', entry, { option: doubled });
  return options.length < 2 ? reader.fault('lesson-options-few', entry, {}) : options;
}

function readExpectation({ reader, words }: StepReading, entry: Entry): Expectation | undefined {
  const entries = reader.map(entry, FACTS);
  if (!entries) return undefined;
  const facts: Partial<Record<Fact, string>> = {};
  for (const { name, ...value } of entries.values()) {
    // Nothing at all is a reply, too.
    const text = name === 'reply' ? reader.anyText(value) : words.text(value);
    if (text !== undefined) facts[name as Fact] = text;
  }
  return facts;
}

/** What a line must do must be among what can be foretold of it. */
function requireOffered(
  { reader, words }: StepReading,
  entry: Entry,
  { predict, expect }: { predict: Prediction | undefined; expect: Expectation | undefined },
): void {
  const value = predict && expect?.[predict.of];
  if (!predict || value === undefined) return;
  const isOffered = predict.options.some(option => words.filled(option) === words.filled(value));
  if (isOffered) return;
  reader.fault('lesson-fact-not-offered', entry, {
    ...{ fact: predict.of, value, options: predict.options.join(', ') },
  });
}
