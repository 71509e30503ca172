import { isTargetWord } from '../targets/target.ts';
import { taskTable } from '../tasks/task-table.ts';
import { findOwnCommand, isTask, type OwnCommandName } from './own-commands.ts';
import { readRepeat } from './repeat-count.ts';
import { splitLine } from './split-line.ts';

/** What a typed line asks for. */
export type ParsedLine =
  | { kind: 'nothing' }
  /** Where redis-cli says `Invalid argument(s)`. */
  | { kind: 'unbalanced-quotes' }
  /** With a target (`@B :slowlog`) the nodes that it asks. */
  | { kind: 'own'; name: OwnCommandName; args: readonly Buffer[]; target?: Buffer }
  /** A colon before a word that is none of the shell's own. */
  | { kind: 'no-own'; word: string }
  /** A target before one of the shell's own words that asks no nodes: `@B :mode`. */
  | { kind: 'no-target'; word: string; target: string }
  /** A command for chosen nodes: `@B GET k`. Without any words: its command is missing. */
  | { kind: 'targeted'; target: Buffer; args: readonly Buffer[] }
  /** `3 incr k`: `repeat` times. */
  | { kind: 'command'; args: readonly Buffer[]; repeat?: number }
  /** A number before a command that is none to repeat it by. */
  | { kind: 'wrong-repeat' }
  /** A number before what is no command of a server. */
  | { kind: 'no-repeat'; word: string };

/** Tells what a line asks for, without a server. Never throws. */
export function parseLine(line: string): ParsedLine {
  const split = splitLine(line);
  return split.ok ? parseWords(split.args.map(arg => arg.bytes)) : { kind: 'unbalanced-quotes' };
}

/** The same for a line that was split already. */
export function parseWords(words: readonly Buffer[]): ParsedLine {
  const [first, ...others] = words;
  if (!first) return { kind: 'nothing' };
  const word = first.toString();
  if (isTargetWord(word)) return parseTargeted(first, others);
  const name = findOwnCommand(word);
  if (name) return { kind: 'own', name, args: others };
  // No command of a server begins with a colon.
  if (word.startsWith(':')) return { kind: 'no-own', word };
  return parseCommand(words);
}

function parseCommand(words: readonly Buffer[]): ParsedLine {
  const repeat = readRepeat(words);
  if (repeat.kind === 'once') return { kind: 'command', args: words };
  if (repeat.kind === 'wrong') return { kind: 'wrong-repeat' };
  const args = words.slice(1);
  const word = args[0]?.toString() ?? '';
  if (word.startsWith(':') || isTargetWord(word)) return { kind: 'no-repeat', word };
  return { kind: 'command', args, repeat: repeat.times };
}

function parseTargeted(target: Buffer, args: readonly Buffer[]): ParsedLine {
  const word = args[0]?.toString() ?? '';
  if (!word.startsWith(':')) return { kind: 'targeted', target, args };
  const name = findOwnCommand(word);
  if (!name) return { kind: 'no-own', word };
  if (!isTask(name) || taskTable[name].asks === 'nobody') {
    return { kind: 'no-target', word, target: target.toString() };
  }
  return { kind: 'own', name, args: args.slice(1), target };
}
