import { readDirectives } from '../spec/read-directives.ts';
import { quoteArgument } from '../spec/redis-arguments.ts';
import type { Entry, Value, ValueReader } from '../spec/value-reader.ts';
import type { Lesson, LessonCluster, LessonStep } from './lesson.ts';
import { LessonWords } from './lesson-words.ts';
import { readStep, type StepPlace } from './read-step.ts';
import { readNumber, readOr, readSwitch } from './read-values.ts';
import { sampleNodes } from './sample-nodes.ts';

const KEYS = ['minutes', 'cluster', 'keys', 'steps'];
const CLUSTER_KEYS = ['nodes', 'replicas', 'joined', 'own', 'settings'];
const DEFAULTS: LessonCluster = { nodes: 6, replicas: 1, joined: true, own: false, settings: {} };
/** Fewer cannot elect a new master when one of them fails. */
const LEAST_MASTERS = 3;

/** A lesson.yaml, as far as it could be read. */
export interface LessonPlan {
  lesson: Omit<Lesson, 'id' | 'narrations'>;
  words: LessonWords;
  /** By the ids of steps. */
  places: ReadonlyMap<string, StepPlace>;
}

/** Reads a lesson.yaml; what is wrong in it goes to the reader. */
export function readPlan(
  reader: ValueReader,
  root: Value,
  files: ReadonlySet<string>,
): LessonPlan | undefined {
  if (root.node === null) return reader.fault('lesson-file-empty', root, { key: 'minutes:' });
  const entries = reader.map(root, KEYS);
  if (!entries) return undefined;
  const minutesAt = entries.get('minutes');
  if (!minutesAt) reader.fault('key-missing', root, { key: 'minutes', example: 'minutes: 5' });
  const cluster = readOr(entries.get('cluster'), DEFAULTS, entry => readCluster(reader, entry));
  const words = new LessonWords(reader, cluster, sampleNodes(cluster), files);
  const keys = readOr(entries.get('keys'), [], entry => readKeys(reader, entry, words));
  words.keys = keys;
  const stepsAt = entries.get('steps');
  if (!stepsAt) reader.fault('key-missing', root, { key: 'steps', example: 'steps:' });
  const places = new Map<string, StepPlace>();
  const steps = stepsAt ? readSteps(reader, stepsAt, words, places) : [];
  const minutes = readOr(minutesAt, 0, entry => readNumber(reader, entry, { least: 1, most: 240 }));
  return { lesson: { minutes, cluster, keys, steps }, words, places };
}

function readCluster(reader: ValueReader, entry: Entry): LessonCluster | undefined {
  const entries = reader.map(entry, CLUSTER_KEYS);
  if (!entries) return undefined;
  const switchOf = (name: 'joined' | 'own') =>
    readOr(entries.get(name), DEFAULTS[name], value => readSwitch(reader, value));
  const nodes = readOr(entries.get('nodes'), DEFAULTS.nodes, value =>
    readNumber(reader, value, { least: 3, most: 20 }),
  );
  const replicas = readOr(entries.get('replicas'), DEFAULTS.replicas, value =>
    readNumber(reader, value, { least: 0, most: 4 }),
  );
  const settings = readOr(entries.get('settings'), {}, value => readSettings(reader, value));
  const cluster = { nodes, replicas, joined: switchOf('joined'), own: switchOf('own'), settings };
  if (cluster.joined && Math.floor(nodes / (replicas + 1)) < LEAST_MASTERS) {
    const facts = { nodes: String(nodes), replicas: String(replicas) };
    reader.fault('lesson-masters-few', entries.get('nodes') ?? entries.get('replicas') ?? entry, facts);
    return undefined;
  }
  const needing = cluster.own
    ? undefined
    : (entries.get('settings') ?? (cluster.joined ? undefined : entries.get('joined')));
  if (needing) {
    const what = needing.name === 'settings' ? 'settings' : 'joined';
    reader.fault('lesson-needs-own', needing, { what, text: needing.name });
  }
  return cluster;
}

function readSettings(reader: ValueReader, entry: Entry): Record<string, string> {
  const directives = readDirectives(reader, entry);
  return Object.fromEntries(directives.map(({ name, args }) => [name, args.map(quoteArgument).join(' ')]));
}

function readKeys(reader: ValueReader, entry: Entry, words: LessonWords): string[] {
  if (entry.node === null) return [];
  const items = [...reader.items(entry)];
  if (items.length === 0) reader.wrongType('list', entry);
  return items.map(item => words.text(item)).filter(key => key !== undefined);
}

function readSteps(
  reader: ValueReader,
  entry: Entry,
  words: LessonWords,
  places: Map<string, StepPlace>,
): LessonStep[] {
  const items = [...reader.items(entry)];
  if (items.length === 0) {
    if (entry.node === null) reader.fault('lesson-steps-empty', entry, {});
    else reader.wrongType('list', entry);
  }
  const steps: LessonStep[] = [];
  for (const item of items) {
    const step = readStep(reader, item, words, places);
    if (step) steps.push(step);
  }
  return steps;
}
