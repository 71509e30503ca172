import { escapeText } from '../escape-text.ts';

/** Arguments as one would type them in a POSIX shell, escaped for the screen. For reading: hosts are given argv. */
export function formatArgv(argv: readonly string[]): string {
  return argv.map(argument => escapeText(quote(argument))).join(' ');
}

function quote(argument: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
