import { exists, hasFlag } from '@ioredis/commands';
import { keySlot, keySlotAt } from '../../cluster/key-slot.ts';
import { refuseCommand } from '../../redis/refuse-command.ts';
import type { WordSpans } from '../../redis/word-spans.ts';
import { commandName } from '../commands/command-words.ts';
import { findKeys } from '../commands/find-keys.ts';
import { keyRules } from '../commands/key-rules.ts';

/** Where a command goes that may be under way together with others. */
export interface Route {
  /** 0-16383. */
  slot: number;
  /** Has it more keys than one? In a slot that is being migrated some may be here and some there. */
  severalKeys: boolean;
}

/**
 * How the keys of a command are found, by its name: `first`: its first word is the only one; `look`: by `findKeys`;
 * `alone`: it is never under way together with others.
 */
type Kind = 'first' | 'look' | 'alone';

/** Keys, but about the connection as well: what follows depends on where and when it runs. */
const ABOUT_THE_CONNECTION = new Set(['watch']);
/** They block when they are told to. */
const MAY_BLOCK = new Set(['xread', 'xreadgroup']);

/** Names as they were spelled, with their kind; bounded, as names come from the input. */
const kinds = new Map<string, Kind>();
const MOST_KINDS = 1000;
const LONGEST_NAME = 32;

/**
 * Where a command goes; undefined for one that must run alone, when all before it were answered: without keys (which node
 * runs it depends on where the prompt is), with keys in several slots (the server refuses it), blocking, about the connection.
 */
export function routeWords(words: WordSpans): Route | undefined {
  const kind = kindOf(words);
  if (kind === 'first') {
    if (words.count < 2) return undefined;
    return { slot: keySlotAt(words.bytes, words.startOf(1), words.endOf(1)), severalKeys: false };
  }
  return kind === 'look' ? lookForKeys(words.toBuffers()) : undefined;
}

/** The name asked for last: most inputs have one over and over, and its text alone costs 0.2 µs, all else here 0.05. */
let lastName = Buffer.alloc(0);
let lastKind: Kind = 'alone';

function kindOf(words: WordSpans): Kind {
  if (words.count === 0 || words.endOf(0) - words.startOf(0) > LONGEST_NAME) return 'alone';
  if (isLastName(words)) return lastKind;
  const name = words.textOf(0);
  let kind = kinds.get(name);
  if (!kind) {
    kind = findKind(name);
    if (kinds.size < MOST_KINDS) kinds.set(name, kind);
  }
  lastName = Buffer.from(name, 'latin1');
  lastKind = kind;
  return kind;
}

function isLastName(words: WordSpans): boolean {
  const start = words.startOf(0);
  if (words.endOf(0) - start !== lastName.length) return false;
  for (let index = 0; index < lastName.length; index++) {
    if (words.bytes[start + index] !== lastName[index]) return false;
  }
  return true;
}

function findKind(spelled: string): Kind {
  const name = spelled.toLowerCase();
  if (ABOUT_THE_CONNECTION.has(name) || refuseCommand([name])) return 'alone';
  if (keyRules.has(name) && !isBlocking(name)) return 'look';
  if (!exists(name) || isBlocking(name)) return 'alone';
  return hasFirstKeyOnly(name) ? 'first' : 'look';
}

function isBlocking(name: string): boolean {
  return exists(name) && hasFlag(name, 'blocking') && !MAY_BLOCK.has(name);
}

/** Places that never move depend on the number of words alone: the first word, however many there are? */
function hasFirstKeyOnly(name: string): boolean {
  return [1, 2, 3, 4, 9].every(count => {
    const keys = findKeys([name, ...Array<string>(count).fill('x')].map(word => Buffer.from(word)));
    return keys.length === 1 && keys[0] === 1;
  });
}

function lookForKeys(args: readonly Buffer[]): Route | undefined {
  const name = commandName(args);
  if (MAY_BLOCK.has(name) && args.some(word => /^block$/i.test(word.toString('latin1')))) return undefined;
  const slots = findKeys(args).map(index => keySlot(args[index] ?? ''));
  const [slot] = slots;
  if (slot === undefined || slots.some(other => other !== slot)) return undefined;
  return { slot, severalKeys: slots.length > 1 };
}
