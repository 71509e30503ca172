import { isIP } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { NodeAddress } from '../cluster/address.ts';
import { type ExitCode, Failure } from '../cluster/failure.ts';
import type { ConnectionOptions } from '../redis/node-connection.ts';
import type { ShellEvent } from '../shell/events.ts';
import { openSession } from '../shell/open-session.ts';
import type { ShellSession } from '../shell/session.ts';
import { ShellFailure } from '../shell/shell-failure.ts';
import { splitLine } from '../shell/split-line.ts';
import type { Words } from '../words/words.ts';
import type { CommandContext } from './context.ts';
import { type ExecView, jsonExecView, plainExecView } from './exec-views.ts';
import { findTarget } from './find-target.ts';
import type { Invocation } from './flags.ts';
import { readLines } from './read-lines.ts';
import type { traceLine } from './trace-line.ts';

/**
 * `slotsh exec [ADDRESS] [-- COMMAND…]`: one command, its words untouched, or the commands on standard input, one a line.
 * @throws {Failure} as `readWords`, `findTarget` and `runExec`
 */
export async function exec(invocation: Invocation, context: CommandContext): Promise<ExitCode> {
  const { flags } = invocation;
  const { addresses, commandArgs } = readWords(invocation);
  const target = await findTarget(invocation, addresses, context);
  return runExec({
    ...context,
    addresses: target.seeds,
    connection: target.connection,
    commandArgs,
    json: flags.json === true,
    trace: flags.trace === true,
  });
}

/**
 * Which words are the address, and which the command. `--` parts them; without it the first word is an address when it looks
 * like one (a port, a URL, an IP address), for no command does. Throws `too-many-words` (exit 2).
 */
function readWords({ input, rest }: Pick<Invocation, 'input' | 'rest'>) {
  const [first = '', ...others] = input;
  if (rest) {
    if (others.length > 0) throw new Failure('too-many-words', { words: others.join(' ') }, { exitCode: 2 });
    return { addresses: input, commandArgs: rest };
  }
  const isAddress = first.includes('://') || /:\d+$/.test(first) || isIP(first) !== 0;
  return isAddress ? { addresses: [first], commandArgs: others } : { addresses: [], commandArgs: input };
}

export interface ExecOptions {
  addresses: readonly NodeAddress[];
  connection: ConnectionOptions;
  /** The command's words as they are; none: commands are read from `stdin`. */
  commandArgs: readonly string[];
  /** One JSON object a command instead of the reply (`exec-views.ts`). */
  json: boolean;
  /** Every hop on `stderr`. */
  trace: boolean;
  words: Words;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable;
  signal: AbortSignal;
}

/**
 * Runs commands without an interface and prints each reply as redis-cli does: as on a terminal when `stdout` is one, raw
 * otherwise. Commands of standard input run in order, each after the reply of the one before; `quit` and `exit` end them.
 *
 * Resolves with 0 when every command was answered; 1 when one was answered with an error (as `redis-cli -e`), or was not
 * answered; the commands after it still run, unless no node answers any more. 2 for a line with unbalanced quotes: no
 * line after it runs, since what was meant as one value may have been cut into commands. 130 when interrupted.
 * @throws {Failure} when no session can be opened, or there is nothing to run
 */
export async function runExec(options: ExecOptions): Promise<ExitCode> {
  const { addresses: seeds, commandArgs, stdin, signal } = options;
  if (commandArgs.length === 0 && stdin.isTTY) throw new ShellFailure('command-missing', {}, { exitCode: 2 });
  const connection = { ...options.connection, signal };
  const session = await openSession({ seeds, connection, name: '', pollMs: 0 });
  try {
    const tell = options.trace ? (await import('./trace-line.ts')).traceLine : undefined;
    const run = new ExecRun(session, options, tell);
    if (commandArgs.length > 0) await run.command(commandArgs.map(word => Buffer.from(word)));
    else await run.lines();
    return run.exitCode;
  } catch (thrown) {
    if (signal.aborted) return 130;
    throw thrown;
  } finally {
    session.close();
  }
}

class ExecRun {
  readonly #session: ShellSession;
  readonly #options: ExecOptions;
  readonly #view: ExecView;
  readonly #traceLine: typeof traceLine | undefined;
  #exitCode: ExitCode = 0;

  constructor(session: ShellSession, options: ExecOptions, tell?: typeof traceLine) {
    this.#session = session;
    this.#options = options;
    this.#traceLine = tell;
    this.#view = options.json ? jsonExecView(options) : plainExecView(options);
  }

  get exitCode(): ExitCode {
    return this.#options.signal.aborted ? 130 : this.#exitCode;
  }

  /** Runs one command; resolves with the event that ended it, when its output is written. */
  async command(args: readonly Buffer[]): Promise<Extract<ShellEvent, { type: 'command-finished' }>> {
    const events: ShellEvent[] = [];
    const emit = (event: ShellEvent) => {
      events.push(event);
      this.#trace(event);
    };
    await this.#session.run(args, emit, this.#options.signal);
    await this.#view(events);
    const finished = events.at(-1);
    if (finished?.type !== 'command-finished') throw new Error('a run without an end');
    if (finished.failure || finished.reply?.type === 'error') this.#exitCode = 1;
    return finished;
  }

  #trace(event: ShellEvent): void {
    const { stderr, words } = this.#options;
    const line = this.#traceLine?.(event, this.#session.view, words);
    if (line !== undefined) stderr.write(`${line}\n`);
  }

  async lines(): Promise<void> {
    const { stdin, signal } = this.#options;
    let number = 0;
    for await (const line of readLines(stdin, signal)) {
      number++;
      const split = splitLine(line);
      if (!split.ok) {
        throw new ShellFailure('line-unbalanced', { line: number, column: split.at + 1 }, { exitCode: 2 });
      }
      const args = split.args.map(arg => arg.bytes);
      if (args.length === 0) continue;
      if (args.length === 1 && /^(quit|exit)$/i.test(args[0]?.toString() ?? '')) return;
      const { failure } = await this.command(args);
      if (signal.aborted || failure?.id === 'no-node-answers') return;
    }
  }
}
