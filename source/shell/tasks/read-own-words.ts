import { ShellFailure } from '../shell-failure.ts';
import type { TaskRequest } from './task-request.ts';

/** What may stand behind an own command: a first word without a name, and options `NAME value`. */
interface Allowed {
  /** `count`: a whole number from 1. */
  first?: 'text' | 'count';
  /** By their names in capitals. */
  options?: Readonly<Record<string, 'text' | 'count'>>;
}

/** The words as given; counts are checked. */
interface OwnWords {
  first?: Buffer;
  options: Readonly<Record<string, Buffer>>;
}

/**
 * Reads the words behind one of the shell's own commands.
 * @throws {ShellFailure} `own-words-wrong`, naming the word at fault; empty where one is missing
 */
export function readOwnWords(
  { name, args }: TaskRequest,
  { first: kind, options: known = {} }: Allowed,
): OwnWords {
  const wrong = (word: string) => wrongWord(name, word);
  const checked = (word: Buffer | undefined, as: 'text' | 'count'): Buffer => {
    if (word === undefined) throw wrong('');
    if (as === 'count' && !/^[1-9]\d{0,14}$/.test(word.toString())) throw wrong(word.toString());
    return word;
  };
  const options: Record<string, Buffer> = {};
  let first: Buffer | undefined;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as Buffer;
    const option = word.toString().toUpperCase();
    const as = Object.hasOwn(known, option) ? known[option] : undefined;
    if (as) {
      at += 1;
      options[option] = checked(args[at], as);
    } else if (kind && first === undefined) {
      first = checked(word, kind);
    } else throw wrong(word.toString());
  }
  return { ...(first ? { first } : {}), options };
}

/** A word that an own command does not take; empty: one is missing. */
export function wrongWord(command: string, word: string): ShellFailure {
  return new ShellFailure('own-words-wrong', { command, word, place: 'prompt' }, { exitCode: 2 });
}
