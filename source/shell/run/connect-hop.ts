import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { Redirection } from '../events.ts';
import { describeUnreachable, isLoginFailure, ShellFailure } from '../shell-failure.ts';
import type { CommandRun } from './command-run.ts';
import { SearchElsewhere } from './search-elsewhere.ts';

/** Connects to the prompt's node; nothing was sent yet, so when it is gone another one takes its place. */
export async function connectHere(run: CommandRun): Promise<NodeConnection> {
  const { pool, footing, onStale } = run.context;
  run.tellIfLost();
  const node = run.prompt;
  try {
    return await run.whileGoingOn(pool.connectionTo(node), node);
  } catch (thrown) {
    if (run.signal?.aborted || isLoginFailure(thrown)) throw thrown;
    await run.whileGoingOn(footing.leave(node), node);
    onStale();
    run.tellIfLost();
    if (run.prompt === node) throw thrown;
    return connectHere(run);
  }
}

/** Connects to where `from` redirected the command. @throws {ShellFailure} `redirect-unreachable` */
export async function connectThere(
  run: CommandRun,
  { kind, slot, to }: Redirection,
  from: NodeAddress,
): Promise<NodeConnection> {
  const { pool, state, onStale } = run.context;
  const searching = new SearchElsewhere(to, run.context);
  try {
    return await run.whileGoingOn(Promise.race([pool.connectionTo(to), searching.whenElsewhere]), to);
  } catch (thrown) {
    if (run.signal?.aborted || isLoginFailure(thrown)) throw thrown;
    const diagnosis = await run.whileGoingOn(searching.diagnosis(), to);
    const unreachable = describeUnreachable(to, thrown);
    // It lives, but not at this address for us: whether it is down is for the others to say.
    const lives = diagnosis.answersAt !== undefined || unreachable.reason === 'no-tls';
    state.see(to, lives ? 'suspect' : 'down');
    onStale();
    const facts = { kind, slot, from: formatAddress(from), ...unreachable, diagnosis };
    throw new ShellFailure('redirect-unreachable', facts, { cause: thrown });
  } finally {
    searching.end();
  }
}
