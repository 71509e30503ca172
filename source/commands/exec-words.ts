import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { Failure } from '../cluster/failure.ts';
import { splitLine } from '../shell/line/split-line.ts';
import { ShellFailure } from '../shell/shell-failure.ts';
import type { ExecFlags } from './exec-flags.ts';
import type { Invocation } from './flags.ts';
import { splitLeadingProtocol } from './protocol-words.ts';
import { readChunks } from './read-chunks.ts';

/** What the words of `exec` mean. */
export interface ExecWords {
  addresses: readonly string[];
  /** The command's words; none: commands are read from standard input. */
  commandArgs: readonly string[];
  /** `-2` or `-3`. */
  protocol?: 2 | 3;
}

/**
 * Which words are the address, and which the command. `--` parts them; without it the first word is an address when it looks
 * like one (a port, a URL, an IP address), for no command does. `-2` and `-3` before the command choose the protocol; behind its
 * name they are numbers, as in `LRANGE list 0 -2`. Throws `too-many-words` (exit 2).
 */
export function readWords({ input, rest }: Pick<Invocation, 'input' | 'rest'>): ExecWords {
  const before = splitLeadingProtocol(input);
  const isAddress = rest ? before.words.length > 0 : looksLikeAddress(before.words[0] ?? '');
  const behind = splitLeadingProtocol(before.words.slice(isAddress ? 1 : 0));
  if (rest && behind.words.length > 0) {
    throw new Failure('too-many-words', { words: behind.words.join(' ') }, { exitCode: 2 });
  }
  const protocol = behind.protocol ?? before.protocol;
  return {
    addresses: isAddress ? before.words.slice(0, 1) : [],
    commandArgs: rest ?? behind.words,
    ...(protocol && { protocol }),
  };
}

function looksLikeAddress(word: string): boolean {
  return word.includes('://') || /:\d+$/.test(word) || (/[.:]/.test(word) && isIP(word) !== 0);
}

/**
 * The command's words as bytes, with standard input in their place: `-x` puts it last, `-X TAG` where a word is TAG.
 * Throws `command-missing`, `flags-apart` or `flag-wrong` (exit 2).
 */
export async function readCommand(
  words: readonly string[],
  { lastFromStdin, tagFromStdin, quotedInput, repeat }: ExecFlags,
  { stdin, signal }: { stdin: Readable; signal: AbortSignal },
): Promise<Buffer[]> {
  const takesStdin = lastFromStdin || tagFromStdin !== undefined;
  if (words.length === 0 && (takesStdin || repeat !== undefined)) {
    throw new ShellFailure('command-missing', {}, { exitCode: 2 });
  }
  const args = words.map(word => (quotedInput ? unquote(word) : Buffer.from(word)));
  if (!takesStdin) return args;
  if (lastFromStdin && tagFromStdin !== undefined) {
    throw new Failure('flags-apart', { flag: '-X', other: '-x' }, { exitCode: 2 });
  }
  if (lastFromStdin) return [...args, await readAll(stdin, signal)];
  const place = words.indexOf(tagFromStdin ?? '');
  if (place < 0) {
    throw new Failure(
      'flag-wrong',
      { flag: '-X', value: tagFromStdin ?? '', expected: words.join(', ') },
      { exitCode: 2 },
    );
  }
  return args.with(place, await readAll(stdin, signal));
}

async function readAll(stdin: Readable, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readChunks(stdin, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A word as redis-cli reads it with `--quoted-input`: `"\x41"` is A, and what has no quotes is itself. */
function unquote(word: string): Buffer {
  const split = splitLine(word);
  const [only, ...others] = split.args;
  if (split.ok && only && others.length === 0) return only.bytes;
  throw new Failure(
    'flag-wrong',
    { flag: '--quoted-input', value: word, expected: '"\\x41"' },
    { exitCode: 2 },
  );
}
