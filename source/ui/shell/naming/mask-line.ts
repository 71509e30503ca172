import { MASK, maskSecrets } from '../../../shell/line/secret-arguments.ts';
import { splitTyped } from '../../../shell/line/split-typed.ts';

/** The ranges of a line that hold secrets: a password in AUTH, CONFIG SET requirepass and the like. */
function secretRanges(line: string): { start: number; end: number }[] {
  const { args } = splitTyped(line);
  const bytes = args.map(arg => arg.bytes);
  const masked = maskSecrets(bytes);
  if (masked === bytes) return [];
  return args.filter((_, index) => masked[index] !== bytes[index]);
}

/** The line while it is typed: each unit of a secret is a bullet, so that the cursor's position stays the same. */
export function maskTyped(line: string): string {
  return replaceSecrets(line, length => '•'.repeat(length));
}

/** The line as the transcript keeps it: a secret's length is nobody's business. */
export function maskGiven(line: string): string {
  return replaceSecrets(line, () => MASK.toString());
}

function replaceSecrets(line: string, cover: (length: number) => string): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of secretRanges(line)) {
    shown += line.slice(at, start) + cover(end - start);
    at = end;
  }
  return shown + line.slice(at);
}
