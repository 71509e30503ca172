import type { NodeAddress } from '../../../cluster/address.ts';
import type { HopEventOf } from '../../events.ts';
import type { RoutingMode } from '../../state/routing-mode.ts';

/** A line of the NAT map: each a host, or host:port. */
export interface MappedAddress {
  announced: string;
  dialled: string;
}

/** How commands find their node, and what was changed about it. */
export type RoutingEvent =
  | { type: 'mode-told'; mode: RoutingMode }
  /** Mode smart was chosen: its cache was filled. */
  | HopEventOf<'cache-refreshed'>
  /** `:stale`: how many slots the cache has wrong now; of one slot, whose it was in the cache and is. */
  | { type: 'cache-spoiled'; slots: number; one?: { slot: number; was: NodeAddress; is: NodeAddress } }
  /** Nothing is cached in this mode. */
  | { type: 'no-cache' }
  /** The NAT map as it is, and what was changed: an entry added, or one removed that was there or not. */
  | {
      type: 'nat-told';
      entries: readonly MappedAddress[];
      added?: MappedAddress;
      removed?: { announced: string; wasThere: boolean };
    };
