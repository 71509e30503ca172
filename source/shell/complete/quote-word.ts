import { repr } from '../reply/quote-bytes.ts';

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
  if (!isText) return `"${escapeBytes(bytes)}"`;
  const escaped = Array.from(text, one => (needsNoEscape(one) ? one : escapeBytes(Buffer.from(one))));
  return `"${escaped.join('')}"`;
}

function needsNoEscape(character: string): boolean {
  return character !== '"' && character !== '\\' && seen.test(character);
}

function escapeBytes(bytes: Buffer): string {
  return [...repr(bytes)].join('');
}
