import { commandName, commandWords } from '../commands/command-words.ts';
import { splitLine } from './split-line.ts';

/** What stands in place of a secret wherever a command is shown or logged. */
export const MASK = Buffer.from('***');

/** What is secret in a command: the indices of its secret arguments, and whether a history may keep the line at all. */
interface Secrecy {
  /** Kept out of the history file, as redis-cli does (`isSensitiveCommand` in redis-cli.c). */
  sensitive: boolean;
  secrets: readonly number[];
}

/** Takes the command's arguments in lower case, name first. */
type SecrecyRule = (words: readonly string[]) => Secrecy;

const OPEN: Secrecy = { sensitive: false, secrets: [] };

const SECRET_SETTINGS: ReadonlySet<string> = new Set([
  ...['masterauth', 'masteruser', 'requirepass', 'tls-key-file-pass', 'tls-client-key-file-pass'],
  // Valkey's names
  ...['primaryauth', 'primaryuser'],
  // Sentinel's
  ...['sentinel-pass', 'sentinel-user', 'auth-pass', 'auth-user'],
]);

const rules: Readonly<Record<string, SecrecyRule>> = {
  /** `AUTH password`, `AUTH user password`; with more words it is a password that was not quoted. */
  auth: words => ({ sensitive: true, secrets: words.length === 3 ? [2] : after(words, 0) }),

  acl: words => ({
    sensitive: ['setuser', 'getuser', 'deluser'].includes(words[1] ?? ''),
    secrets: words[1] === 'setuser' ? indicesOf(words, word => /^[<>#!]/.test(word), 3) : [],
  }),

  config: words => (words[1] === 'set' ? settings(words, 2) : OPEN),

  hello: words => {
    const auth = words.indexOf('auth', 1);
    return auth === -1 ? OPEN : { sensitive: true, secrets: [auth + 2] };
  },

  /** After KEYS there are only keys, one of which may be called `auth`. */
  migrate: words => {
    const keys = words.indexOf('keys', 6);
    const options = keys === -1 ? words : words.slice(0, keys);
    const auth = options.indexOf('auth', 6);
    const auth2 = options.indexOf('auth2', 6);
    const secrets = [...(auth === -1 ? [] : [auth + 1]), ...(auth2 === -1 ? [] : [auth2 + 2])];
    return { sensitive: secrets.length > 0, secrets };
  },

  /** The shell's own: `connect rediss://user:password@host`; half typed, what is no port is a password already. */
  connect: words => {
    const secrets = indicesOf(words, word => /^\w+:\/\/(?:[^/]*@|[^/]*:(?!\d*(?:\/|$)))/.test(word), 1);
    return { sensitive: secrets.length > 0, secrets };
  },

  sentinel: words => {
    if (words[1] === 'set') return settings(words, 3);
    return words[1] === 'config' && words[2] === 'set' ? settings(words, 3) : OPEN;
  },
};

/** `name value` pairs from `from` on, some of whose names make the value a secret. */
function settings(words: readonly string[], from: number): Secrecy {
  const names = indicesOf(words, word => SECRET_SETTINGS.has(word), from);
  return { sensitive: names.length > 0, secrets: names.map(name => name + 1) };
}

function indicesOf(words: readonly string[], test: (word: string) => boolean, from: number): number[] {
  return words.flatMap((word, index) => (index >= from && test(word) ? [index] : []));
}

/** Every index after `index`. */
function after(words: readonly string[], index: number): number[] {
  return indicesOf(words, () => true, index + 1);
}

/** What may stand before a command at the prompt: how often (`3 auth x`) and where (`@all auth x`). */
const BEFORE_COMMAND = /^(?:\d+$|@)/;

function secrecyOf(args: readonly Buffer[]): Secrecy {
  const start = args.findIndex(arg => !BEFORE_COMMAND.test(arg.toString('latin1')));
  const command = start < 0 ? [] : args.slice(start);
  const name = commandName(command);
  if (!Object.hasOwn(rules, name)) return OPEN;
  const { sensitive, secrets } = rules[name]?.(commandWords(command)) ?? OPEN;
  return { sensitive, secrets: secrets.map(index => start + index) };
}

/** The command as it may be shown: passwords replaced by `***`. Every event, log and JSON gets it like this. */
export function maskSecrets(args: readonly Buffer[]): readonly Buffer[] {
  const { secrets } = secrecyOf(args);
  return secrets.length === 0 ? args : args.map((arg, index) => (secrets.includes(index) ? MASK : arg));
}

/**
 * Must this line, as typed, stay out of the history? A line whose quotes are unbalanced stays out as soon as it looks as if
 * it held a password.
 */
export function isSecretLine(line: string): boolean {
  const split = splitLine(line);
  if (!split.ok && /auth|pass|setuser/i.test(line)) return true;
  return secrecyOf(split.args.map(arg => arg.bytes)).sensitive;
}
