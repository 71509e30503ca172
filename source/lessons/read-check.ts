import type { Entry, Value, ValueReader } from '../spec/value-reader.ts';
import type { Check } from './lesson.ts';
import type { LessonWords } from './lesson-words.ts';
import { readChoice, readList, readNumber } from './read-values.ts';

const KINDS = ['state', 'node', 'slot', 'key', 'known', 'covered', 'info'] as const;
const ROLES = ['master', 'replica', 'failed', 'suspected', 'reachable'] as const;

/** The other keys of each kind. */
const KEYS: Readonly<Record<(typeof KINDS)[number], readonly string[]>> = {
  state: ['by'],
  node: ['is', 'of'],
  slot: ['owner', 'movingTo'],
  key: ['is'],
  known: ['nodes'],
  covered: [],
  info: ['field', 'is'],
};

/** Reads a check; its kind is its first key. */
export function readCheck(reader: ValueReader, value: Value, words: LessonWords): Check | undefined {
  const all = reader.map(value);
  if (!all) return undefined;
  const [first] = all.keys();
  const kind = KINDS.find(each => each === first);
  if (!kind) return reader.fault('lesson-check-kind', value, { known: KINDS.join(', ') });
  // Once more, now that it is known which keys may be there.
  const entries = reader.map(value, [kind, ...KEYS[kind]]);
  const at = entries?.get(kind);
  return entries && at && readKind(kind, { reader, words, value, entries, at });
}

interface CheckReading {
  reader: ValueReader;
  words: LessonWords;
  value: Value;
  entries: ReadonlyMap<string, Entry>;
  /** The value of its first key. */
  at: Entry;
}

function readKind(kind: (typeof KINDS)[number], reading: CheckReading): Check | undefined {
  const { reader, words, entries, at } = reading;
  switch (kind) {
    case 'state': {
      const is = readChoice(reader, at, ['ok', 'fail']);
      const byAt = entries.get('by');
      const by = byAt && readList(reader, byAt, node => words.node(node));
      return is ? { kind, is, ...(by && { by }) } : undefined;
    }
    case 'node': {
      const node = words.node(at);
      const is = required(reading, 'is', 'is: master', entry => readChoice(reader, entry, ROLES));
      const ofAt = entries.get('of');
      const of = ofAt && words.node(ofAt);
      return node && is ? { kind, node, is, ...(of && { of }) } : undefined;
    }
    case 'slot': {
      const slot = words.text(at);
      const owner = optional(reading, 'owner');
      const movingTo = optional(reading, 'movingTo');
      if (!entries.has('owner') && !entries.has('movingTo')) required(reading, 'owner', 'owner: B', () => '');
      if (slot !== undefined && !isSlot(words.filled(slot))) {
        return reader.fault('lesson-number-wrong', at, { text: slot, least: '0', most: '16383' });
      }
      return slot === undefined ? undefined : { kind, slot, ...owner, ...movingTo };
    }
    case 'key': {
      const key = words.text(at);
      const isAt = entries.get('is');
      const is = isAt && reader.anyText(isAt);
      return key === undefined ? undefined : { kind, key, ...(is !== undefined && { is }) };
    }
    case 'known': {
      const node = words.node(at);
      const nodes = required(reading, 'nodes', 'nodes: 6', entry =>
        readNumber(reader, entry, { least: 1, most: 1000 }),
      );
      return node && nodes ? { kind, node, nodes } : undefined;
    }
    case 'covered': {
      const slots = readNumber(reader, at, { least: 0, most: 16_384 });
      return slots === undefined ? undefined : { kind, slots };
    }
    case 'info': {
      const node = words.node(at);
      const field = required(reading, 'field', 'field: role', entry => reader.text(entry));
      const is = required(reading, 'is', 'is: master', entry => words.text(entry));
      return node && field && is ? { kind, node, field, is } : undefined;
    }
  }
}

function optional<K extends 'owner' | 'movingTo'>(
  { words, entries }: CheckReading,
  name: K,
): { [N in K]?: string } {
  const entry = entries.get(name);
  const node = entry && words.node(entry);
  return node === undefined ? {} : ({ [name]: node } as { [N in K]: string });
}

function required<T>(
  { reader, value, entries }: CheckReading,
  key: string,
  example: string,
  read: (entry: Entry) => T | undefined,
): T | undefined {
  const entry = entries.get(key);
  return entry ? read(entry) : reader.fault('key-missing', value, { key, example });
}

function isSlot(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) < 16_384;
}
