import { type NodeAddress, sameAddress } from '../../cluster/address.ts';
import type { SessionState } from '../state/session-state.ts';
import type { NodePool } from './node-pool.ts';

/**
 * The address that the table has a node by. A redirection may name it by its host name: the pool learns that as another
 * way to the same node.
 */
export function knownAddress(to: NodeAddress, state: SessionState, pool: NodePool): NodeAddress {
  const known = state.nodeAt(to)?.address;
  if (!known || sameAddress(known, to)) return to;
  pool.alias(known, to);
  return known;
}
