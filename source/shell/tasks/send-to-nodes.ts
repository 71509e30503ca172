import type { NodeAddress } from '../../cluster/address.ts';
import { parseRedirection } from '../../cluster/redirection.ts';
import { refuseCommand } from '../../redis/refuse-command.ts';
import type { Reply } from '../../redis/reply.ts';
import { blockingSeconds } from '../commands/blocking-command.ts';
import type { Redirection } from '../events.ts';
import { maskSecrets } from '../line/secret-arguments.ts';
import { ShellFailure } from '../shell-failure.ts';
import { monitorNodes } from '../streams/monitor-nodes.ts';
import { streamCommandOf } from '../streams/stream-command.ts';
import { askAndTell } from './ask-and-tell.ts';
import type { Task } from './task.ts';

/** Milliseconds a node may take for a command that does not wait for anything. */
const ANSWER_MS = 30_000;

/** Commands about the connection they come over, and the next ones on it: there are none. */
const NEED_TO_STAY = new Set([
  ...['MULTI', 'EXEC', 'DISCARD', 'WATCH', 'UNWATCH'],
  ...['ASKING', 'READONLY', 'READWRITE'],
]);

/**
 * `@B GET k`: one command to exactly these nodes, all at once, over connections of its own. The prompt stays where it is;
 * MOVED and ASK are replies as any other, and nobody is asked instead.
 */
export const sendToNodes: Task = async ({ state, pool, streams }, call) => {
  const { args, target = Buffer.from('@'), emit } = call;
  const command = args[0]?.toString().toUpperCase();
  if (command === undefined) throw new ShellFailure('target-without-command', { target: String(target) });
  if (NEED_TO_STAY.has(command)) {
    throw new ShellFailure('target-connection-apart', { target: String(target), command });
  }
  if (streamCommandOf(args)?.kind === 'monitor') return monitorNodes(streams, call);
  const refusal = pool.refuse?.(args) ?? refuseCommand(args);
  if (refusal) throw refusal;
  const shown = maskSecrets(args);
  const redirections: Redirection[] = [];
  await askAndTell(call, args, answerMs(args), (answer, asked) => {
    const redirection =
      'reply' in answer && !state.isStandalone ? redirectionOf(answer.reply, answer.node) : undefined;
    if (redirection) redirections.push(redirection);
    emit({
      type: 'node-answered',
      asked: { ...asked, args: shown },
      ...answer,
      ...(redirection ? { redirection } : {}),
    });
  });
  const [redirection] = redirections;
  if (redirection) emit({ type: 'not-followed', count: redirections.length, redirection });
};

/** A command that waits on the server is waited for as long. */
function answerMs(args: readonly Buffer[]): number {
  const seconds = blockingSeconds(args);
  if (seconds === undefined) return ANSWER_MS;
  return seconds === 0 ? Number.POSITIVE_INFINITY : seconds * 1000 + ANSWER_MS;
}

function redirectionOf(reply: Reply, node: NodeAddress): Redirection | undefined {
  if (reply.type !== 'error') return undefined;
  const said = parseRedirection(reply.value.toString(), node);
  return said?.to ? { ...said, to: said.to } : undefined;
}
