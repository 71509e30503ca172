/**
 * Where the keys are in the commands whose keys move with their arguments.
 * A rule gets the whole command, name first, as Latin-1 text in lower case, and answers with indices into it;
 * indices past the end are the caller's to drop. Everything else has fixed places, which `@ioredis/commands` knows.
 * The judge of these rules is the server's COMMAND GETKEYS (test/shell/commands/find-keys.test.ts).
 */
export type KeyRule = (words: readonly string[]) => number[];

/** The server reads a key count as C's atoi does: `2x` is 2, `x` is 0. */
function readCount(word: string | undefined): number {
  return Number.parseInt(word ?? '', 10) || 0;
}

/** `count` indices from `first`, every `step`; never more than there are words, whatever count was typed. */
function indices(words: readonly string[], first: number, count: number, step = 1): number[] {
  const found: number[] = [];
  for (let i = 0, at = first; i < count && at < words.length; i++, at += step) found.push(at);
  return found;
}

/** Keys after a count at `at`, every `step`. */
function counted(at: number, step = 1): KeyRule {
  return words => indices(words, at + 1, readCount(words[at]), step);
}

/** A destination first, then keys after a count. */
const destinationAndCounted: KeyRule = words => [1, ...indices(words, 3, readCount(words[2]))];

/** The index after the first `token` that is found from `from` on. */
function after(words: readonly string[], token: string, from: number): number[] {
  const at = words.indexOf(token, from);
  return at === -1 ? [] : [at + 1];
}

/** GEORADIUS and GEORADIUSBYMEMBER: a key, and where STORE and STOREDIST put the result. */
function geoRadius(options: number): KeyRule {
  return words => [1, ...after(words, 'store', options), ...after(words, 'storedist', options)];
}

/**
 * XREAD and XREADGROUP: the first half of what follows the first STREAMS from `from` on, even where that word is
 * the value of COUNT: the server looks no closer. A half-typed line counts its middle one as a key.
 */
function streams(from: number): KeyRule {
  return words => {
    const [first = words.length] = after(words, 'streams', from);
    return indices(words, first, Math.ceil((words.length - first) / 2));
  };
}

/** SORT: a key, and what follows the last STORE that anything follows. BY and GET hold patterns, which are no keys. */
const sort: KeyRule = words => {
  let destination: number | undefined;
  const values: Readonly<Record<string, number>> = { limit: 2, get: 1, by: 1 };
  for (let at = 2; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === 'store' && at + 1 < words.length) destination = at + 1;
    else if (Object.hasOwn(values, word)) at += values[word] ?? 0;
  }
  return destination === undefined ? [1] : [1, destination];
};

/** MIGRATE: the third argument, or when it is empty what follows KEYS. */
const migrate: KeyRule = words => {
  if (words[3] !== '') return [3];
  const at = skipOptions(words, 6, { copy: 0, replace: 0, auth: 1, auth2: 2 });
  return words[at] === 'keys' ? indices(words, at + 1, words.length) : [];
};

/** The first index from `at` on that is no option; `options` says how many values each takes. */
function skipOptions(
  words: readonly string[],
  at: number,
  options: Readonly<Record<string, number>>,
): number {
  let next = at;
  for (;;) {
    const word = words[next];
    if (word === undefined || !Object.hasOwn(options, word)) return next;
    next += 1 + (options[word] ?? 0);
  }
}

export const keyRules: ReadonlyMap<string, KeyRule> = new Map<string, KeyRule>([
  ...['eval', 'eval_ro', 'evalsha', 'evalsha_ro', 'fcall', 'fcall_ro', 'blmpop', 'bzmpop'].map(
    name => [name, counted(2)] as const,
  ),
  ...[
    'lmpop',
    'zmpop',
    'sintercard',
    'zintercard',
    'sunioncard',
    'sdiffcard',
    'zunion',
    'zinter',
    'zdiff',
  ].map(name => [name, counted(1)] as const),
  ...['zunionstore', 'zinterstore', 'zdiffstore'].map(name => [name, destinationAndCounted] as const),
  ['msetex', counted(1, 2)],
  ['georadius', geoRadius(6)],
  ['georadiusbymember', geoRadius(5)],
  ['xread', streams(1)],
  ['xreadgroup', streams(4)],
  ['sort', sort],
  // `@ioredis/commands` counts the patterns of BY and GET as keys, the server does not.
  ['sort_ro', () => [1]],
  ['migrate', migrate],
]);
