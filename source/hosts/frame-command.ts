import { randomBytes } from 'node:crypto';
import { type Elevation, sudoInput, sudoWords } from './elevation.ts';
import { quoteCommand, quoteShell } from './quote-shell.ts';

/** What is to be run on a host: a program with its arguments, or a POSIX script with positional ones. */
export type Command = { argv: readonly string[] } | { script: string; name: string; args: readonly string[] };

export interface CommandSurroundings {
  env?: Readonly<Record<string, string>>;
  /** Working directory; left out: the home. */
  cwd?: string;
}

/** A command, ready to be given to any login shell. */
export interface FramedCommand {
  /** For people: what was run. Never holds a value of `env`. */
  title: string;
  /** The command line: harmless, the same for every command but for a number. */
  commandLine: string;
  /** To be written to standard input before the command's own. */
  preamble: Buffer;
  /** Its first line of output is this, a space, and its process id. What comes before is noise of a login shell. */
  marker: string;
  /** How it became root's, and has to be ended. */
  elevation?: Elevation;
}

/** Where programs may be that a non-interactive login does not have on its PATH. */
const MORE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin';

/**
 * Frames a command so that arguments, environment and script travel on standard input and are seen in no process list,
 * and so that its process id is known and it can be killed. The command line is understood alike by sh, bash, zsh, fish and csh:
 * it has no word that any of them would change. `dd` reads to the byte, which neither `head` nor a shell's own reading does;
 * the command then has the rest of standard input to itself. To become root's, it is framed once more: between the two frames
 * stands what sudo reads.
 */
export function frameCommand(
  command: Command,
  { env = {}, cwd }: CommandSurroundings = {},
  elevation?: Elevation,
): FramedCommand {
  const marker = `run-${randomBytes(8).toString('hex')}`;
  const surroundings = [`PATH=$PATH:${MORE_PATH} LC_ALL=C`, 'export PATH LC_ALL'];
  const own = [
    ...surroundings,
    ...Object.entries(env).map(([name, value]) => `export ${environmentName(name)}=${quoteShell(value)}`),
    ...(cwd === undefined ? [] : [`cd -- ${quoteShell(cwd)} || exit 126`]),
    ...('argv' in command
      ? [`exec ${quoteCommand(command.argv)}`]
      : [`set -- ${quoteCommand(command.args)}`, command.script]),
  ].join('\n');
  // The process that says its id is the first of its group, and becomes sudo: the group has all that the command starts.
  const begin = [`echo ${marker} $$`, ...(elevation ? surroundings : [])];
  const outer = [...begin, elevation ? `exec ${sudoWords(elevation)} ${shellThatReads(own)}` : own].join(
    '\n',
  );
  return {
    title: 'argv' in command ? quoteCommand(command.argv) : command.name,
    commandLine: `exec ${shellThatReads(outer)}`,
    preamble: Buffer.from(elevation ? `${outer}${sudoInput(elevation)}${own}` : outer),
    marker,
    ...(elevation && { elevation }),
  };
}

/** A shell that runs this text, which comes on its standard input. */
function shellThatReads(text: string): string {
  return `sh -c 'eval "$(dd bs=1 count=${Buffer.byteLength(text)} 2>/dev/null)"'`;
}

function environmentName(name: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new RangeError(`no name of an environment variable: ${name}`);
  return name;
}

/** Takes the noise and the marker off a command's output, which comes in pieces, and learns its process id. */
export class MarkedOutput {
  readonly #marker: RegExp;
  #pending: string | undefined = '';
  #begin: (pid: number) => void = () => {};
  /** Resolves with the process id when the command begins. */
  readonly begun = new Promise<number>(resolve => {
    this.#begin = resolve;
  });

  constructor(marker: string) {
    this.#marker = new RegExp(`${marker} (\\d+)\\n`);
  }

  /** What came instead of the marker; undefined when that came. */
  get instead(): string | undefined {
    return this.#pending;
  }

  /** Takes a piece in; returns what of it is the command's own. */
  take(piece: string): string {
    if (this.#pending === undefined) return piece;
    this.#pending += piece;
    const found = this.#marker.exec(this.#pending);
    if (!found) return '';
    this.#begin(Number(found[1]));
    const own = this.#pending.slice(found.index + found[0].length);
    this.#pending = undefined;
    return own;
  }
}
