import type { Reply } from '../../../../redis/reply.ts';
import type { Line } from '../../../components/line.ts';
import { fieldLines } from './field-lines.ts';
import { jsonLines } from './json-lines.ts';
import { pairUp } from './pair-up.ts';
import { entryLines, streamLines } from './stream-lines.ts';

/** Bytes of a reply that is still laid out: more would keep the keys waiting, and is not read by a person. */
const MOST_BYTES = 256 * 1024;

/** Commands whose reply is a list of entries of a stream, and those that name the streams too. */
const ENTRIES = /^(?:xrange|xrevrange|xclaim)$/;
const STREAMS = /^(?:xread|xreadgroup)$/;
/** Commands that answer with fields and values by turns in RESP2; in RESP3 it is a map, and tells itself. */
const FIELDS = /^(?:hgetall|config get|xinfo stream|memory stats|hello)$/;

/**
 * A reply as a person reads it best, where that is not as redis-cli prints it: JSON indented, fields and values as a table, entries
 * of streams with their time. Undefined for all others. What is in it is escaped.
 * @param args the command that was answered
 */
export function prettyLines(reply: Reply, args: readonly Buffer[]): Line[] | undefined {
  const [name = '', second = ''] = args.slice(0, 2).map(arg => arg.toString('latin1').toLowerCase());
  const lines = isLong(reply) ? undefined : linesOf(reply, name, `${name} ${second}`);
  return lines && lines.length > 0 ? lines : undefined;
}

/** A stack of ours, so that no nesting is too deep. */
function isLong(reply: Reply): boolean {
  const stack = [reply];
  let bytes = 0;
  for (let next = stack.pop(); next && bytes <= MOST_BYTES; next = stack.pop()) {
    bytes += 16;
    if ('items' in next) for (const item of next.items) stack.push(item);
    else if (next.type === 'map') for (const [key, value] of next.entries) stack.push(key, value);
    else if ('value' in next && Buffer.isBuffer(next.value)) bytes += next.value.length;
  }
  return bytes > MOST_BYTES;
}

function linesOf(reply: Reply, name: string, words: string): Line[] | undefined {
  if (reply.type === 'bulk' || reply.type === 'verbatim') return jsonLines(reply.value);
  if (ENTRIES.test(name)) return entryLines(reply);
  if (STREAMS.test(name)) return streamLines(reply);
  if (reply.type === 'map' || FIELDS.test(name) || FIELDS.test(words)) {
    const pairs = pairUp(reply);
    return pairs && fieldLines(pairs);
  }
  return undefined;
}
