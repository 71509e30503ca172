import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import { within } from '../../cluster/within.ts';
import { NodeNotAnswering } from '../../redis/command-failure.ts';
import type { NodeConnection, TimedReply } from '../../redis/node-connection.ts';
import { blockingSeconds } from '../commands/blocking-command.ts';
import { overConnection } from '../nodes/over-connection.ts';
import { ShellFailure } from '../shell-failure.ts';
import type { CommandRun } from './command-run.ts';
import type { Hop } from './send-hop.ts';

/** Milliseconds for a second connection to end the wait of the first; after them the first one is closed. */
const PATIENCE_MS = 1000;

/**
 * Sends a hop's command and waits for its answer, unless the person stops it. One that waits on the node (BLPOP) is ended by
 * CLIENT UNBLOCK over a connection of its own: what the session has on its connection stays (protocol, READONLY, CLIENT
 * TRACKING, WATCH), and an element that was popped in that moment is shown instead of lost. Where that is not to be had,
 * and for all other commands, the connection is closed.
 * @throws {ShellFailure} `wait-ended`, or `command-interrupted` where the connection was closed
 */
export async function answerUnlessStopped(
  run: CommandRun,
  { node, connection, asking, args = run.args }: Hop,
): Promise<TimedReply> {
  const waits = blockingSeconds(args) !== undefined && !run.context.state.transaction;
  // All at once, so that nothing comes between: ASKING is for the very next command. Its reply is always OK.
  const own = waits && run.signal ? clientId(connection) : undefined;
  const asked = asking ? connection.send(['ASKING']) : undefined;
  const answered = Promise.all([connection.send(args, run.onArriving), asked, own]);
  if (!own || !run.signal) return (await run.whileGoingOn(answered, node, connection))[0];
  if ((await firstOf(answered, run.signal)) === 'stopped') {
    const isOver = await unblock(run, node, own)
      .then(() => within(PATIENCE_MS, answered, () => late(node)))
      .then(
        () => true,
        () => false,
      );
    // The signal is aborted: this closes the connection.
    if (!isOver) await run.whileGoingOn(answered, node, connection);
  }
  const [answer] = await answered;
  const { reply } = answer;
  if (reply.type !== 'error' || !reply.value.toString().startsWith('UNBLOCKED')) return answer;
  const facts = { command: run.name, node: formatAddress(node) };
  throw new ShellFailure('wait-ended', facts, { exitCode: 130 });
}

/** What each connection is called by its node; it stays the same, so it is asked once. */
const clientIds = new WeakMap<NodeConnection, Promise<TimedReply>>();

function clientId(connection: NodeConnection): Promise<TimedReply> {
  const known = clientIds.get(connection);
  if (known) return known;
  const asked = connection.send(['CLIENT', 'ID']);
  clientIds.set(connection, asked);
  return asked;
}

/** Which comes first, the answer (or its failure) or the signal? */
function firstOf(answered: Promise<unknown>, signal: AbortSignal): Promise<'answered' | 'stopped'> {
  return new Promise(resolve => {
    const stop = () => resolve('stopped');
    const settle = () => {
      signal.removeEventListener('abort', stop);
      resolve('answered');
    };
    answered.then(settle, settle);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/**
 * Ends the wait of the session's connection to a node, if it still waits.
 * @throws {Failure} when the node does not let us, or not in time
 */
async function unblock({ context }: CommandRun, node: NodeAddress, own: Promise<TimedReply>): Promise<void> {
  const { reply: id } = await within(PATIENCE_MS, own, () => late(node));
  if (id.type !== 'integer') throw late(node);
  await overConnection(context.pool.connectApart(node, PATIENCE_MS), async second => {
    const ended = second.send(['CLIENT', 'UNBLOCK', id.value, 'ERROR']);
    const { reply } = await within(PATIENCE_MS, ended, () => late(node));
    if (reply.type !== 'integer') throw late(node);
  });
}

function late(node: NodeAddress): NodeNotAnswering {
  return new NodeNotAnswering(node, 'CLIENT UNBLOCK', PATIENCE_MS);
}
