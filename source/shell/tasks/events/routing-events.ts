import type { NodeAddress } from '../../../cluster/address.ts';
import type { NatEntry } from '../../../redis/nat-map.ts';
import type { HopEvent } from '../../events.ts';
import type { RoutingMode } from '../../routing-mode.ts';

/** How commands find their node, and what was changed about it. */
export type RoutingEvent =
  | { type: 'mode-told'; mode: RoutingMode }
  /** Mode smart was chosen: its cache was filled. */
  | Extract<HopEvent, { type: 'cache-refreshed' }>
  /** `:stale`: how many slots the cache has wrong now; of one slot, whose it was in the cache and is. */
  | { type: 'cache-spoiled'; slots: number; one?: { slot: number; was: NodeAddress; is: NodeAddress } }
  /** Nothing is cached in this mode. */
  | { type: 'no-cache' }
  /** The NAT map as it is, and what was changed: an entry added, or one removed that was there or not. */
  | {
      type: 'nat-told';
      entries: readonly NatEntry[];
      added?: NatEntry;
      removed?: { announced: string; wasThere: boolean };
    };
