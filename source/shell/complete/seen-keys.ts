import type { Reply } from '../../redis/reply.ts';
import { commandName } from '../commands/command-words.ts';
import { findKeys } from '../commands/find-keys.ts';
import { quoteWord } from './quote-word.ts';

/** Keys that came by in a session, each as it is typed, the latest first. */
export type SeenKeys = readonly string[];

const MOST_KEYS = 1_000;
/** Bytes; a longer key is nothing one picks from a list. */
const LONGEST_KEY = 200;

/** The keys of a command that was given. */
export function seeCommand(seen: SeenKeys, args: readonly Buffer[]): SeenKeys {
  return see(
    seen,
    findKeys(args).flatMap(index => args[index] ?? []),
  );
}

/** The keys that a command answered with: SCAN, KEYS and RANDOMKEY do. */
export function seeReply(seen: SeenKeys, args: readonly Buffer[], reply: Reply): SeenKeys {
  const name = commandName(args);
  if (name === 'randomkey') return see(seen, bytesOf(reply));
  if (name === 'keys') return see(seen, listed(reply));
  if (name === 'scan') return see(seen, reply.type === 'array' ? reply.items.slice(1).flatMap(listed) : []);
  return seen;
}

/** Keys that came in any other way. */
export function see(seen: SeenKeys, keys: readonly Buffer[]): SeenKeys {
  const short = keys.slice(0, MOST_KEYS).filter(key => key.length > 0 && key.length <= LONGEST_KEY);
  const [only] = short;
  if (!only || (short.length === 1 && seen[0] === quoteWord(only))) return seen;
  return [...new Set([...short.map(quoteWord), ...seen])].slice(0, MOST_KEYS);
}

function listed(reply: Reply): Buffer[] {
  return reply.type === 'array' || reply.type === 'set'
    ? reply.items.slice(0, MOST_KEYS).flatMap(bytesOf)
    : [];
}

function bytesOf(reply: Reply): Buffer[] {
  return reply.type === 'bulk' ? [reply.value] : [];
}
