import type { NodeAddress } from '../../cluster/address.ts';
import type { Reply } from '../../redis/reply.ts';
import { knownAddress } from '../nodes/known-address.ts';
import type { CommandRun } from '../run/command-run.ts';
import { judgeRedirection } from '../run/judge-redirection.ts';
import { tellHop } from '../run/tell-hop.ts';

/**
 * Sends SUBSCRIBE or one of its kin to `first`, over the connection for its subscriptions, and follows MOVED: a shard channel
 * is the slot's owner's. The prompt stays, the stream is not on its connection. Resolves with the node when all is confirmed,
 * or with the error that was answered.
 * @param quiet the confirmations are no news: it was subscribed to before
 * @throws {Failure} why there is no answer, or why a redirection is not followed
 */
export async function subscribe(
  run: CommandRun,
  first: NodeAddress,
  quiet = false,
): Promise<{ node: NodeAddress } | { refusal: Reply }> {
  const { state, pool } = run.context;
  let node = first;
  for (;;) {
    const refusal = await askOnce(run, node, quiet);
    if (!refusal) return { node };
    const redirection = state.mode === 'strict' ? undefined : run.redirectionOf(refusal, { address: node });
    if (redirection?.kind !== 'MOVED') return { refusal };
    const { visited, name } = run;
    const { to } = judgeRedirection(redirection, node, { command: name, inTransaction: false, visited });
    run.context.onStale();
    node = knownAddress(to, state, pool);
  }
}

/** Resolves with the error that the node answered, if it did. */
async function askOnce(run: CommandRun, node: NodeAddress, quiet: boolean): Promise<Reply | undefined> {
  const started = performance.now();
  const refused = await tellHop(run, { node, args: run.args }, async () => {
    const link = await run.whileGoingOn(run.context.streams.linkTo(node), node);
    const refusal = await run.whileGoingOn(link.ask(run.args, quiet), node);
    return refusal && { reply: refusal, ms: performance.now() - started };
  });
  return refused?.reply;
}
