import { parseArgs } from 'node:util';
import { Failure } from '../cluster/failure.ts';

/** Every flag of every command, as it is typed (product.md, "Commands"; redis-cli's names where they fit). */
const schema = {
  // the run
  lang: { type: 'string' },
  'no-color': { type: 'boolean' },
  json: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  plan: { type: 'boolean' },
  here: { type: 'boolean' },
  'accept-new-host-keys': { type: 'boolean' },
  data: { type: 'boolean' },
  trace: { type: 'boolean' },
  // the connection
  host: { type: 'string', short: 'h' },
  port: { type: 'string', short: 'p' },
  pass: { type: 'string', short: 'a' },
  user: { type: 'string' },
  url: { type: 'string', short: 'u' },
  tls: { type: 'boolean' },
  cacert: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  // asking for words
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

type FlagName = keyof typeof schema;
/** What was given; a switch has no value. */
type Given = ReadonlyMap<FlagName, string | undefined>;

/** The flags as given; strings are untouched text. */
export interface Flags {
  lang?: string;
  color: boolean;
  json: boolean;
  yes: boolean;
  plan: boolean;
  here: boolean;
  acceptNewHostKeys: boolean;
  data: boolean;
  trace: boolean;
  host?: string;
  port?: string;
  pass?: string;
  user?: string;
  url?: string;
  tls: boolean;
  cacert?: string;
  cert?: string;
  key?: string;
  help: boolean;
  version: boolean;
}

const connectionFlags: readonly FlagName[] = [
  'host',
  'port',
  'pass',
  'user',
  'url',
  'tls',
  'cacert',
  'cert',
  'key',
];
const everywhere: readonly FlagName[] = ['lang', 'no-color', 'help', 'version'];

/** What each command takes, beyond `--lang`, `--no-color`, `--help` and `--version`. */
const commandFlags = {
  home: [],
  up: ['here', 'plan', 'yes', 'json', 'accept-new-host-keys'],
  connect: connectionFlags,
  exec: [...connectionFlags, 'json', 'trace'],
  check: [...connectionFlags, 'json', 'accept-new-host-keys'],
  down: ['data', 'yes', 'json', 'accept-new-host-keys'],
} as const satisfies Record<string, readonly FlagName[]>;

export type CommandName = keyof typeof commandFlags;

/** An intent: one command with its flags and words. */
export interface Invocation {
  command: CommandName;
  flags: Flags;
  /** Positional words after the command's name, before `--`. */
  input: readonly string[];
  /** Words after `--`, untouched; undefined when there was no `--`. */
  rest?: readonly string[];
}

/**
 * Reads the arguments of a run (without `node` and the script). The last of several values of a flag counts.
 * Throws `Failure` `unknown-command`, `unknown-flag`, `flag-without-value` or `flag-wrong`, all with exit code 2.
 */
export function readArguments(argv: readonly string[]): Invocation {
  const separator = argv.indexOf('--');
  const args = separator < 0 ? [...argv] : argv.slice(0, separator);
  const { tokens } = parseArgs({
    args,
    options: schema,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const isNumber = ({ index }: { index: number }) => /^-\d/.test(args[index] ?? '');
  // `-1` is a word of a command (LRANGE list 0 -1), not a flag of that name.
  const words = new Set(tokens.filter(token => token.kind === 'positional' || isNumber(token)).map(at));
  const [name = 'home', ...input] = [...words].map(index => args[index] ?? '');
  const command = readCommand(name);
  const given = new Map<FlagName, string | undefined>();
  for (const token of tokens) {
    if (token.kind !== 'option' || isNumber(token)) continue;
    const allowed = [...everywhere, ...commandFlags[command]].find(flag => flag === token.name);
    if (!allowed) throw new Failure('unknown-flag', { flag: token.rawName, command }, { exitCode: 2 });
    given.set(allowed, readValue(allowed, token));
  }
  return {
    command,
    flags: toFlags(given),
    input,
    ...(separator < 0 ? {} : { rest: argv.slice(separator + 1) }),
  };
}

function at({ index }: { index: number }): number {
  return index;
}

function readCommand(name: string): CommandName {
  const known = Object.keys(commandFlags) as CommandName[];
  const command = known.find(each => each === name);
  if (command) return command;
  const facts = { command: name, known: known.slice(1).join(', ') };
  throw new Failure('unknown-command', facts, { exitCode: 2 });
}

interface GivenFlag {
  rawName: string;
  value: string | undefined;
  /** Given as `--flag=value`. */
  inlineValue: boolean | undefined;
}

/** The flag's value, as it is; undefined for a switch. A word that looks like a flag is a value only behind `=`. */
function readValue(name: FlagName, { rawName, value, inlineValue }: GivenFlag): string | undefined {
  if (schema[name].type === 'boolean') {
    if (value === undefined) return undefined;
    throw new Failure('flag-wrong', { flag: rawName, value, expected: rawName }, { exitCode: 2 });
  }
  const isMissing = value === undefined || (value === '' && name !== 'pass');
  if (isMissing || (!inlineValue && /^-./.test(value))) {
    throw new Failure('flag-without-value', { flag: rawName }, { exitCode: 2 });
  }
  if (name === 'lang' && value !== 'en' && value !== 'zh') {
    throw new Failure('flag-wrong', { flag: rawName, value, expected: 'en, zh' }, { exitCode: 2 });
  }
  return value;
}

function toFlags(given: Given): Flags {
  return {
    lang: given.get('lang'),
    color: !given.has('no-color'),
    json: given.has('json'),
    yes: given.has('yes'),
    plan: given.has('plan'),
    here: given.has('here'),
    acceptNewHostKeys: given.has('accept-new-host-keys'),
    data: given.has('data'),
    trace: given.has('trace'),
    host: given.get('host'),
    port: given.get('port'),
    pass: given.get('pass'),
    user: given.get('user'),
    url: given.get('url'),
    tls: given.has('tls'),
    cacert: given.get('cacert'),
    cert: given.get('cert'),
    key: given.get('key'),
    help: given.has('help'),
    version: given.has('version'),
  };
}
