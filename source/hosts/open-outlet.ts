import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, type FileHandle, open, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, type Writable } from 'node:stream';
import { Failure } from '../cluster/failure.ts';

/** What a reply went to in the end. */
export interface OutletEnd {
  /** Bytes of the reply. */
  bytes: number;
  /** Of a command: its exit code; null when a signal ended it. */
  exitCode?: number | null;
}

/** A file or a command of this machine that takes a reply. It is made with the first bytes: a command without a reply leaves nothing behind. */
export interface OpenOutlet {
  /** What a command prints, on both of its outputs; ends with it. Nothing for a file. */
  readonly output: AsyncIterable<Buffer>;
  /** Resolves when more can be taken; with false when no more is wanted, as by `head -1`. @throws {Failure} `file-unwritable`, `file-exists` */
  write(bytes: Buffer): Promise<boolean>;
  /** Ends the input; resolves when the file is whole, or the command has ended; with nothing when nothing was written. @throws {Failure} `file-unwritable` */
  end(): Promise<OutletEnd | undefined>;
  /** Ends a command, whatever it does. */
  stop(): void;
}

/** Milliseconds between TERM and KILL. */
const GRACE_MS = 1000;

/** A command line for `sh -c`, with the environment of this program and without its terminal. */
export function openCommandOutlet(command: string): OpenOutlet {
  return new CommandOutlet(command);
}

/**
 * A file; a name that begins with `~/` is in the home directory.
 * @param mode `new`: nothing is overwritten, but for what is no file of its own, as /dev/null
 * @throws {Failure} `file-exists`, `file-unwritable`
 */
export async function openFileOutlet(name: string, mode: 'new' | 'append' | 'replace'): Promise<OpenOutlet> {
  const path = name.startsWith('~/') ? join(homedir(), name.slice(2)) : name;
  const there = await stat(path).catch(() => undefined);
  if (mode === 'new' && there?.isFile()) throw new Failure('file-exists', { file: path });
  // Before anything is sent: the element that an LPOP took would be lost.
  try {
    await access(there ? path : dirname(path), constants.W_OK);
    if (there?.isDirectory()) throw new Error(`EISDIR: illegal operation on a directory, open '${path}'`);
  } catch (thrown) {
    throw unwritable(path, thrown, 'not-sent');
  }
  const flags = { new: there ? 'w' : 'wx', append: 'a', replace: 'w' } as const;
  return new FileOutlet(path, flags[mode]);
}

class CommandOutlet implements OpenOutlet {
  readonly output = new PassThrough();
  readonly #command: string;
  #stdin: Writable | undefined;
  #pid: number | undefined;
  #ended: Promise<number | null> | undefined;
  #isStopped = false;
  #bytes = 0;

  constructor(command: string) {
    this.#command = command;
  }

  async write(bytes: Buffer): Promise<boolean> {
    if (this.#isStopped) return false;
    this.#stdin ??= this.#start();
    const stdin = this.#stdin;
    if (!stdin.writable) return false;
    this.#bytes += bytes.length;
    if (stdin.write(bytes)) return true;
    await Promise.race([once(stdin, 'drain'), once(stdin, 'close')]).catch(() => undefined);
    return stdin.writable;
  }

  async end(): Promise<OutletEnd | undefined> {
    this.#stdin?.end();
    if (this.#ended) return { bytes: this.#bytes, exitCode: await this.#ended };
    this.output.end();
    return undefined;
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#pid === undefined) return;
    this.#kill('SIGTERM');
    const later = setTimeout(() => this.#kill('SIGKILL'), GRACE_MS);
    void this.#ended?.finally(() => clearTimeout(later));
  }

  #start(): Writable {
    // A group of its own: Ctrl-C ends all that the line has started, and none of it can take the terminal.
    const child = spawn('/bin/sh', ['-c', this.#command], { detached: true });
    this.#pid = child.pid;
    for (const stream of [child.stdout, child.stderr]) stream.pipe(this.output, { end: false });
    // It need not read all of it.
    child.stdin.on('error', () => undefined);
    this.#ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => resolve(code));
    });
    const end = () => this.output.end();
    this.#ended.then(end, end);
    return child.stdin;
  }

  #kill(signal: NodeJS.Signals): void {
    try {
      if (this.#pid !== undefined) process.kill(-this.#pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  }
}

class FileOutlet implements OpenOutlet {
  readonly output = new PassThrough().end();
  readonly #path: string;
  readonly #flags: string;
  #file: FileHandle | undefined;
  #bytes = 0;

  constructor(path: string, flags: string) {
    this.#path = path;
    this.#flags = flags;
  }

  async write(bytes: Buffer): Promise<boolean> {
    await this.#try(async () => {
      this.#file ??= await open(this.#path, this.#flags);
      await this.#file.appendFile(bytes);
    });
    this.#bytes += bytes.length;
    return true;
  }

  async end(): Promise<OutletEnd | undefined> {
    await this.#try(async () => this.#file?.close());
    return this.#file ? { bytes: this.#bytes } : undefined;
  }

  stop(): void {}

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      throw unwritable(this.#path, thrown, 'answered');
    }
  }
}

function unwritable(file: string, cause: unknown, command: 'not-sent' | 'answered'): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Failure('file-unwritable', { file, reason, command }, { cause });
}
