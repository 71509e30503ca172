import { escapeText } from '../escape-text.ts';

/** Bytes shown of one argument: the ledger shows which command it was, not its data. */
const longestArgument = 200;

/** A command on one line, its name in capitals: `SET name "two words"`. Bytes that are no UTF-8 are `\xHH`, as redis-cli has them. */
export function showCommand(args: readonly Buffer[]): string {
  return args.map((arg, index) => showArgument(arg, index === 0)).join(' ');
}

function showArgument(arg: Buffer, isName: boolean): string {
  const text = decode(arg.subarray(0, longestArgument));
  const plain = text !== '' && !/["'\\\s]/.test(text);
  const shown = plain ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
  const rest = arg.length > longestArgument ? '…' : '';
  return `${escapeText(isName ? shown.toUpperCase() : shown)}${rest}`;
}

function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  // A character that was cut in two at the end is no reason to show bytes.
  if (!text.replace(/\ufffd$/, '').includes('\ufffd')) return text.replace(/\ufffd$/, '');
  return Array.from(bytes, byte =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`,
  ).join('');
}
