#!/usr/bin/env node
import process from 'node:process';
import { version } from './package.json';
import type { ExitCode } from './source/cluster/failure.ts';
import { Failure, toFailure } from './source/cluster/failure.ts';
import type { CommandContext } from './source/commands/context.ts';
import type { Invocation } from './source/commands/flags.ts';
import type { RecordedRun } from './source/commands/record.ts';
import { ReaderLeft, stopOnSignals } from './source/commands/stop-on-signals.ts';
import { wantsLinear } from './source/commands/wants-linear.ts';
import { wantsColour } from './source/ui/theme.ts';
import { chooseLanguage } from './source/words/language.ts';
import { loadWords } from './source/words/load-words.ts';

/** Each command is loaded only when it is asked for: ssh2, ioredis and Ink cost start-up time. */
async function run(invocation: Invocation, context: CommandContext): Promise<ExitCode> {
  switch (invocation.command) {
    case 'home':
      return (await import('./source/commands/home.ts')).home(invocation, context);
    case 'up':
      return (await import('./source/commands/up.ts')).up(invocation, context);
    case 'connect':
      return (await import('./source/commands/connect.ts')).connect(invocation, context);
    case 'exec':
      return (await import('./source/commands/exec.ts')).exec(invocation, context);
    case 'check':
      return (await import('./source/commands/check.ts')).check(invocation, context);
    case 'down':
      return (await import('./source/commands/down.ts')).down(invocation, context);
    case 'replay':
      return (await import('./source/commands/replay.ts')).replay(invocation, context);
  }
}

/** Reads the arguments, runs the one command they ask for, and says what went wrong; resolves with the exit code. */
async function main(): Promise<ExitCode> {
  const { env, stdin } = process;
  let recorded: RecordedRun | undefined;
  let language = chooseLanguage(undefined, env);
  const stopping = stopOnSignals(process);
  try {
    const argv = process.argv.slice(2);
    // The shortest way out: meow and all the rest cost more than Node's own start.
    if (argv.length === 1 && argv[0] === '--version') return say(version);
    const { readArguments } = await import('./source/commands/flags.ts');
    const invocation = readArguments(argv, import.meta);
    const { flags } = invocation;
    if (flags.version) return say(version);
    language = chooseLanguage(flags.lang, env);
    const words = await loadWords(language);
    if (flags.help) return say(words.cli.help.trimEnd());
    if (flags.record !== undefined)
      recorded = (await import('./source/commands/record.ts')).recordRun(flags.record, process);
    const { stdout, stderr } = recorded ?? process;
    const code = await run(invocation, {
      words,
      language,
      colour: wantsColour(flags.color, env),
      env,
      stdin,
      stdout,
      stderr,
      hideFromRecording: secret => recorded?.hide(secret),
      interactive: isInteractive(process),
      linear: wantsLinear(flags.linear, env),
      signal: stopping,
    });
    if (stopping.reason instanceof Failure) throw stopping.reason;
    // Whoever has seen enough of what was only to be read is no failure.
    const isRead = invocation.command === 'exec' || invocation.command === 'check';
    return isRead && stopping.reason instanceof ReaderLeft ? 0 : code;
  } catch (thrown) {
    const { aborted, reason } = stopping;
    if (aborted && !(reason instanceof Failure)) return 130;
    const failure = toFailure(aborted ? reason : thrown);
    const { failureLines } = await import('./source/ui/plain/failure-lines.ts');
    const { terminalWidth } = await import('./source/ui/plain/terminal-width.ts');
    const { stderr } = recorded ?? process;
    const lines = failureLines(failure.data, await loadWords(language), { width: terminalWidth(stderr) });
    stderr.write(`${lines.join('\n')}\n`);
    return failure.exitCode;
  } finally {
    recorded?.finish(await loadWords(language));
  }
}

/** Can the interface be shown? Not in a pipe, not on a dumb terminal, and not in CI, where Ink draws nothing before the end. */
function isInteractive({ stdin, stdout, env }: NodeJS.Process): boolean {
  const isCi = !['', '0', 'false'].includes(env['CI'] ?? '');
  return stdin.isTTY && stdout.isTTY && env['TERM'] !== 'dumb' && !isCi;
}

function say(text: string): ExitCode {
  process.stdout.write(`${text}\n`);
  return 0;
}

process.exitCode = await main();
