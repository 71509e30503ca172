import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import { toFailure } from '../../cluster/failure.ts';
import type { TimedReply } from '../../redis/node-connection.ts';
import { maskSecrets } from '../line/secret-arguments.ts';
import type { CommandRun } from './command-run.ts';

/** One hop, as events tell of it. */
export interface ToldHop {
  node: NodeAddress;
  /** The address that is asked, where it is another one than the node's: a redirection without a host is to this one. */
  asked?: NodeAddress;
  args: readonly Buffer[];
  asking?: boolean;
}

/**
 * Tells of a hop while it goes on: that it is sent, then what is answered, if anything is, or why it failed.
 * @param send sends, and waits for the answer
 * @throws {Failure} what `send` throws
 */
export async function tellHop<A extends TimedReply | undefined>(
  run: CommandRun,
  { node, asked = node, args, asking = false }: ToldHop,
  send: () => Promise<A>,
): Promise<A> {
  run.visited.push(formatAddress(node));
  const hop = run.hops;
  const started = performance.now();
  run.emit({ type: 'hop-sent', hop, node, args: maskSecrets(args), asking });
  try {
    const answer = await send();
    if (!answer) return answer;
    const { reply, ms } = answer;
    const redirection = run.redirectionOf(reply, { address: asked });
    const followed = redirection?.to ? { redirection: { ...redirection, to: redirection.to } } : {};
    run.emit({ type: 'hop-answered', hop, node, reply, ms, ...followed });
    return answer;
  } catch (thrown) {
    const failure = toFailure(thrown);
    run.emit({ type: 'hop-failed', hop, node, ms: performance.now() - started, failure: failure.data });
    throw failure;
  }
}
