import type { NodeAddress } from '../../cluster/address.ts';
import type { Reply } from '../../redis/reply.ts';
import { keyPlaces } from '../commands/key-places.ts';
import type { RefreshReason } from '../events.ts';
import { knownAddress } from '../nodes/known-address.ts';
import { isLoginFailure } from '../shell-failure.ts';
import { refreshCache } from '../smart/refresh-cache.ts';
import type { RoutingMode } from '../state/routing-mode.ts';
import { pinOf } from '../state/transaction.ts';
import type { CommandRun } from './command-run.ts';
import { connectHere } from './connect-hop.ts';
import { followRedirections } from './follow-redirections.ts';
import { learnRedirection } from './learn-redirection.ts';
import { type Hop, sendHop } from './send-hop.ts';

/** A way to run a command: resolves with the reply, or with none for a SHUTDOWN that was heard. @throws {Failure} */
type RunInMode = (run: CommandRun) => Promise<Reply | undefined>;

/** How a command finds its node, in each mode. */
export const runInMode: Record<RoutingMode, RunInMode> = {
  follow: runFollowing,
  strict: runStrictly,
  smart: runSmartly,
};

/** From the prompt's node, and on; the prompt goes where MOVED says. (redis-cli moves it at ASK too, and is sent back by the next command.) */
async function runFollowing(run: CommandRun): Promise<Reply | undefined> {
  return followRedirections(run, await hopHere(run), ({ to }) => run.movePrompt(to));
}

/** To the prompt's node and nowhere else: a redirection is the reply. */
async function runStrictly(run: CommandRun): Promise<Reply | undefined> {
  const { state, pool } = run.context;
  const hop = await hopHere(run);
  const reply = await sendHop(run, hop);
  const redirection = reply && run.redirectionOf(reply, hop.connection);
  if (redirection?.to) {
    const { kind, slot, to } = redirection;
    learnRedirection(run, { kind, slot, to: knownAddress(to, state, pool) });
  }
  return reply;
}

/**
 * To the owner of its slot by the cache; a MOVED corrects the cache, which is then read anew before the command goes on, as
 * Jedis has it. The prompt stays where it is: commands without a key go there, and a transaction lives there.
 */
async function runSmartly(run: CommandRun): Promise<Reply | undefined> {
  return followRedirections(run, await hopByCache(run), async ({ slot, to }) => {
    run.context.cache.correct(slot, to);
    await refresh(run, to, 'moved');
  });
}

async function hopHere(run: CommandRun): Promise<Hop> {
  const connection = await connectHere(run);
  return { node: run.prompt, connection };
}

/** The first hop by the cache. When the cached node does not answer, the cache is read anew, once; nothing was sent yet. */
async function hopByCache(run: CommandRun): Promise<Hop> {
  const { state, cache, commands, onStale } = run.context;
  const stays = state.isStandalone || pinOf(run.args, state.pins) !== undefined;
  const [key] = stays ? [] : keyPlaces(run.args, state.map, commands.table);
  if (!key) return hopHere(run);
  if (!cache.isFilled) await refresh(run, run.prompt, 'empty');
  const { slot } = key;
  const node = cache.ownerOf(slot);
  run.emit({ type: 'slot-cached', slot, ...(node ? { node } : {}) });
  if (!node) return hopHere(run);
  try {
    return await hopTo(run, node);
  } catch (thrown) {
    if (run.signal?.aborted || isLoginFailure(thrown)) throw thrown;
    onStale();
    const here = await hopHere(run);
    await refresh(run, here.node, 'unreachable');
    const better = cache.ownerOf(slot);
    run.emit({ type: 'slot-cached', slot, ...(better ? { node: better } : {}) });
    return better ? hopTo(run, better) : here;
  }
}

async function hopTo(run: CommandRun, node: NodeAddress): Promise<Hop> {
  return { node, connection: await run.whileGoingOn(run.context.pool.connectionTo(node), node) };
}

async function refresh(run: CommandRun, node: NodeAddress, why: RefreshReason): Promise<void> {
  run.emit(await run.whileGoingOn(refreshCache(run.context, node, why), node));
}
