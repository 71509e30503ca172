import { formatReply } from '../../../shell/reply/format-reply.ts';
import { fitText } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';

/** Bytes of a key that can fit on a row. */
const longestKey = 1024;

/** A key as redis-cli shows it on a terminal: in quotes, every byte that is no printable ASCII as `\xff`. */
export function quoteKey(key: Buffer): string {
  return formatReply({ type: 'bulk', value: key }, { style: 'tty' }).toString().trimEnd();
}

/** A key for a cell of a table: as text where it is some, cut to `width` columns. */
export function shortKey(key: Buffer, width: number): string {
  const text = key.subarray(0, longestKey).toString('utf8');
  return fitText(text.includes('\ufffd') ? quoteKey(key.subarray(0, longestKey)) : escapeText(text), width);
}
