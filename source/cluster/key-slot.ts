import calculateSlot from 'cluster-key-slot';

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

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
  // Most keys: 0.25 µs instead of 0.9 µs.
  if (!bytes.includes(OPEN_BRACE)) return calculateSlot(bytes);
  const tag = hashTag(bytes);
  return slotOfBytes(tag ? bytes.subarray(tag.start, tag.end) : bytes);
}

/** Keys up to this length are hashed in place of their own. */
const SHORT_KEY = 64;
const scratch = Buffer.alloc(SHORT_KEY);
const scratchOfLength = Array.from({ length: SHORT_KEY + 1 }, (_, length) => scratch.subarray(0, length));

/**
 * The hash slot of the key that stands in `bytes` from `start` up to, not including, `end`. Nothing is allocated for a
 * short key without a brace: 0.05 µs for one of ten bytes, where cutting it out first takes 0.25 µs.
 */
export function keySlotAt(bytes: Buffer, start: number, end: number): number {
  const key = scratchOfLength[end - start];
  if (!key) return keySlot(bytes.subarray(start, end));
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === OPEN_BRACE) return keySlot(bytes.subarray(start, end));
    key[at - start] = byte;
  }
  return calculateSlot(key);
}

/**
 * CRC16 of all bytes, braces or not. The package looks for a tag by itself, and after an empty `{}` goes on looking where
 * the server hashes the whole key. So it never gets to see `{` and `}` together: this CRC starts at 0 and is linear,
 * which makes the sum (exclusive or) of the slots of two parts the slot of the sum of the parts.
 */
function slotOfBytes(bytes: Buffer): number {
  if (!bytes.includes(OPEN_BRACE) || !bytes.includes(CLOSE_BRACE)) return calculateSlot(bytes);
  const others = bytes.map(byte => (byte === CLOSE_BRACE ? 0 : byte));
  const closing = bytes.map(byte => (byte === CLOSE_BRACE ? byte : 0));
  return calculateSlot(Buffer.from(others)) ^ calculateSlot(Buffer.from(closing));
}
