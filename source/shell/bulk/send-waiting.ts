import type { Failure } from '../../cluster/failure.ts';
import type { BulkCommand } from './bulk-command.ts';
import { judgeRedirected } from './bulk-failures.ts';
import type { NodeChannel } from './node-channel.ts';
import type { SlotChannels } from './slot-channels.ts';
import type { SlotLane } from './slot-lane.ts';

/** Who hears what became of a command that waited. */
export interface WaitingListener {
  onSent(command: BulkCommand): void;
  onFailed(command: BulkCommand, why: Failure): void;
}

/**
 * Sends what waits in a lane, in its order, as far as it may be under way together: over one connection, and nothing behind a
 * command with several keys. `all`: nothing waits any more, and what comes may go to the slot's owner by itself; `no-node`: none
 * serves the slot; `some`: the rest waits for answers.
 */
export function sendWaiting(
  lane: SlotLane,
  channels: SlotChannels,
  { onSent, onFailed }: WaitingListener,
): 'all' | 'some' | 'no-node' {
  let channel: NodeChannel | undefined;
  for (let command = lane.waiting.first; command; command = lane.waiting.first) {
    const failure = judgeRedirected(command);
    if (failure) {
      lane.waiting.shift();
      onFailed(command, failure);
      continue;
    }
    const asked = command.refusal?.kind === 'ASK' ? command.refusal.to : null;
    const next = asked ? channels.to(asked) : channels.toOwner(lane.slot);
    if (!next) return 'no-node';
    // Another connection: what goes there waits until what went here was answered.
    if (channel && next !== channel) return 'some';
    channel = next;
    lane.waiting.shift();
    channel.addAgain(command, asked !== null);
    onSent(command);
    if (command.severalKeys || lane.isProbing) return 'some';
  }
  return !channel || channel === channels.toOwner(lane.slot) ? 'all' : 'some';
}
