import type { ExitCode } from '../cluster/failure.ts';
import type { GuideEvent, Outcome } from '../guide/events.ts';
import { HostPool } from '../guide/host-pool.ts';
import type { Ask } from '../guide/questions.ts';
import { runGuide } from '../guide/run-guide.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { jsonView } from '../ui/json/json-view.ts';
import { askInLine } from '../ui/plain/ask-in-line.ts';
import { plainSetupView } from '../ui/plain/plain-setup-view.ts';
import { terminalWidth } from '../ui/plain/terminal-width.ts';
import { nextCommands } from '../ui/setup/next-commands.ts';
import { createTheme } from '../ui/theme.ts';
import type { ClusterJob } from './choose-job.ts';
import type { CommandContext } from './context.ts';
import type { Flags } from './flags.ts';
import { openShell } from './open-shell.ts';
import { readIgnored } from './read-ignored.ts';
import { readSudoPassword } from './read-sudo-password.ts';
import { shownFile } from './shown-file.ts';
import { endAtOnce } from './stop-on-signals.ts';
import { takeDownJob } from './take-down-job.ts';

export interface SetUpFlags
  extends Pick<
    Flags,
    'plan' | 'yes' | 'json' | 'ignore' | 'readOnly' | 'acceptNewHostKeys' | 'sudoPasswordFile'
  > {
  /** Straight to the prompt: the allocation is shown and taken, nothing waits to be looked through. */
  straight?: boolean;
}

/** One of the three views of a set-up: screen, plain lines, JSON. */
interface SetUpView {
  emit: (event: GuideEvent) => void;
  ask?: Ask;
  /** Aborted when the person leaves. */
  signal?: AbortSignal;
  /** After the last event; tells whether the person wants to go on to the shell. */
  done(outcome: Outcome): Promise<boolean>;
}

/** Sets a cluster up in the view that fits; on a terminal the shell follows. */
export async function setUp(job: ClusterJob, flags: SetUpFlags, context: CommandContext): Promise<ExitCode> {
  const ignored = readIgnored(flags.ignore);
  const pool = new HostPool(await readSudoPassword(flags));
  const view = await openView(job, flags, context);
  try {
    const outcome = await runGuide(job.spec, {
      mode: flags.plan ? 'plan' : 'apply',
      source: job.source,
      home: findSlotshHome(context.env),
      env: context.env,
      emit: event => {
        if (event.type === 'password-made') context.hideFromRecording(event.password);
        view.emit(event);
      },
      ...(view.ask && { ask: view.ask }),
      assumeYes: flags.yes,
      acceptNewHostKeys: flags.acceptNewHostKeys,
      ignored,
      signal: view.signal ? AbortSignal.any([context.signal, view.signal]) : context.signal,
      pool,
    });
    const goesOn = await view.done(outcome);
    if (goesOn && outcome.outcome === 'done')
      return await openShell(job, outcome, { pool, readOnly: flags.readOnly }, context);
    if (outcome.outcome === 'failed' && outcome.undo) await undo(job, flags, context);
    return exitCodeOf(outcome);
  } finally {
    await pool.close();
  }
}

/** Takes back what a first set-up laid down: its containers or servers, its files and the directories it made. */
async function undo(
  job: ClusterJob,
  { sudoPasswordFile }: SetUpFlags,
  context: CommandContext,
): Promise<void> {
  const { words, stdout } = context;
  const flags = { data: true, yes: true, json: false, acceptNewHostKeys: false };
  stdout.write(`\n${words.cli.undoing}\n`);
  await takeDownJob(job, { ...flags, ...(sudoPasswordFile && { sudoPasswordFile }) }, context);
}

async function openView(job: ClusterJob, flags: SetUpFlags, context: CommandContext): Promise<SetUpView> {
  const { words, stdin, stdout, colour, interactive, linear, signal } = context;
  const write = (text: string) => {
    stdout.write(text);
  };
  const next = nextCommands(shownFile(job));
  if (flags.json) return { emit: jsonView(write), done: async () => false };
  if (!interactive || linear || flags.plan) {
    const leaving = new AbortController();
    const mode = flags.plan ? 'plan' : 'apply';
    return {
      emit: plainSetupView({ words, write, mode, next, width: terminalWidth(stdout) }),
      ...(interactive && { ask: askInLine({ ...context, leave: () => leaving.abort() }) }),
      signal: leaving.signal,
      done: async ({ outcome }) => interactive && mode === 'apply' && outcome === 'done',
    };
  }
  const { runSetupScreen } = await import('../ui/setup/run-setup-screen.tsx');
  const screen = runSetupScreen({ words, theme: createTheme(colour), next, stdin, stdout, signal });
  // What does not heed the signal would keep the process alive, too.
  void screen.atOnce.then(() => screen.done()).then(endAtOnce);
  const waits = !flags.yes && !flags.straight;
  return {
    emit: screen.emit,
    ask: question =>
      flags.straight && question.kind === 'confirm-allocation'
        ? Promise.resolve('yes')
        : screen.ask(question),
    signal: screen.signal,
    done: async ({ outcome }) => (await screen.done({ linger: outcome === 'done' && waits })) === 'go-on',
  };
}

function exitCodeOf(outcome: Outcome): ExitCode {
  switch (outcome.outcome) {
    case 'done':
    case 'planned':
    case 'checked':
      return 0;
    case 'failed':
      return outcome.exitCode;
    case 'interrupted':
      return 130;
  }
}
