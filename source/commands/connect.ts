import { join } from 'node:path';
import { type ExitCode, Failure } from '../cluster/failure.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import type { ClusterView, ShellSession } from '../shell/session.ts';
import type { ShellOptions } from '../ui/shell/drive-shell.ts';
import type { Lend } from '../ui/shell/lendable-display.ts';
import type { ShellEnd } from '../ui/shell/shell-state.ts';
import { createTheme } from '../ui/theme.ts';
import type { CommandContext } from './context.ts';
import { openDocsCache } from './docs-cache.ts';
import { findTarget } from './find-target.ts';
import type { Invocation } from './flags.ts';
import { makeOutlet } from './make-outlet.ts';
import { openAsking, type ShellTarget } from './open-asking.ts';
import { splitProtocol } from './protocol-words.ts';
import { reachTarget } from './reach-target.ts';
import { writeNodesPlain } from './write-nodes-plain.ts';

/** `slotsh connect [ADDRESS…]`: the shell on a running cluster. */
export async function connect(invocation: Invocation, context: CommandContext): Promise<ExitCode> {
  const { words, protocol } = splitProtocol(invocation.input);
  const target = await findTarget(invocation, words, context);
  const connection = { ...target.connection, ...(protocol && { protocol }) };
  const reach = await reachTarget({ ...target, connection }, context.signal);
  try {
    await runConnect({ ...target, ...reach }, context);
  } finally {
    await reach.close();
  }
  return context.signal.aborted ? 130 : 0;
}

/**
 * Opens a session and runs the shell on it until the person leaves. A password that a node wants is asked for, and asked
 * for again when it is refused.
 * @throws {Failure} `needs-terminal` without one, `interrupted` when no password is given, and whatever keeps the session
 *   from being opened
 */
export async function runConnect(target: ShellTarget, context: CommandContext): Promise<ShellEnd> {
  if (!context.interactive) {
    throw new Failure('needs-terminal', { command: 'connect', instead: 'slotsh exec' }, { exitCode: 2 });
  }
  const { asksToKeep, name, seeds, readOnly } = target;
  const view: ClusterView = {
    ...{ name, state: 'unknown', nodes: [], slotsCovered: 0 },
    ...(seeds[0] && { current: seeds[0] }),
    ...(readOnly && { readOnly }),
  };
  const openSession = (signal: AbortSignal, lend?: Lend) => openAsking(target, { ...context, signal }, lend);
  return runShell({ view, openSession }, context, { ...(asksToKeep && { asksToKeep }) });
}

/** How a session is opened. */
export interface SessionSource {
  /** What is shown of the cluster before. */
  view: ClusterView;
  /** @param lend as in `openAsking` */
  openSession(signal: AbortSignal, lend?: Lend): Promise<ShellSession>;
}

/**
 * Runs the shell on a session, until the person leaves, and closes it. On a screen the prompt is there before the session is; a
 * shell of lines alone begins with it. With a companion its lines are remembered until then, and no longer.
 * @throws {Failure} `interrupted` when the person gave up waiting for the session, and whatever keeps it from being opened
 */
export async function runShell(
  source: ShellSession | SessionSource,
  context: CommandContext,
  { asksToKeep = false, companion }: Pick<ShellOptions, 'asksToKeep' | 'companion'> = {},
): Promise<ShellEnd> {
  const { words, stdin, stdout, signal, env, colour, linear } = context;
  const screenLoading = loadShell(context);
  const { openHistory } = await import('../shell/line/history.ts');
  const leaving = new AbortController();
  let session: ShellSession | undefined;
  const openSession = async (lend?: Lend) => {
    const ended = AbortSignal.any([signal, leaving.signal]);
    session = 'openSession' in source ? await source.openSession(ended, lend) : source;
    if (leaving.signal.aborted) session.close();
    return session;
  };
  try {
    const begun =
      'openSession' in source && !linear ? { view: source.view, openSession } : await openSession();
    const home = findSlotshHome(env);
    const history = await openHistory(companion ? undefined : join(home.state, 'history'));
    const runShellOn = await screenLoading;
    const end = await runShellOn({
      session: begun,
      openOutlet: makeOutlet,
      writeNodes: streams => writeNodesPlain(words, () => (session ?? source).view, streams),
      findPager: async () => (await import('../hosts/open-pager.ts')).findPager(env),
      ...{ history, words, stdin, stdout, signal, asksToKeep },
      theme: createTheme(colour),
      ...(companion && { companion }),
      docsCache: openDocsCache(home),
    });
    if (end.gaveUp) throw new Failure('interrupted', { during: 'connect' }, { exitCode: 130 });
    return end;
  } finally {
    leaving.abort();
    session?.close();
  }
}

async function loadShell({ linear }: CommandContext): Promise<(options: ShellOptions) => Promise<ShellEnd>> {
  return linear
    ? (await import('../ui/shell/linear/run-linear-shell.ts')).runLinearShell
    : (await import('../ui/shell/run-shell-screen.tsx')).runShellScreen;
}
