import { type NodeAddress, sameAddress } from '../../cluster/address.ts';
import type { Reply } from '../../redis/reply.ts';
import { commandWords } from '../commands/command-words.ts';

/** CLIENT TRACKING is on for the connection to a node. */
export interface Tracked {
  node: NodeAddress;
  /** Its connection is gone: nothing is said any more when a key changes. */
  lost: boolean;
}

/** The connections with CLIENT TRACKING after a command was answered by `node`. */
export function trackedAfter(
  tracked: readonly Tracked[] = [],
  args: readonly Buffer[],
  reply: Reply,
  node: NodeAddress,
): readonly Tracked[] {
  const [name, second, third] = commandWords(args, 3);
  const said = reply.type === 'status' ? reply.value.toString() : '';
  const isOn = name === 'client' && second === 'tracking' && third === 'on' && said === 'OK';
  const isOff = said === 'RESET' || (name === 'client' && second === 'tracking' && said === 'OK' && !isOn);
  const others = isOn || isOff ? tracked.filter(one => !sameAddress(one.node, node)) : tracked;
  return isOn ? [...others, { node, lost: false }] : others;
}
