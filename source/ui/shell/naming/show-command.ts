import { quoted } from '../../../shell/reply/quote-bytes.ts';
import { escapeText } from '../../escape-text.ts';

/** Bytes shown of one argument: the ledger shows which command it was, not its data. */
const longestArgument = 200;

/**
 * A command on one line, its name in capitals: `SET name "two words"`.
 * Arguments that are no UTF-8 are shown byte by byte, `"\xff"`, as redis-cli does it.
 */
export function showCommand(args: readonly Buffer[]): string {
  return args.map((arg, index) => showArgument(arg, index === 0)).join(' ');
}

function showArgument(arg: Buffer, isName: boolean): string {
  const cut = arg.length > longestArgument;
  const text = cut ? cutUtf8(arg.subarray(0, longestArgument)) : arg.toString('utf8');
  const rest = cut ? '…' : '';
  if (text.includes('\ufffd')) return `${[...quoted(arg.subarray(0, longestArgument))].join('')}${rest}`;
  const shown = isName ? text.toUpperCase() : text;
  const isPlain = shown !== '' && !/["'\\\s]/.test(shown);
  return `${isPlain ? escapeText(shown) : `"${escapeText(shown.replace(/["\\]/g, '\\$&'))}"`}${rest}`;
}

/** Without the character that the cut went through. */
function cutUtf8(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\ufffd$/, '');
}
