import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import type { Elevation } from './elevation.ts';
import { type FramedCommand, MarkedOutput } from './frame-command.ts';
import type { CommandResult, RunOptions } from './host.ts';
import { HostFailure } from './host-failure.ts';

/** A command line that runs. */
export interface StartedCommand {
  stdin: Writable;
  stdout: Readable;
  stderr: Readable;
  /** Its exit code, or null after a signal, when all of its output has been read; rejects when the host was lost. */
  ended: Promise<number | null>;
  /** Lets go of it, alive or not; `ended` settles. */
  drop(): void;
}

/** The way to run command lines on one host. */
export interface CommandChannel {
  /** For people. */
  readonly label: string;
  /** Gives a command line to a shell of the host. `title` names the command in failures. */
  start(commandLine: string, title: string): Promise<StartedCommand>;
  /** Signals a process and all of its group, which is the command's own, in the way in which the command became root's. */
  kill(pid: number, signal: 'TERM' | 'KILL', elevation?: Elevation): Promise<void>;
}

/** How long a command has to begin, to end by itself after a TERM, and to end after a KILL: milliseconds for each. */
const GRACE_MS = 1000;
const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * Runs a framed command to its end. When its time is over or the signal aborts, it is killed on the host first, and then
 * this rejects: with `command-timeout`, or with the signal's reason. Rejects with `host-lost` when the host goes away,
 * and with `shell-unusable` when there is no POSIX shell to run it.
 */
export async function runCommand(
  channel: CommandChannel,
  framed: FramedCommand,
  { stdin = '', signal, timeoutMs = DEFAULT_TIMEOUT_MS, onOutput }: RunOptions = {},
): Promise<CommandResult> {
  signal?.throwIfAborted();
  const started = await channel.start(framed.commandLine, framed.title);
  const marked = new MarkedOutput(framed.marker);
  const stdout = gather(started.stdout, text => marked.take(text), onOutput);
  const stderr = gather(started.stderr, text => text, onOutput);
  // A command need not read all of its input.
  started.stdin.on('error', () => {});
  started.stdin.write(framed.preamble);
  started.stdin.end(stdin);

  let stopped: { why: unknown } | undefined;
  const stop = (why: unknown): void => {
    if (stopped) return;
    stopped = { why };
    void endOnHost(channel, started, marked, framed.elevation);
  };
  const seconds = Math.ceil(timeoutMs / 1000);
  const facts = { host: channel.label, command: framed.title, seconds };
  const timer = setTimeout(() => stop(new HostFailure('command-timeout', facts)), timeoutMs);
  const onAbort = (): void => stop(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  try {
    // Aborted while the channel was being opened.
    if (signal?.aborted) onAbort();
    const code = await started.ended;
    if (stopped) throw stopped.why;
    if (marked.instead !== undefined) {
      // No shell that took the command: a closed account, one for another service, another system.
      const said = `${marked.instead}${stderr()}`.trim();
      throw new HostFailure('shell-unusable', { host: channel.label, said });
    }
    return { code, stdout: stdout(), stderr: stderr() };
  } catch (error) {
    throw stopped ? stopped.why : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/**
 * Ends a command: TERM, then KILL, then lets go of it, so that a dead host cannot hold anyone up.
 * One that has not begun yet, behind a slow login shell, is waited for: it could begin after it was let go of.
 */
async function endOnHost(
  channel: CommandChannel,
  started: StartedCommand,
  marked: MarkedOutput,
  elevation: Elevation | undefined,
): Promise<void> {
  const ended = started.ended.then(
    () => 'ended' as const,
    () => 'ended' as const,
  );
  const grace = (): Promise<'late'> => pause(GRACE_MS, 'late' as const, { ref: false });
  const pid = await Promise.race([marked.begun, ended, grace()]);
  if (typeof pid === 'number') {
    for (const signal of ['TERM', 'KILL'] as const) {
      const killed = channel.kill(pid, signal, elevation).then(
        () => ended,
        () => ended,
      );
      if ((await Promise.race([ended, killed, grace()])) === 'ended') return;
    }
  }
  started.drop();
}

/** Collects a stream as text; pieces go to `onOutput` as they come. A character may be split over two pieces. */
function gather(
  stream: Readable,
  own: (text: string) => string,
  onOutput: RunOptions['onOutput'],
): () => string {
  const decoder = new StringDecoder('utf8');
  const pieces: string[] = [];
  stream.on('data', (chunk: Buffer) => {
    const text = own(decoder.write(chunk));
    if (text === '') return;
    pieces.push(text);
    onOutput?.(text);
  });
  return () => pieces.join('') + decoder.end();
}
