import type { ExitCode } from '../cluster/failure.ts';
import { Failure } from '../cluster/failure.ts';
import { openSession } from '../shell/open-session.ts';
import { ShellFailure } from '../shell/shell-failure.ts';
import type { QuietContext } from './context.ts';
import { readRepetition, readReplyForm } from './exec-flags.ts';
import { InTurn, type TraceLine } from './exec-in-turn.ts';
import type { ExecOptions } from './exec-options.ts';
import { StreamPrinter } from './exec-streams.ts';
import { readCommand, readWords } from './exec-words.ts';
import { findTarget } from './find-target.ts';
import type { Invocation } from './flags.ts';
import { reachTarget } from './reach-target.ts';

/**
 * `slotsh exec [ADDRESS] [-- COMMAND…]`: one command, its words untouched, or the commands on standard input, one a line.
 * @throws {Failure} as `readWords`, `readCommand`, `readReplyForm`, `findTarget` and `runExec`
 */
export async function exec(invocation: Invocation, context: QuietContext): Promise<ExitCode> {
  const { flags } = invocation;
  const { addresses, commandArgs, protocol } = readWords(invocation);
  const form = readReplyForm(flags, { isTerminal: context.stdout.isTTY });
  const repetition = readRepetition(flags);
  refuseWithPipe(flags, commandArgs);
  const target = await findTarget(invocation, addresses, context);
  const { connection, close } = await reachTarget(target, context.signal);
  try {
    return await runExec({
      ...context,
      addresses: target.seeds,
      connection: {
        ...connection,
        // As redis-cli has it: JSON is best made from RESP3.
        protocol: protocol ?? (form.style === 'json' || form.style === 'quoted-json' ? 3 : 2),
      },
      commandArgs: await readCommand(commandArgs, flags, context),
      form,
      ...(repetition && { repetition }),
      pipe: flags.pipe,
      json: flags.json,
      trace: flags.trace,
      readOnly: flags.readOnly,
    });
  } finally {
    await close();
  }
}

/** `--pipe` reads the commands from standard input, many at once, and tells their replies in its own way. */
function refuseWithPipe(
  { pipe, trace, readOnly }: Invocation['flags'],
  commandArgs: readonly string[],
): void {
  if (!pipe) return;
  if (commandArgs.length > 0) {
    throw new Failure('too-many-words', { words: commandArgs.join(' ') }, { exitCode: 2 });
  }
  const other = trace ? '--trace' : readOnly ? '--read-only' : undefined;
  if (other) throw new Failure('flags-apart', { flag: '--pipe', other }, { exitCode: 2 });
}

/** Messages are taken as they come, and no node is read from faster than that: none is dropped. */
const ALL = { messages: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };

/**
 * Runs commands without an interface and prints each reply in `form`, as redis-cli does. Commands of standard input are under way together (`exec-bulk.ts`), unless every hop is to be told, or none may
 * change anything: then they run one after the other, so that the hops, their order and their times are what they would be at the prompt.
 *
 * Resolves with 0 when every command was answered; 1 when one was answered with an error (as `redis-cli -e`), or was not
 * answered; the commands after it still run, unless no node answers any more. 2 for a line with unbalanced quotes: no
 * line after it runs, since what was meant as one value may have been cut into commands. 130 when interrupted.
 * @throws {Failure} when no session can be opened, or there is nothing to run
 */
export async function runExec(options: ExecOptions): Promise<ExitCode> {
  const { addresses: seeds, commandArgs, stdin, json, trace, readOnly = false, signal } = options;
  if (commandArgs.length === 0 && stdin.isTTY) throw new ShellFailure('command-missing', {}, { exitCode: 2 });
  const connection = { ...options.connection, signal };
  const session = await openSession({ seeds, connection, name: '', pollMs: 0, mostWaiting: ALL, readOnly });
  try {
    if (commandArgs.length === 0 && !json && !trace && !readOnly) {
      const [{ runBulk }, words] = await Promise.all([import('./exec-bulk.ts'), options.loadWords()]);
      return await runBulk(session, { ...options, words });
    }
    const run = new InTurn(session, options, trace ? await loadTrace(options) : undefined);
    if (commandArgs.length > 0) {
      const printer = new StreamPrinter(session.streams, options);
      await run.repeat(commandArgs, options.repetition);
      if (session.streams.view) await printer.printUntilEnd();
    } else await run.lines();
    return signal.aborted ? 130 : run.hasFailed ? 1 : 0;
  } catch (thrown) {
    if (signal.aborted) return 130;
    throw thrown;
  } finally {
    session.close();
  }
}

async function loadTrace({ loadWords }: Pick<ExecOptions, 'loadWords'>): Promise<TraceLine> {
  const [{ traceLine }, words] = await Promise.all([import('./trace-line.ts'), loadWords()]);
  return (event, view) => traceLine(event, view, words);
}
