import type { Duplex } from 'node:stream';
import type { Elevation } from './elevation.ts';

/** The end of a command on a host. Output is bytes decoded as UTF-8, not yet escaped for a terminal. */
export interface CommandResult {
  /** Exit code; null when a signal or the host's death ended it: never a success. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  stdin?: string | Buffer;
  signal?: AbortSignal;
  /** Milliseconds; 60000 by default. On its end the command is killed on the host and a `Failure` is thrown. */
  timeoutMs?: number;
  /** Output as it comes, for progress. */
  onOutput?: (chunk: string) => void;
  /** Environment added to the command; passed without being in any argv. */
  env?: Readonly<Record<string, string>>;
  /** Working directory, absolute; when it is not there the command does not run, and the exit code is 126. */
  cwd?: string;
}

/** A file to write on a host. */
export interface HostFile {
  path: string;
  content: string;
  /** Permission bits, e.g. 0o440. */
  mode: number;
  /** Numeric owner; left out: whoever the commands run as. */
  uid?: number;
  gid?: number;
}

/** What is on a host at a path. */
export type PathState =
  | { type: 'absent' }
  | { type: 'file'; content: string; mode: number; uid: number; gid: number }
  | { type: 'directory'; mode: number; uid: number; gid: number; entries: string[] }
  | { type: 'other' };

/**
 * A machine that commands run on: over SSH, or this one. Arguments are argv and are quoted here, nowhere else.
 * Methods reject with a `HostFailure` that names the host.
 */
export interface Host {
  /** As in cluster.yaml: announced to clients and to the other nodes. */
  readonly address: string;
  /** For people: `root@192.168.10.10`, or `this machine`'s address. */
  readonly label: string;
  readonly isLocal: boolean;
  /** Do commands, reading and writing pass through sudo? */
  readonly usesSudo: boolean;
  /** Aborts with `host-lost` as soon as it is known that the host is gone, four seconds after it fell silent at most; never for this machine. */
  readonly lost: AbortSignal;
  run(argv: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /** Runs a POSIX shell script given on standard input (`sh -s`), with positional arguments. A comment at its beginning names it in failures. */
  runScript(script: string, args?: readonly string[], options?: RunOptions): Promise<CommandResult>;
  /** Reads several paths in one round trip. */
  readPaths(paths: readonly string[]): Promise<PathState[]>;
  /** Writes atomically: temporary file beside it, fsync, owner and mode, rename. Parents must exist. */
  writeFile(file: HostFile): Promise<void>;
  /** The same machine over the same connection, where everything is done as root: `close` closes both. */
  asRoot(elevation: Elevation): Host;
  /** Opens a TCP connection from this host to an address: the tunnel. */
  dial(host: string, port: number, timeoutMs?: number): Promise<Duplex>;
  close(): Promise<void>;
}

/** What a host may have to ask the person while it is being reached; absent answers mean no. */
export interface HostPrompts {
  /** An unknown host key: `true` adds it to known_hosts and goes on. */
  confirmHostKey(facts: { host: string; keyType: string; fingerprint: string }): Promise<boolean>;
  /** A password, a passphrase, an answer to keyboard-interactive, or sudo's password; null when the person gives none. */
  askSecret(facts: {
    host: string;
    kind: 'password' | 'passphrase' | 'keyboard-interactive' | 'sudo';
    /** The key file of a passphrase; the server's own words for keyboard-interactive. */
    prompt: string;
    /** The last answer was wrong. */
    again: boolean;
  }): Promise<string | null>;
}
