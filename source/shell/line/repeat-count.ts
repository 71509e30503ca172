/** What a number before a command means: so many times, or nothing that can be done. */
export type Repeat = { kind: 'once' } | { kind: 'times'; times: number } | { kind: 'wrong' };

/** What C's strtol reads to its end in base 10, an empty word included (0). */
const NUMBER = /^[ \t\n\v\f\r]*[+-]?\d+$|^$/;
/** strtol's ERANGE. */
const MOST = 2n ** 63n - 1n;

/**
 * Is the first word of a line a repeat count, as redis-cli has it (`3 incr k`)? A number alone is a command like any
 * other; one before a command that is no positive long is refused (redis-cli.c, `repl`).
 */
export function readRepeat(words: readonly Buffer[]): Repeat {
  const [first] = words;
  if (!first || words.length < 2) return { kind: 'once' };
  const text = first.toString('latin1');
  if (!NUMBER.test(text)) return { kind: 'once' };
  const count = BigInt(text.trim().replace(/^\+/, '') || 0);
  return count <= 0n || count > MOST ? { kind: 'wrong' } : { kind: 'times', times: Number(count) };
}
