import { escapeText } from '../../escape-text.ts';

/** Bytes shown of one word. */
const longestWord = 64;
/** Words shown of a command. */
const mostWords = 32;

/** A command in the bytes of the protocol, on one line: `*2\r\n$3\r\nGET\r\n$4\r\nname\r\n`. */
export function showWire(args: readonly Buffer[]): string {
  const shown = args.slice(0, mostWords).map(arg => `$${arg.length}\\r\\n${showBytes(arg)}\\r\\n`);
  return `*${args.length}\\r\\n${shown.join('')}${args.length > mostWords ? '…' : ''}`;
}

function showBytes(bytes: Buffer): string {
  const text = bytes.subarray(0, longestWord).toString('latin1');
  const escaped = text.replace(/[^ -~]|\\/g, character =>
    character === '\\' ? '\\\\' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `${escapeText(escaped)}${bytes.length > longestWord ? '…' : ''}`;
}
