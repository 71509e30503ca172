import type { NodeAddress } from './address.ts';
import type { SlotRange } from './slot-ranges.ts';

export type NodeRole = 'master' | 'replica';

/** One line of CLUSTER NODES (redis.io/docs/latest/commands/cluster-nodes). */
export interface ClusterNode {
  /** Node id: 40 hexadecimal digits. */
  id: string;
  address: NodeAddress;
  /** Cluster bus port. */
  busPort: number;
  /** `cluster-announce-hostname`, Redis 7 and later. */
  hostname?: string;
  role: NodeRole;
  /** Raw flags as sent: `myself`, `master`, `slave`, `fail?`, `fail`, `handshake`, `noaddr`, `nofailover`. */
  flags: readonly string[];
  /** Is this the node that was asked? */
  myself: boolean;
  /** The master's node id, for a replica. */
  masterId?: string;
  configEpoch: number;
  linkState: 'connected' | 'disconnected';
  /** Inclusive ranges, ascending; empty for a replica. */
  slots: readonly SlotRange[];
  /** Slots on the way out: `[slot->-id]`. */
  migrating: readonly { slot: number; to: string }[];
  /** Slots on the way in: `[slot-<-id]`. */
  importing: readonly { slot: number; from: string }[];
}
