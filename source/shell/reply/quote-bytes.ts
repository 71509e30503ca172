/** Bytes at a time: strings of hundreds of megabytes are legal replies, and longer than a JavaScript string may be once quoted. */
const SLICE_LENGTH = 64 * 1024;

/** What redis-cli writes for a byte in a quoted string, where it is not the character itself (sdscatrepr). */
const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
};
const NEEDS_ESCAPE = /[^ !#-[\]-~]/;
const ESCAPES = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (!NEEDS_ESCAPE.test(character)) return Buffer.from(character);
  return Buffer.from(NAMED[character] ?? `\\x${byte.toString(16).padStart(2, '0')}`);
});
const LONGEST_ESCAPE = 4;

/** Bytes as Latin-1 texts of bounded length, one character a byte. */
export function* slices(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length; start += SLICE_LENGTH) {
    yield bytes.toString('latin1', start, start + SLICE_LENGTH);
  }
}

/** Bytes in double quotes, as `repr` has them. */
export function* quoted(bytes: Buffer): Generator<string> {
  yield '"';
  yield* repr(bytes);
  yield '"';
}

/** Bytes as they stand between double quotes: printable ASCII as it is, all others as `\n`, `\t` … or `\xHH`. */
export function* repr(bytes: Buffer): Generator<string> {
  for (const slice of slices(bytes)) yield NEEDS_ESCAPE.test(slice) ? escaped(slice) : slice;
}

/** Through a buffer, as a string that is put together byte by byte is ten times slower. */
function escaped(slice: string): string {
  const out = Buffer.allocUnsafe(slice.length * LONGEST_ESCAPE);
  let length = 0;
  for (let index = 0; index < slice.length; index++) {
    for (const byte of ESCAPES[slice.charCodeAt(index)] ?? []) out[length++] = byte;
  }
  return out.toString('latin1', 0, length);
}

/** Bytes up to the first NUL, where redis-cli treats them as a C string. */
export function upToNul(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
