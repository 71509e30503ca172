import type { KeySpec } from './read-commands.ts';

/**
 * The keys of a command by its key specifications, in their order (redis.io/docs/latest/develop/reference/key-specs; what a
 * server does with them is `getKeysUsingKeySpecs` in Redis' db.c).
 * Two things are other than on the server: a command half typed has the keys that are there already, and places that are no
 * keys but have a slot (the channels of SPUBLISH) count as keys. Takes no longer for a huge key count than for the words
 * that are there.
 * @returns indices into the words, the name being 0
 */
export function evaluateKeySpecs(specs: readonly KeySpec[], args: readonly Buffer[]): number[] {
  const found = specs.map(spec => {
    const first = beginOf(spec, args);
    return first === undefined ? [] : indicesOf(spec, first, args);
  });
  // `flat` takes a millisecond for thousands of keys, and nearly every command has one specification.
  return found.length === 1 ? (found[0] ?? []) : found.flat();
}

function beginOf({ begin }: KeySpec, args: readonly Buffer[]): number | undefined {
  switch (begin.type) {
    case 'index':
      return begin.index;
    case 'keyword':
      return afterKeyword(begin.keyword, begin.from, args);
    case 'unknown':
      return undefined;
  }
}

/** The index after a keyword: searched forwards from a positive place, backwards from a negative one. */
function afterKeyword(keyword: string, from: number, args: readonly Buffer[]): number | undefined {
  const step = from > 0 ? 1 : -1;
  const end = from > 0 ? args.length : 0;
  for (let at = from > 0 ? from : args.length + from; at !== end && at > 0 && at < args.length; at += step) {
    const word = args[at];
    if (word?.length === keyword.length && word.toString('latin1').toLowerCase() === keyword) return at + 1;
  }
  return undefined;
}

function indicesOf({ find }: KeySpec, first: number, args: readonly Buffer[]): number[] {
  switch (find.type) {
    case 'range':
      return range(first, lastOf(find, first, args.length), find.step, args.length);
    case 'keynum': {
      const count = Number.parseInt(args[first + find.count]?.toString('latin1') ?? '', 10) || 0;
      const start = first + find.first;
      return range(start, start + (count - 1) * find.step, find.step, args.length);
    }
    case 'unknown':
      return [];
  }
}

/** `last` counts from the first key, or, negative, from the end; then `limit` says which part of the rest are keys. */
function lastOf(find: { last: number; limit: number }, first: number, length: number): number {
  if (find.last >= 0) return first + find.last;
  if (find.limit <= 1) return length + find.last;
  // Of an odd rest the server makes nothing; while a line is typed the middle word is a key in the making.
  return first + Math.ceil((length - first) / find.limit) + find.last;
}

function range(first: number, last: number, step: number, length: number): number[] {
  const found: number[] = [];
  for (let at = first; at <= last && at < length; at += Math.max(1, step)) found.push(at);
  return found;
}
