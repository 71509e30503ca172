import { findOwnCommand } from '../line/own-commands.ts';
import { type LineArgument, splitLine } from '../line/split-line.ts';
import { splitOutlet } from '../line/split-outlet.ts';
import { isTargetWord } from '../targets/target.ts';
import { type CommandCatalogue, type CommandDoc, findDoc } from './command-docs.ts';
import { grammarOf } from './grammar.ts';
import { ownArguments, takesLine } from './own-grammar.ts';
import { type Rest, walk } from './walk-grammar.ts';

/**
 * Characters of a line that are looked at: more is a value that was pasted, and a keystroke has a millisecond
 * (measured: 0.05 ms for a line as it is typed, 1 ms for 400 words).
 */
const LONGEST_LINE = 1_000;

/** What a word may be at its place. */
export type Place =
  /** The first word of a line: a target or a command. */
  | { kind: 'line' }
  /** A command's name. */
  | { kind: 'command' }
  /** What a container of commands is to do. */
  | { kind: 'subcommand'; container: CommandDoc }
  /** An argument of a command whose grammar is known; `rest` is what may stand here. */
  | { kind: 'argument'; rest: Rest }
  /** An argument of a command of which only the name is known; `args` are the words before it, the name first. */
  | { kind: 'unknown'; args: readonly Buffer[] };

/** What stands at the cursor: a word begun, or the place for one. */
export interface Focus {
  /** Where the word begins in the line, and where the cursor is (UTF-16). */
  from: number;
  to: number;
  /** The part of the word before the cursor, its quotes and escapes read. */
  typed: string;
  place: Place;
  /** The words of the command before this one, its name first. */
  before: readonly string[];
}

/** What the cursor of a line is at, by the words before it; undefined in a line longer than anybody types, and where its reply goes. */
export function focusLine(line: string, cursor: number, catalogue: CommandCatalogue): Focus | undefined {
  if (cursor > LONGEST_LINE) return undefined;
  const text = line.slice(0, cursor);
  // Behind `|` and `>` stands nothing of a command.
  if (splitOutlet(text).outlet) return undefined;
  const { args } = splitLine(text);
  const last = args.at(-1);
  // The cursor touches the last word, or that one's quotes are still open.
  const open = last && last.end === text.length ? last : undefined;
  const whole = open ? args.slice(0, -1) : args;
  // `:where` says of any line where it would go.
  const given = takesLine(textOf(whole[0])) ? whole.slice(1) : whole;
  const command = given.slice(prefixLength(given));
  const before = command.map(textOf);
  return {
    from: open?.start ?? cursor,
    to: cursor,
    typed: open ? textOf(open) : '',
    place: placeOf(command, before, { isFirst: given.length === 0, catalogue }),
    before,
  };
}

/** How many words stand before a command: `@target`, a number of times. */
function prefixLength(args: readonly LineArgument[]): number {
  let at = 0;
  if (isTargetWord(textOf(args[at]))) at += 1;
  if (/^\d+$/.test(textOf(args[at]))) at += 1;
  return at;
}

function placeOf(
  command: readonly LineArgument[],
  before: readonly string[],
  { isFirst, catalogue }: { isFirst: boolean; catalogue: CommandCatalogue },
): Place {
  const [name] = before;
  if (name === undefined) return { kind: isFirst ? 'line' : 'command' };
  const own = findOwnCommand(name);
  if (own) {
    return { kind: 'argument', rest: walk(grammarOf(ownArguments(own)), before.slice(1)) };
  }
  const doc = findDoc(catalogue, before);
  if (doc && before.length === 1 && catalogue.subcommands.has(doc.name)) {
    return { kind: 'subcommand', container: doc };
  }
  if (!doc?.arguments) return { kind: 'unknown', args: command.map(arg => arg.bytes) };
  const words = before.slice(doc.name.split(' ').length);
  return { kind: 'argument', rest: walk(grammarOf(doc.arguments), words) };
}

function textOf(arg: LineArgument | undefined): string {
  return arg?.bytes.toString() ?? '';
}
