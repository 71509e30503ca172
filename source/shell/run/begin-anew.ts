import type { ParsedRedirection } from '../../cluster/redirection.ts';
import type { Reply } from '../../redis/reply.ts';
import type { CommandRun } from './command-run.ts';
import { type Hop, sendHop } from './send-hop.ts';

const MULTI = [Buffer.from('MULTI')];
const DISCARD = [Buffer.from('DISCARD')];

/** May the open transaction go where its first command was redirected? Only while nothing is in it and no key is watched. */
export function mayBeginAnew({ context }: CommandRun, { kind, to }: ParsedRedirection): boolean {
  const { transaction, watch } = context.state.pins;
  return kind === 'MOVED' && to !== undefined && transaction?.queued === 0 && !watch;
}

/**
 * Ends the transaction in which nothing is yet, and begins it on the node of its first key. Resolves with nothing when it
 * has begun there, else with what the node answered that would not.
 * @throws {Failure} as `sendHop`
 */
export async function beginAnew(run: CommandRun, from: Hop, to: Hop): Promise<Reply | undefined> {
  for (const hop of [
    { ...from, args: DISCARD },
    { ...to, args: MULTI },
  ]) {
    const reply = await sendHop(run, hop);
    if (reply?.type !== 'status') return reply;
  }
  run.movePrompt(to.node);
  run.emit({ type: 'transaction-moved', from: from.node, to: to.node });
  return undefined;
}
