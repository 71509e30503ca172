import type { WordSpans } from '../redis/word-spans.ts';
import { type Repeat, readRepeat } from '../shell/line/repeat-count.ts';

/** redis-cli's own words, in every language. */
export const WRONG_REPEAT = 'Invalid redis-cli repeat command option value.\n';

/** A command as nearly all are. */
export const ONCE: Repeat = { kind: 'once' };
/** What a number may begin with, as C reads it: digits, signs, blanks. */
const BEGINS_NUMBER = /[\d+\-\s]/;

/** Is the first word of a line of standard input a repeat count? redis-cli reads them there as at its prompt. */
export function repeatOf(words: WordSpans): Repeat {
  if (words.count < 2) return ONCE;
  const start = words.startOf(0);
  const end = words.endOf(0);
  // Nearly all lines are told apart by their first byte.
  if (start < end && !BEGINS_NUMBER.test(String.fromCharCode(words.bytes[start] ?? 0))) return ONCE;
  const first = words.bytes.subarray(start, end);
  return readRepeat([first, first]);
}
