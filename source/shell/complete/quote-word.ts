/** What redis-cli writes for a byte in a quoted word where it is not the character itself. */
const named: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

/** Whole characters, none of which splits a line, opens quotes or is hidden from the eye. */
const plain = /^[^\s"'\p{C}]+$/u;
const seen = /^[^\p{C}]$/u;

/**
 * A word as it is typed so that `splitLine` reads these bytes: as it is where it can be, else in `"…"` with the escapes that
 * redis-cli has. What is no UTF-8 is written byte by byte.
 */
export function quoteWord(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const isText = !text.includes('\ufffd');
  if (isText && plain.test(text)) return text;
  if (!isText) return `"${Array.from(bytes, quoteByte).join('')}"`;
  return `"${Array.from(text, character => (needsNoEscape(character) ? character : quoteBytes(character))).join('')}"`;
}

function needsNoEscape(character: string): boolean {
  return character !== '"' && character !== '\\' && seen.test(character);
}

function quoteBytes(character: string): string {
  return Array.from(Buffer.from(character), quoteByte).join('');
}

function quoteByte(byte: number): string {
  const isPrintable = byte >= 0x20 && byte < 0x7f;
  return (
    named[byte] ?? (isPrintable ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`)
  );
}
