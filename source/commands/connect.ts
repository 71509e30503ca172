import { join } from 'node:path';
import { type ExitCode, Failure, toFailure } from '../cluster/failure.ts';
import { HostPool } from '../guide/host-pool.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import type { ShellSession } from '../shell/session.ts';
import type { ShellOptions } from '../ui/shell/drive-shell.ts';
import { tellConnecting } from '../ui/shell/tell-connecting.ts';
import { createTheme } from '../ui/theme.ts';
import type { Unanswered } from '../ui/wizard/ask-connect.tsx';
import type { Attempt, Refusal } from '../ui/wizard/connect-state.ts';
import { askPassword } from './ask-password.ts';
import type { CommandContext } from './context.ts';
import { openDocsCache } from './docs-cache.ts';
import { findTarget, type Target } from './find-target.ts';
import type { Invocation } from './flags.ts';
import { makeOutlet } from './make-outlet.ts';
import { throughHosts } from './through-hosts.ts';

/** `slotsh connect [ADDRESS…]`: the shell on a running cluster. */
export async function connect(invocation: Invocation, context: CommandContext): Promise<ExitCode> {
  const target = await findTarget(invocation, invocation.input, context);
  const pool = new HostPool();
  try {
    const connection = throughHosts(target.connection, target.job, pool, context.signal);
    await runConnect({ ...target, connection }, context);
  } finally {
    await pool.close();
  }
  return context.signal.aborted ? 130 : 0;
}

/** What the shell is opened on. */
export interface ShellTarget extends Pick<Target, 'name' | 'seeds' | 'connection' | 'readOnly' | 'job'> {
  /** Leaving asks whether the cluster stays. */
  asksToKeep?: boolean;
}

/** How the shell was left. */
export interface ShellLeft {
  /** The answer, when it was asked whether the cluster stays. */
  keepCluster?: boolean;
}

/**
 * Opens a session and runs the shell on it until the person leaves. A password that a node wants is asked for, and asked
 * for again when it is refused.
 * @throws {Failure} `needs-terminal` without one, `interrupted` when no password is given, and whatever keeps the session
 *   from being opened
 */
export async function runConnect(target: ShellTarget, context: CommandContext): Promise<ShellLeft> {
  if (!context.interactive) {
    throw new Failure('needs-terminal', { command: 'connect', instead: 'slotsh exec' }, { exitCode: 2 });
  }
  return runShell(openAsking(target, context), context, target.asksToKeep);
}

/** Runs the shell on a session that is being opened, until the person leaves, and closes it. */
export async function runShell(
  opening: Promise<ShellSession>,
  context: CommandContext,
  asksToKeep = false,
): Promise<ShellLeft> {
  const { words, stdin, stdout, signal, env, colour } = context;
  // Ink takes longer to load than a node to answer: both at once.
  const screenLoading = loadShell(context);
  const historyLoading = import('../shell/history.ts').then(({ openHistory }) =>
    openHistory(join(findSlotshHome(env).state, 'history')),
  );
  const session = await opening;
  try {
    const runShellOn = await screenLoading;
    const history = await historyLoading;
    const theme = createTheme(colour);
    const docsCache = openDocsCache(findSlotshHome(env));
    return await runShellOn({
      openOutlet: makeOutlet,
      findPager: async () => (await import('../hosts/open-pager.ts')).findPager(env),
      ...{ session, history, words, theme, stdin, stdout, signal, asksToKeep },
      docsCache,
    });
  } finally {
    session.close();
  }
}

async function loadShell({ linear }: CommandContext): Promise<(options: ShellOptions) => Promise<ShellLeft>> {
  return linear
    ? (await import('../ui/shell/linear/run-linear-shell.ts')).runLinearShell
    : (await import('../ui/shell/run-shell-screen.tsx')).runShellScreen;
}

/** Opens the session; when a node wants a password, it is asked for until a session stands. */
async function openAsking(
  { name, seeds, ...target }: ShellTarget,
  context: CommandContext,
): Promise<ShellSession> {
  const { openSession } = await import('../shell/open-session.ts');
  const connection = { ...target.connection, signal: context.signal };
  const common = { name, seeds, madeHere: target.job !== undefined, readOnly: target.readOnly ?? false };
  const { words, stdout } = context;
  const [first = { host: name, port: 0 }] = seeds;
  try {
    const telling = { node: first, words, stdout, linear: context.linear };
    return await tellConnecting(openSession({ ...common, connection }), telling);
  } catch (thrown) {
    if (!isLoginFailure(thrown)) throw thrown;
    const { node } = thrown.facts;
    const { username } = connection;
    const refusal = { address: username ? `${username}@${node}` : node, failure: thrown.data };
    const open = (password: string, signal: AbortSignal) =>
      openSession({ ...common, connection: { ...connection, password, signal } });
    const session = context.linear
      ? await askPassword(refusal, password => open(password, context.signal), context)
      : await askSession({
          ...{ refusal, context },
          open: ({ password = '' }, signal) => open(password, signal),
        });
    if (session === null || typeof session === 'string')
      throw new Failure('interrupted', { during: 'connect' }, { exitCode: 130 });
    return session;
  }
}

function isLoginFailure(thrown: unknown): thrown is Failure<'auth-needed' | 'auth-wrong'> {
  return thrown instanceof Failure && (thrown.id === 'auth-needed' || thrown.id === 'auth-wrong');
}

export interface SessionQuestion {
  /** Known already, but for its password; left out: the address is asked for, too. */
  refusal?: Refusal;
  /** Opens a session with what was typed; throws what is wrong with it. */
  open(attempt: Attempt, signal: AbortSignal): Promise<ShellSession>;
  context: CommandContext;
}

/** Asks for what a session needs until one stands. */
export async function askSession({
  refusal,
  open,
  context,
}: SessionQuestion): Promise<ShellSession | Unanswered> {
  const { words, stdin, stdout, colour, signal: stopped } = context;
  const { askConnect } = await import('../ui/wizard/ask-connect.tsx');
  const answer = await askConnect<ShellSession>({
    ...{ words, theme: createTheme(colour), stdin, stdout, signal: stopped },
    ...(refusal && { refusal }),
    async connect(attempt, signal) {
      try {
        const connection = await open(attempt, signal);
        if (signal.aborted) connection.close();
        return { connection };
      } catch (thrown) {
        return { failure: toFailure(thrown).data };
      }
    },
  });
  return typeof answer === 'string' ? answer : answer.connection;
}
