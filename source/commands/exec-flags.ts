import { Failure } from '../cluster/failure.ts';
import type { ReplyForm } from '../shell/reply/format-reply.ts';

/** The flags of `exec` alone, as meow wants them; each with redis-cli's meaning, but for `--json` (exec-views.ts). */
export const execFlags = {
  trace: { type: 'boolean', default: false },
  pipe: { type: 'boolean', default: false },
  // how replies look
  raw: { type: 'boolean', default: false },
  formatted: { type: 'boolean', default: false },
  csv: { type: 'boolean', default: false },
  jsonReply: { type: 'boolean', default: false },
  quotedJson: { type: 'boolean', default: false },
  delimiter: { type: 'string', shortFlag: 'd' },
  endDelimiter: { type: 'string', shortFlag: 'D' },
  // what is run
  repeat: { type: 'string', shortFlag: 'r' },
  interval: { type: 'string', shortFlag: 'i' },
  db: { type: 'string', shortFlag: 'n' },
  lastFromStdin: { type: 'boolean', shortFlag: 'x', default: false },
  tagFromStdin: { type: 'string', shortFlag: 'X' },
  quotedInput: { type: 'boolean', default: false },
  // what holds anyway
  errorExit: { type: 'boolean', shortFlag: 'e', default: false },
  cluster: { type: 'boolean', shortFlag: 'c', default: false },
} as const;

/** The flags as given; strings are untouched text. */
export interface ExecFlags {
  trace: boolean;
  pipe: boolean;
  raw: boolean;
  /** `--no-raw`, which meow would take for `--raw=false`. */
  formatted: boolean;
  csv: boolean;
  jsonReply: boolean;
  quotedJson: boolean;
  delimiter?: string;
  endDelimiter?: string;
  repeat?: string;
  interval?: string;
  db?: string;
  lastFromStdin: boolean;
  tagFromStdin?: string;
  quotedInput: boolean;
  /** Accepted: an error reply is exit code 1 without it, too. */
  errorExit: boolean;
  /** Accepted: redirections are followed without it, too. */
  cluster: boolean;
}

/** What the person types for a flag that meow has under another name. */
export const typedNames: ReadonlyMap<string, string> = new Map([
  ['formatted', '--no-raw'],
  ['silentAuth', '--no-auth-warning'],
  ['delimiter', '-d'],
  ['endDelimiter', '-D'],
  ['repeat', '-r'],
  ['interval', '-i'],
  ['db', '-n'],
  ['lastFromStdin', '-x'],
  ['tagFromStdin', '-X'],
  ['errorExit', '-e'],
  ['cluster', '-c'],
]);

/** Which look of replies was asked for; throws `flags-apart` (exit 2) for two of them. Without one it depends on who reads. */
export function readReplyForm(
  flags: ExecFlags & { json: boolean },
  { isTerminal }: { isTerminal: boolean },
): ReplyForm {
  const styles = [
    ['--raw', 'raw', flags.raw],
    ['--no-raw', 'tty', flags.formatted],
    ['--csv', 'csv', flags.csv],
    ['--json-reply', 'json', flags.jsonReply],
    ['--quoted-json', 'quoted-json', flags.quotedJson],
    ['--json', undefined, flags.json],
    ['--pipe', undefined, flags.pipe],
  ] as const;
  const [first, second] = styles.filter(([, , isGiven]) => isGiven);
  if (first && second)
    throw new Failure('flags-apart', { flag: second[0], other: first[0] }, { exitCode: 2 });
  return {
    style: first?.[1] ?? (isTerminal ? 'tty' : 'raw'),
    ...(flags.delimiter !== undefined && { between: flags.delimiter }),
    ...(flags.endDelimiter !== undefined && { after: flags.endDelimiter }),
  };
}

/** How often a command runs: -1 for ever, and milliseconds between two runs. */
export interface Repetition {
  times: number;
  intervalMs: number;
}

/** `-r` and `-i`; undefined without `-r`. Throws `flag-wrong` (exit 2). */
export function readRepetition({ repeat, interval }: ExecFlags): Repetition | undefined {
  const seconds = interval === undefined ? 0 : /^\d*\.?\d+$/.test(interval) ? Number(interval) : Number.NaN;
  if (!Number.isFinite(seconds)) throw wrong('-i', interval, '0.5');
  if (repeat === undefined) return undefined;
  if (!/^(?:-1|\d{1,15})$/.test(repeat)) throw wrong('-r', repeat, '-1, 0, 1, 2 …');
  return { times: Number(repeat), intervalMs: seconds * 1000 };
}

/** `-n`; undefined without it. Throws `flag-wrong` (exit 2). */
export function readDatabase({ db }: ExecFlags): number | undefined {
  if (db === undefined) return undefined;
  if (!/^\d{1,9}$/.test(db)) throw wrong('-n', db, '0, 1, 2 …');
  return Number(db);
}

function wrong(flag: string, value = '', expected = ''): Failure {
  return new Failure('flag-wrong', { flag, value, expected }, { exitCode: 2 });
}
