import { shellWord } from '../../words/phrases.ts';
import { escapeText } from '../escape-text.ts';

/** Arguments as one would type them in a POSIX shell, escaped for the screen. For reading: hosts are given argv. */
export function formatArgv(argv: readonly string[]): string {
  return argv.map(argument => escapeText(shellWord(argument))).join(' ');
}
