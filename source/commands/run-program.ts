import type { ExitCode } from '../cluster/failure.ts';
import { Failure, toFailure } from '../cluster/failure.ts';
import { wantsColour } from '../ui/theme.ts';
import { chooseLanguage } from '../words/language.ts';
import { loadWords } from '../words/load-words.ts';
import type { CommandContext, QuietContext } from './context.ts';
import { type Invocation, readArguments } from './flags.ts';
import type { RecordedRun } from './record.ts';
import { ReaderLeft, stopOnSignals } from './stop-on-signals.ts';
import { wantsLinear } from './wants-linear.ts';

type Command = (invocation: Invocation, context: CommandContext) => Promise<ExitCode>;

/** Each command is loaded only when it is asked for: ssh2, ioredis and Ink cost start-up time. */
const load: Readonly<Record<Exclude<Invocation['command'], 'exec'>, () => Promise<Command>>> = {
  home: async () => (await import('./home.ts')).home,
  up: async () => (await import('./up.ts')).up,
  connect: async () => (await import('./connect.ts')).connect,
  check: async () => (await import('./check.ts')).check,
  down: async () => (await import('./down.ts')).down,
  learn: async () => (await import('./learn.ts')).learn,
  replay: async () => (await import('./replay.ts')).replay,
};

async function run(invocation: Invocation, quiet: QuietContext): Promise<ExitCode> {
  if (invocation.command === 'exec') return (await import('./exec.ts')).exec(invocation, quiet);
  const [words, command] = await Promise.all([quiet.loadWords(), load[invocation.command]()]);
  return command(invocation, { ...quiet, words });
}

/** Reads the arguments, runs the one command they ask for, and says what went wrong; resolves with the exit code. */
export async function runProgram(argv: readonly string[], version: string): Promise<ExitCode> {
  // What `ps` shows, instead of arguments with a password in them.
  process.title = 'slotsh';
  const { env, stdin } = process;
  let recorded: RecordedRun | undefined;
  let language = chooseLanguage(undefined, env);
  const stopping = stopOnSignals(process);
  try {
    const invocation = await readArguments(argv);
    const { flags } = invocation;
    if (flags.version) return say(version);
    language = chooseLanguage(flags.lang, env);
    if (flags.help) return say((await loadWords(language)).cli.help.trimEnd());
    if (flags.record !== undefined) recorded = (await import('./record.ts')).recordRun(flags.record, process);
    const { stdout, stderr } = recorded ?? process;
    const code = await run(invocation, {
      loadWords: () => loadWords(language),
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
    const { failureLines } = await import('../ui/plain/failure-lines.ts');
    const { terminalWidth } = await import('../ui/plain/terminal-width.ts');
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
