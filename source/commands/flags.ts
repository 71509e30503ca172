import meow from 'meow';
import { Failure } from '../cluster/failure.ts';

/** Every flag of every command, as meow wants it (product.md, "Commands"; redis-cli's names where they fit). */
const schema = {
  // the run
  lang: { type: 'string' },
  color: { type: 'boolean', default: true },
  json: { type: 'boolean', default: false },
  yes: { type: 'boolean', shortFlag: 'y', default: false },
  plan: { type: 'boolean', default: false },
  here: { type: 'boolean', default: false },
  acceptNewHostKeys: { type: 'boolean', default: false },
  data: { type: 'boolean', default: false },
  trace: { type: 'boolean', default: false },
  // the connection
  host: { type: 'string', shortFlag: 'h' },
  port: { type: 'string', shortFlag: 'p' },
  pass: { type: 'string', shortFlag: 'a' },
  user: { type: 'string' },
  url: { type: 'string', shortFlag: 'u' },
  tls: { type: 'boolean', default: false },
  cacert: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  // asking for words
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const;

type FlagName = keyof typeof schema;

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
const everywhere: readonly FlagName[] = ['lang', 'color', 'help', 'version'];

/** What each command takes, beyond `--lang`, `--no-color`, `--help` and `--version`. */
const commandFlags = {
  home: [],
  up: ['here', 'plan', 'yes', 'json', 'acceptNewHostKeys'],
  connect: connectionFlags,
  exec: [...connectionFlags, 'json', 'trace'],
  check: [...connectionFlags, 'json', 'acceptNewHostKeys'],
  down: ['data', 'yes', 'json', 'acceptNewHostKeys'],
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
  /** The package's version. */
  version: string;
}

function asTyped(name: string): string {
  if (name === 'color') return '--no-color';
  return name.length === 1 ? `-${name}` : `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

/**
 * Reads the arguments of a run (without `node` and the script).
 * Throws `Failure` `unknown-command`, `unknown-flag` or `flag-without-value`, all with exit code 2.
 */
export function readArguments(argv: readonly string[], importMeta: ImportMeta): Invocation {
  const separator = argv.indexOf('--');
  const before = separator < 0 ? argv : argv.slice(0, separator);
  const { input, flags, pkg } = meow({
    importMeta,
    argv: before,
    flags: schema,
    autoHelp: false,
    autoVersion: false,
    description: false,
  });
  const [name = 'home', ...words] = input;
  if (!Object.hasOwn(commandFlags, name)) {
    throw new Failure(
      'unknown-command',
      { command: name, known: Object.keys(commandFlags).slice(1).join(', ') },
      { exitCode: 2 },
    );
  }
  const command = name as CommandName;
  const allowed: readonly string[] = [...everywhere, ...commandFlags[command]];
  for (const [flag, value] of Object.entries(flags)) {
    // meow fills in `false` for the switches that were not given.
    const given = !Object.hasOwn(schema, flag) || (value !== undefined && value !== false);
    if (given && !allowed.includes(flag)) {
      throw new Failure('unknown-flag', { flag: asTyped(flag), command }, { exitCode: 2 });
    }
    if (value === '' && flag !== 'pass') {
      throw new Failure('flag-without-value', { flag: asTyped(flag) }, { exitCode: 2 });
    }
  }
  if (flags.lang !== undefined && flags.lang !== 'en' && flags.lang !== 'zh') {
    throw new Failure(
      'flag-wrong',
      { flag: '--lang', value: flags.lang, expected: 'en, zh' },
      { exitCode: 2 },
    );
  }
  return {
    command,
    flags: flags as Flags,
    input: words,
    ...(separator < 0 ? {} : { rest: argv.slice(separator + 1) }),
    version: typeof pkg['version'] === 'string' ? pkg['version'] : '',
  };
}
