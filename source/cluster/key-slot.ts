import { SLOT_COUNT } from './slot-ranges.ts';

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** x^16 + x^12 + x^5 + 1, the generator of CRC16/XMODEM. */
const POLYNOMIAL = 0x1021;

/** The inside of a key's braces: from `start` up to, not including, `end`. */
export interface HashTag {
  start: number;
  end: number;
}

/**
 * Where a key's hash tag is, if it has one: what stands between the first `{` and the first `}` after it, unless empty
 * (redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec, "Hash tags").
 * Positions count bytes for a Buffer and characters (UTF-16) for a string.
 */
export function hashTag(key: string | Buffer): HashTag | undefined {
  const brace = key.indexOf('{');
  if (brace === -1) return undefined;
  const start = brace + 1;
  const end = key.indexOf('}', start);
  return end > start ? { start, end } : undefined;
}

/**
 * The hash slot of a key, 0-16383: CRC16 (XMODEM) of its hash tag, or of all its bytes. Strings are hashed as the UTF-8 they are sent as.
 */
export function keySlot(key: string | Buffer): number {
  const bytes = typeof key === 'string' ? Buffer.from(key) : key;
  return keySlotAt(bytes, 0, bytes.length);
}

/**
 * The hash slot of the key that stands in `bytes` from `start` up to, not including, `end`; nothing is cut out or copied.
 */
export function keySlotAt(bytes: Uint8Array, start: number, end: number): number {
  const open = find(bytes, OPEN_BRACE, start, end);
  const close = find(bytes, CLOSE_BRACE, open + 1, end);
  const isTagged = close < end && close > open + 1;
  return (isTagged ? crc16(bytes, open + 1, close) : crc16(bytes, start, end)) % SLOT_COUNT;
}

/** Where the byte first stands from `start` on; `end` when it does not. Keys are short: a loop is faster than a call of indexOf. */
function find(bytes: Uint8Array, byte: number, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== byte) at++;
  return at;
}

function crc16(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0;
  for (let at = start; at < end; at++) {
    crc = ((crc << 8) & 0xffff) ^ (TABLE[(crc >> 8) ^ (bytes[at] as number)] as number);
  }
  return crc;
}

/** What each first byte of the register leaves behind when it is shifted out. */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x8000 ? POLYNOMIAL : 0);
  return crc;
});
