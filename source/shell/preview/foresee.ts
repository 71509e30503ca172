import { type NodeAddress, sameAddress } from '../../cluster/address.ts';
import type { RoutingMode } from '../state/routing-mode.ts';
import type { Transaction } from '../state/transaction.ts';
import type { Expectation, PreviewKey } from './line-preview.ts';

/** From where, and how, a command with keys would be sent. */
export interface Footprint {
  /** The node it goes to, where nothing else decides. */
  from: NodeAddress | undefined;
  mode: RoutingMode;
  /** The slot's owner by the cache of mode smart. */
  cachedOwner(slot: number): NodeAddress | undefined;
  transaction?: Transaction;
  /** Was this replica told READONLY? */
  answersReads(node: NodeAddress): boolean;
  /** The id of a replica's master. */
  masterOf(node: NodeAddress): string | undefined;
}

/** What to expect of a command with these keys. */
export function foresee(keys: readonly PreviewKey[], writes: boolean, footprint: Footprint): Expectation {
  const [first] = keys;
  if (keys.some(key => key.slot !== first?.slot)) return 'cross-slot';
  if (!first?.owner) return 'unknown';
  const { address, migrating } = first.owner;
  const { transaction, mode } = footprint;
  if (transaction && transaction.queued > 0) {
    if (!sameAddress(transaction.node, address)) return 'refused';
    if (transaction.slot !== undefined && transaction.slot !== first.slot) return 'other-slot';
  }
  const to = mode === 'smart' && !transaction ? footprint.cachedOwner(first.slot) : footprint.from;
  // A cache that is not filled yet is read before the command is sent.
  if (!to) return mode === 'smart' && footprint.from ? 'straight' : 'unknown';
  if (!sameAddress(address, to)) {
    const isOwnReplica = footprint.masterOf(to) === first.owner.id;
    return !writes && isOwnReplica && footprint.answersReads(to) ? 'read-here' : 'moved';
  }
  if (migrating.some(({ slot }) => slot === first.slot)) return 'moving';
  return footprint.from && sameAddress(to, footprint.from) ? 'here' : 'straight';
}
