import { isIP } from 'node:net';
import { type ExitCode, Failure } from '../cluster/failure.ts';
import { openSession } from '../shell/open-session.ts';
import { ShellFailure } from '../shell/shell-failure.ts';
import type { CommandContext } from './context.ts';
import { InTurn } from './exec-in-turn.ts';
import type { ExecOptions } from './exec-options.ts';
import { findTarget } from './find-target.ts';
import type { Flags, Invocation } from './flags.ts';
import { reachTarget } from './reach-target.ts';

/**
 * `slotsh exec [ADDRESS] [-- COMMAND…]`: one command, its words untouched, or the commands on standard input, one a line.
 * @throws {Failure} as `readWords`, `findTarget` and `runExec`
 */
export async function exec(invocation: Invocation, context: CommandContext): Promise<ExitCode> {
  const { flags } = invocation;
  const { addresses, commandArgs } = readWords(invocation);
  refuseWithPipe(flags, commandArgs);
  const target = await findTarget(invocation, addresses, context);
  const { connection, close } = await reachTarget(target, context.signal);
  try {
    return await runExec({
      ...context,
      addresses: target.seeds,
      connection,
      commandArgs,
      pipe: flags.pipe,
      json: flags.json,
      trace: flags.trace,
    });
  } finally {
    await close();
  }
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
  const isAddress = first.includes('://') || /:\d+$/.test(first) || (/[.:]/.test(first) && isIP(first) !== 0);
  return isAddress ? { addresses: [first], commandArgs: others } : { addresses: [], commandArgs: input };
}

/** `--pipe` reads the commands from standard input, many at once, and tells their replies in its own way. */
function refuseWithPipe({ pipe, json, trace }: Flags, commandArgs: readonly string[]): void {
  if (!pipe) return;
  if (commandArgs.length > 0) {
    throw new Failure('too-many-words', { words: commandArgs.join(' ') }, { exitCode: 2 });
  }
  const other = json ? '--json' : trace ? '--trace' : undefined;
  if (other) throw new Failure('flags-apart', { flag: '--pipe', other }, { exitCode: 2 });
}

/**
 * Runs commands without an interface and prints each reply as redis-cli does: as on a terminal when `stdout` is one, raw
 * otherwise. Commands of standard input are under way together (`exec-bulk.ts`), unless every hop is to be told: then they run
 * one after the other, so that the hops, their order and their times are what they would be at the prompt.
 *
 * Resolves with 0 when every command was answered; 1 when one was answered with an error (as `redis-cli -e`), or was not
 * answered; the commands after it still run, unless no node answers any more. 2 for a line with unbalanced quotes: no
 * line after it runs, since what was meant as one value may have been cut into commands. 130 when interrupted.
 * @throws {Failure} when no session can be opened, or there is nothing to run
 */
export async function runExec(options: ExecOptions): Promise<ExitCode> {
  const { addresses: seeds, commandArgs, stdin, json, trace, signal } = options;
  if (commandArgs.length === 0 && stdin.isTTY) throw new ShellFailure('command-missing', {}, { exitCode: 2 });
  const connection = { ...options.connection, signal };
  const session = await openSession({ seeds, connection, name: '', pollMs: 0 });
  try {
    if (commandArgs.length === 0 && !json && !trace) {
      const { runBulk } = await import('./exec-bulk.ts');
      return await runBulk(session, options);
    }
    const run = new InTurn(session, options, trace ? (await import('./trace-line.ts')).traceLine : undefined);
    if (commandArgs.length > 0) await run.command(commandArgs.map(word => Buffer.from(word)));
    else await run.lines();
    return signal.aborted ? 130 : run.hasFailed ? 1 : 0;
  } catch (thrown) {
    if (signal.aborted) return 130;
    throw thrown;
  } finally {
    session.close();
  }
}
