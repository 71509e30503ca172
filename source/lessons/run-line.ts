import { isTask, type OwnCommandName } from '../shell/line/own-commands.ts';
import { parseLine } from '../shell/line/parse-line.ts';
import { splitLine } from '../shell/line/split-line.ts';
import type { ShellSession } from '../shell/session.ts';

/** A line of the shell that the screen does alone, from what it knows: `why`, `:explain k`. */
export interface ScreenLine {
  name: OwnCommandName;
  args: readonly Buffer[];
}

/**
 * Runs a line on a session as the prompt does, to its end; what it does is heard there. Resolves with the line when it is one
 * that only a screen can do.
 */
export async function runLine(
  session: ShellSession,
  line: string,
  signal: AbortSignal,
): Promise<ScreenLine | undefined> {
  const parsed = parseLine(line);
  switch (parsed.kind) {
    case 'command':
      for (let time = 0; time < (parsed.repeat ?? 1) && !signal.aborted; time++) {
        await session.run(parsed.args, () => undefined, signal);
      }
      return undefined;
    case 'targeted':
      await session.runTask({ name: '@', ...parsed }, () => undefined, signal);
      return undefined;
    case 'own': {
      const { name, args, target } = parsed;
      if (!isTask(name)) return { name, args };
      await session.runTask({ name, args, ...(target && { target }) }, () => undefined, signal);
      return undefined;
    }
    default:
      return undefined;
  }
}

/** Is what was typed this line? Blanks between words, quotes and the case of the first word do not matter. */
export function isSameLine(typed: string, line: string): boolean {
  return comparable(typed) === comparable(line);
}

function comparable(line: string): string {
  const split = splitLine(line);
  if (!split.ok) return line;
  const words = split.args.map(({ bytes }) => bytes.toString('latin1'));
  // A target, or a number of times, stands before the command.
  const at = /^(?:@|\d+$)/.test(words[0] ?? '') ? 1 : 0;
  return JSON.stringify(words.map((word, index) => (index <= at ? word.toLowerCase() : word)));
}
