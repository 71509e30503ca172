import { findOwnCommand, type OwnCommandName } from './own-commands.ts';
import { splitLine } from './split-line.ts';

/** What a typed line asks for. */
export type ParsedLine =
  | { kind: 'nothing' }
  /** Where redis-cli says `Invalid argument(s)`. */
  | { kind: 'unbalanced-quotes' }
  | { kind: 'own'; name: OwnCommandName; args: readonly Buffer[] }
  /** A colon before a word that is none of the shell's own. */
  | { kind: 'no-own'; word: string }
  | { kind: 'command'; args: readonly Buffer[] };

/** Tells what a line asks for, without a server. Never throws. */
export function parseLine(line: string): ParsedLine {
  const split = splitLine(line);
  if (!split.ok) return { kind: 'unbalanced-quotes' };
  const [first, ...others] = split.args.map(arg => arg.bytes);
  if (!first) return { kind: 'nothing' };
  const word = first.toString();
  const name = findOwnCommand(word);
  if (name) return { kind: 'own', name, args: others };
  // No command of a server begins with a colon.
  if (word.startsWith(':')) return { kind: 'no-own', word };
  return { kind: 'command', args: [first, ...others] };
}
