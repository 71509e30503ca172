import { Failure } from '../cluster/failure.ts';
import type { ShellSession } from '../shell/session.ts';
import { isLoginFailure } from '../shell/shell-failure.ts';
import type { Lend } from '../ui/shell/lendable-display.ts';
import { tellConnecting } from '../ui/shell/transcript/tell-connecting.ts';
import { afterAsking } from './after-asking.ts';
import { askSession } from './ask-session.ts';
import type { CommandContext } from './context.ts';
import type { Target } from './find-target.ts';
import type { ThroughHosts } from './through-hosts.ts';

/** What the shell is opened on. */
export interface ShellTarget extends Pick<Target, 'name' | 'seeds' | 'readOnly' | 'job'>, ThroughHosts {
  /** Leaving asks whether the cluster stays. */
  asksToKeep?: boolean;
}

/**
 * Opens the session of a shell. Where hosts of tunnels have something to ask for that, they ask and it is tried again; when a node
 * wants a password, it is asked for until a session stands.
 * @param lend takes the screen away for each question, where one is drawn
 * @throws {Failure} `interrupted` when no password is given, and whatever keeps the session from being opened
 */
export async function openAsking(
  target: ShellTarget,
  context: CommandContext,
  lend: Lend = work => work(),
): Promise<ShellSession> {
  const { openSession } = await import('../shell/open-session.ts');
  const { name, seeds } = target;
  const connection = { ...target.connection, signal: context.signal };
  const common = { name, seeds, madeHere: target.job !== undefined, readOnly: target.readOnly ?? false };
  const { words, stdout, linear } = context;
  const [first = { host: name, port: 0 }] = seeds;
  const open = () => {
    const opening = openSession({ ...common, connection });
    return linear ? tellConnecting(opening, { node: first, words, stdout }) : opening;
  };
  const ask = async () =>
    !context.signal.aborted &&
    target.askHosts(async () => (await import('./host-prompts.ts')).hostPrompts(context, lend));
  try {
    return await afterAsking(open, ask, false);
  } catch (thrown) {
    if (!isLoginFailure(thrown)) throw thrown;
    const { node } = thrown.facts;
    const { username } = connection;
    const refusal = { address: username ? `${username}@${node}` : node, failure: thrown.data };
    const openWith = (password: string, signal: AbortSignal) =>
      openSession({ ...common, connection: { ...connection, password, signal } });
    const askForIt = async () => {
      if (!linear)
        return askSession({
          refusal,
          context,
          open: ({ password = '' }, signal) => openWith(password, signal),
        });
      const { askPassword } = await import('./ask-password.ts');
      return askPassword(refusal, password => openWith(password, context.signal), context);
    };
    const session = await lend(askForIt);
    if (session === null || typeof session === 'string')
      throw new Failure('interrupted', { during: 'connect' }, { exitCode: 130 });
    return session;
  }
}
