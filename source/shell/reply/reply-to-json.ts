import { isUtf8 } from 'node:buffer';
import type { Reply } from '../../redis/reply.ts';

/** Text where the bytes are UTF-8, base64 where they are not: nothing is lost either way. */
export type JsonBytes = string | { base64: string };

/**
 * A reply for `exec --json`: always a `type` (as in redis/reply.ts) and a `value`.
 *
 * - `status`, `error`, `bulk`, `bulk-error`, `verbatim`: text, or `{"base64": …}`; `verbatim` has its `format` too
 * - `integer`: a number, or its digits as text beyond 2^53; `big-number`: its digits as text
 * - `double`: a number, or `inf`, `-inf`, `nan` as text
 * - `boolean`: true or false; `nil` and `nil-array`: null
 * - `array`, `set`, `push`: a list of replies; `map`: a list of pairs of replies, in the server's order
 * - `attributed`: the reply, with its `attributes` as a map's value
 * - `too-deep`: what is nested deeper than JSON parsers bear (100 levels), as null
 */
export type JsonReply =
  | { type: 'status' | 'error' | 'bulk' | 'bulk-error'; value: JsonBytes }
  | { type: 'verbatim'; format: string; value: JsonBytes }
  | { type: 'integer' | 'double'; value: number | string }
  | { type: 'big-number'; value: string }
  | { type: 'boolean'; value: boolean }
  | { type: 'nil' | 'nil-array' | 'too-deep'; value: null }
  | { type: 'array' | 'set' | 'push'; value: JsonReply[] }
  | { type: 'map'; value: [JsonReply, JsonReply][] }
  | { type: 'attributed'; attributes: [JsonReply, JsonReply][]; value: JsonReply };

/** Redis itself nests up to 8000 levels (Lua, measured on 7.0.15); JSON.stringify gives up at some 3000 of ours. */
const MOST_LEVELS = 100;

/** A reply as plain data for JSON; its form is described at `JsonReply`. */
export function replyToJson(reply: Reply, level = 1): JsonReply {
  if (level > MOST_LEVELS) return { type: 'too-deep', value: null };
  const nested = (child: Reply) => replyToJson(child, level + 1);
  const pairs = (entries: readonly [Reply, Reply][]) =>
    entries.map(([key, value]): [JsonReply, JsonReply] => [nested(key), nested(value)]);
  switch (reply.type) {
    case 'nil':
    case 'nil-array':
      return { type: reply.type, value: null };
    case 'integer':
      return {
        type: 'integer',
        value: Number.isSafeInteger(Number(reply.value)) ? Number(reply.value) : reply.value,
      };
    case 'double':
      return {
        type: 'double',
        value: Number.isFinite(Number(reply.value)) ? Number(reply.value) : reply.value,
      };
    case 'boolean':
      return { type: 'boolean', value: reply.value };
    case 'big-number':
      return { type: 'big-number', value: reply.value };
    case 'verbatim':
      return { type: 'verbatim', format: reply.format, value: jsonBytes(reply.value) };
    case 'array':
    case 'set':
    case 'push':
      return { type: reply.type, value: reply.items.map(nested) };
    case 'map':
      return { type: 'map', value: pairs(reply.entries) };
    case 'attributed':
      return { type: 'attributed', attributes: pairs(reply.attributes), value: nested(reply.reply) };
    default:
      return { type: reply.type, value: jsonBytes(reply.value) };
  }
}

/** Bytes of a key or an argument, as those of a reply. */
export function jsonBytes(bytes: Buffer): JsonBytes {
  return isUtf8(bytes) ? bytes.toString() : { base64: bytes.toString('base64') };
}
