import { join } from 'node:path';
import { type ExitCode, Failure } from '../cluster/failure.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import type { ShellSession } from '../shell/session.ts';
import type { ShellOptions } from '../ui/shell/drive-shell.ts';
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
  const { asksToKeep } = target;
  return runShell(openAsking(target, context), context, { ...(asksToKeep && { asksToKeep }) });
}

/**
 * Runs the shell on a session that is being opened, until the person leaves, and closes it. With a companion its lines are
 * remembered until then, and no longer.
 */
export async function runShell(
  opening: Promise<ShellSession>,
  context: CommandContext,
  { asksToKeep = false, companion }: Pick<ShellOptions, 'asksToKeep' | 'companion'> = {},
): Promise<ShellLeft> {
  const { words, stdin, stdout, signal, env, colour } = context;
  // Ink takes longer to load than a node to answer: both at once.
  const screenLoading = loadShell(context);
  const historyLoading = import('../shell/line/history.ts').then(({ openHistory }) =>
    openHistory(companion ? undefined : join(findSlotshHome(env).state, 'history')),
  );
  const session = await opening;
  try {
    const runShellOn = await screenLoading;
    const history = await historyLoading;
    const theme = createTheme(colour);
    const docsCache = openDocsCache(findSlotshHome(env));
    return await runShellOn({
      openOutlet: makeOutlet,
      writeNodes: streams => writeNodesPlain(words, () => session.view, streams),
      findPager: async () => (await import('../hosts/open-pager.ts')).findPager(env),
      ...{ session, history, words, theme, stdin, stdout, signal, asksToKeep },
      ...(companion && { companion }),
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
