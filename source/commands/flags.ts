import { Failure } from '../cluster/failure.ts';
import { type ExecFlags, execFlags, typedNames } from './exec-flags.ts';

/** Every flag of every command, as meow wants it (product.md, "Commands"; redis-cli's names where they fit). */
const schema = {
  // the run
  lang: { type: 'string' },
  linear: { type: 'boolean', default: false },
  color: { type: 'boolean', default: true },
  json: { type: 'boolean', default: false },
  yes: { type: 'boolean', shortFlag: 'y', default: false },
  plan: { type: 'boolean', default: false },
  here: { type: 'boolean', default: false },
  acceptNewHostKeys: { type: 'boolean', default: false },
  sudoPasswordFile: { type: 'string' },
  data: { type: 'boolean', default: false },
  fix: { type: 'boolean', default: false },
  ignore: { type: 'string' },
  readOnly: { type: 'boolean', default: false },
  // lessons
  present: { type: 'boolean', default: false },
  auto: { type: 'boolean', default: false },
  reset: { type: 'boolean', default: false },
  lint: { type: 'boolean', default: false },
  // recordings
  record: { type: 'string' },
  speed: { type: 'string' },
  idle: { type: 'string' },
  ...execFlags,
  // the connection
  host: { type: 'string', shortFlag: 'h' },
  port: { type: 'string', shortFlag: 'p' },
  pass: { type: 'string', shortFlag: 'a' },
  silentAuth: { type: 'boolean', default: false },
  user: { type: 'string' },
  url: { type: 'string', shortFlag: 'u' },
  tls: { type: 'boolean', default: false },
  natMap: { type: 'string' },
  cacert: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  cacertdir: { type: 'string' },
  sni: { type: 'string' },
  insecure: { type: 'boolean', default: false },
  sentinel: { type: 'boolean', default: false },
  // asking for words
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const;

type FlagName = keyof typeof schema;

/** The flags as given; strings are untouched text. */
export interface Flags extends ExecFlags {
  lang?: string;
  linear: boolean;
  color: boolean;
  json: boolean;
  yes: boolean;
  plan: boolean;
  here: boolean;
  acceptNewHostKeys: boolean;
  sudoPasswordFile?: string;
  data: boolean;
  fix: boolean;
  ignore?: string;
  readOnly: boolean;
  present: boolean;
  auto: boolean;
  reset: boolean;
  lint: boolean;
  /** The file that the run's terminal is recorded into. */
  record?: string;
  speed?: string;
  idle?: string;
  host?: string;
  port?: string;
  pass?: string;
  /** `--no-auth-warning` */
  silentAuth: boolean;
  user?: string;
  url?: string;
  tls: boolean;
  natMap?: string;
  cacert?: string;
  cert?: string;
  key?: string;
  cacertdir?: string;
  sni?: string;
  insecure: boolean;
  sentinel: boolean;
  help: boolean;
  version: boolean;
}

const connectionFlags: readonly FlagName[] = [
  'host',
  'port',
  'pass',
  'silentAuth',
  'user',
  'url',
  'tls',
  'natMap',
  'cacert',
  'cert',
  'key',
  'cacertdir',
  'sni',
  'insecure',
  'sentinel',
];
/** How a machine is reached and worked on. */
const hostFlags: readonly FlagName[] = ['acceptNewHostKeys', 'sudoPasswordFile'];
const everywhere: readonly FlagName[] = ['lang', 'color', 'help', 'version'];

/** What each command takes, beyond `--lang`, `--no-color`, `--help` and `--version`. */
const commandFlags = {
  home: ['linear', 'record'],
  up: ['linear', 'readOnly', 'here', 'plan', 'yes', 'json', 'ignore', ...hostFlags, 'record'],
  connect: [...connectionFlags, 'readOnly', 'linear', 'db', 'cluster', 'record'],
  exec: [
    ...connectionFlags,
    'readOnly',
    'json',
    'record',
    ...(Object.keys(execFlags) as (keyof ExecFlags)[]),
  ],
  check: [...connectionFlags, 'json', 'fix', ...hostFlags, 'record'],
  down: ['data', 'yes', 'json', ...hostFlags, 'record'],
  learn: [...connectionFlags, 'linear', 'present', 'auto', 'speed', 'reset', 'lint', 'json', 'record'],
  replay: ['speed', 'idle'],
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
 * Reads the arguments of a run (without `node` and the script).
 * Rejects with `Failure` `unknown-command`, `unknown-flag`, `flag-twice`, `flag-without-value` or `flag-wrong`, all with exit code 2.
 */
export async function readArguments(argv: readonly string[]): Promise<Invocation> {
  const separator = argv.indexOf('--');
  const { input, flags } = await parse(separator < 0 ? argv : argv.slice(0, separator));
  const [name = 'home', ...words] = input;
  const command = readCommand(name);
  const allowed: readonly string[] = [...everywhere, ...commandFlags[command]];
  const given: Record<string, string | boolean | undefined> = {};
  for (const [flag, value] of Object.entries(flags)) {
    // meow fills in `false` for the switches that were not given.
    const isGiven = !Object.hasOwn(schema, flag) || (value !== undefined && value !== false);
    if (isGiven && !allowed.includes(flag)) {
      throw new Failure('unknown-flag', { flag: asTyped(flag), command }, { exitCode: 2 });
    }
    given[flag] = readValue(flag, value);
  }
  return {
    command,
    flags: given as unknown as Flags,
    input: words,
    ...(separator < 0 ? {} : { rest: argv.slice(separator + 1) }),
  };
}

/** What meow would take for another flag that is off. */
const WITHOUT_NO = new Map([
  ['--no-raw', '--formatted'],
  ['--no-auth-warning', '--silent-auth'],
]);

/** What meow makes of no flags. */
const noFlags = Object.fromEntries(
  Object.entries(schema).map(([name, flag]) => [name, 'default' in flag ? flag.default : undefined]),
);

async function parse(argv: readonly string[]): Promise<{ input: readonly string[]; flags: object }> {
  // Words alone are what they are: a third of Node's own start that `exec ADDRESS -- PING` does not wait for.
  if (!argv.some(word => word.startsWith('-'))) return { input: argv, flags: noFlags };
  const { default: meow } = await import('meow');
  try {
    // Without `pkg` meow looks for the package.json: 4 ms.
    return meow({
      importMeta: import.meta,
      argv: argv.map(word => WITHOUT_NO.get(word) ?? word),
      pkg: { name: 'slotsh' },
      flags: schema,
      autoHelp: false,
      autoVersion: false,
      description: false,
    });
  } catch (error) {
    // What it throws for: a flag that is there twice.
    const [flag = ''] = /--[\w-]+/.exec(String(error)) ?? [];
    throw new Failure('flag-twice', { flag }, { exitCode: 2, cause: error });
  }
}

function readCommand(name: string): CommandName {
  const known = Object.keys(commandFlags) as CommandName[];
  const command = known.find(each => each === name);
  if (command) return command;
  const facts = { command: name, known: known.slice(1).join(', ') };
  throw new Failure('unknown-command', facts, { exitCode: 2 });
}

/** Flags that may be empty: a password, and nothing at all between two replies. */
const mayBeEmpty: readonly string[] = ['pass', 'delimiter', 'endDelimiter'];

/** The flag's value as it is. An empty one is missing, where it means nothing; meow gives the next flag's place to none. */
function readValue(flag: string, value: unknown): string | boolean | undefined {
  if (value === '' && !mayBeEmpty.includes(flag)) {
    throw new Failure('flag-without-value', { flag: asTyped(flag) }, { exitCode: 2 });
  }
  if (flag === 'lang' && value !== undefined && value !== 'en' && value !== 'zh') {
    throw new Failure(
      'flag-wrong',
      { flag: '--lang', value: String(value), expected: 'en, zh' },
      { exitCode: 2 },
    );
  }
  return typeof value === 'boolean' || value === undefined ? value : String(value);
}

function asTyped(name: string): string {
  if (name === 'color') return '--no-color';
  const typed = typedNames.get(name);
  if (typed) return typed;
  return name.length === 1 ? `-${name}` : `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
