import type { Duplex } from 'node:stream';
import type { Elevation } from './elevation.ts';
import { type Command, frameCommand } from './frame-command.ts';
import type { CommandResult, Host, HostFile, PathState, RunOptions } from './host.ts';
import { HostFailure } from './host-failure.ts';
import { parsePaths, READ_PATHS } from './read-paths.ts';
import { type CommandChannel, runCommand } from './run-command.ts';
import { WRITE_FILE } from './write-file.ts';

/** What differs between hosts: how command lines reach them, and how they dial. */
export interface HostAccess extends CommandChannel {
  readonly address: string;
  readonly isLocal: boolean;
  readonly lost: AbortSignal;
  dial(host: string, port: number, timeoutMs: number): Promise<Duplex>;
  close(): Promise<void>;
}

/** Longer than a tunnel over a slow line takes, shorter than a person waits. */
const DIAL_TIMEOUT_MS = 5000;

/** A host, on whatever gives access to one: everything it can do is a command, or a dialled connection. */
export class CommandHost implements Host {
  readonly address: string;
  readonly label: string;
  readonly isLocal: boolean;
  readonly lost: AbortSignal;
  readonly #access: HostAccess;
  readonly #elevation: Elevation | undefined;

  constructor(access: HostAccess, elevation?: Elevation) {
    this.#access = access;
    this.#elevation = elevation;
    this.address = access.address;
    this.label = access.label;
    this.isLocal = access.isLocal;
    this.lost = access.lost;
  }

  get usesSudo(): boolean {
    return this.#elevation !== undefined;
  }

  asRoot(elevation: Elevation): Host {
    return new CommandHost(this.#access, elevation);
  }

  run(argv: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    return this.#run({ argv }, options);
  }

  runScript(script: string, args: readonly string[] = [], options: RunOptions = {}): Promise<CommandResult> {
    return this.#run({ script, name: nameOf(script), args }, options);
  }

  async readPaths(paths: readonly string[], options: RunOptions = {}): Promise<PathState[]> {
    if (paths.length === 0) return [];
    const name = `read ${paths.join(', ')}`;
    const { stdout } = await this.#run({ script: READ_PATHS, name, args: paths }, options);
    return parsePaths(stdout, paths.length).map((reading, index) => {
      if (reading.type !== 'denied') return reading;
      const path = paths[index] ?? '';
      throw new HostFailure('path-unreadable', { host: this.label, path, said: reading.said });
    });
  }

  async writeFile({ path, content, mode, uid, gid }: HostFile): Promise<void> {
    const owner = [uid ?? '', gid === undefined ? '' : `:${gid}`].join('');
    const bytes = Buffer.from(content);
    const args = [path, mode.toString(8).padStart(4, '0'), owner, `${bytes.length}`];
    const command = { script: WRITE_FILE, name: `write ${path}`, args };
    const { code, stderr } = await this.#run(command, { stdin: bytes });
    if (code !== 0)
      throw new HostFailure('file-not-written', { host: this.label, path, said: stderr.trim() });
  }

  dial(host: string, port: number, timeoutMs = DIAL_TIMEOUT_MS): Promise<Duplex> {
    return this.#access.dial(host, port, timeoutMs);
  }

  close(): Promise<void> {
    return this.#access.close();
  }

  #run(command: Command, options: RunOptions): Promise<CommandResult> {
    return runCommand(this.#access, frameCommand(command, options, this.#elevation), options);
  }
}

/** A script's name for people: its first line that says anything, a comment or a command. */
function nameOf(script: string): string {
  const lines = script.split('\n').map(line => line.replace(/^#\s*/, '').trim());
  return lines.find(line => line !== '') ?? '';
}
