import { setTimeout as pause } from 'node:timers/promises';
import type { NodeAddress } from '../../cluster/address.ts';
import { keySlot } from '../../cluster/key-slot.ts';
import { CommandRun } from '../run/command-run.ts';
import type { RunContext } from '../run-command.ts';
import { subscribe } from './subscribe.ts';
import type { SubscriptionKind } from './subscription-link.ts';

/** Milliseconds before the second try, and between tries at the most: a failover takes seconds. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2000;

/**
 * Subscribes anew to what was lost, again and again until it stands or `signal` says to end. Resolves with the last node that
 * took them, or with nothing when it was ended. Never rejects.
 */
export async function reopenSubscriptions(
  lost: readonly { kind: SubscriptionKind; names: readonly Buffer[] }[],
  context: RunContext,
  signal: AbortSignal,
): Promise<NodeAddress | undefined> {
  let node: NodeAddress | undefined;
  for (const { kind, names } of lost) {
    for (const group of kind === 'ssubscribe' ? bySlot(names) : [names]) {
      node = await subscribeUntilItStands([Buffer.from(kind), ...group], context, signal);
    }
  }
  return signal.aborted ? undefined : node;
}

async function subscribeUntilItStands(
  args: readonly Buffer[],
  context: RunContext,
  signal: AbortSignal,
): Promise<NodeAddress | undefined> {
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      const run = new CommandRun(args, context, () => undefined, signal);
      const here = await context.footing.stand();
      const end = await subscribe(run, here, true);
      if ('node' in end) return end.node;
    } catch {
      // Not yet: the node may be on its way up, or the others on their way to choose another.
      context.onStale();
    }
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** One SSUBSCRIBE is about one slot. */
function bySlot(channels: readonly Buffer[]): Buffer[][] {
  const groups = new Map<number, Buffer[]>();
  for (const channel of channels) {
    const slot = keySlot(channel);
    groups.set(slot, [...(groups.get(slot) ?? []), channel]);
  }
  return [...groups.values()];
}
