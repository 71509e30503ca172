import type { NodeAddress } from './address.ts';
import type { SlotRange } from './slot-ranges.ts';

/** A node that may take part, and the machine it stands on: two nodes share a machine when `machine` is equal. */
export interface PlanNode extends NodeAddress {
  /** Identity of the machine (from facts), not an address: `127.0.0.1` and `localhost` are one machine. */
  machine: string;
}

export interface PlannedMaster {
  node: PlanNode;
  /** What the new master gets. */
  slots: SlotRange;
}

interface PlannedReplica {
  node: PlanNode;
  master: NodeAddress;
}

/** Who will be master of which slots, and who will be whose replica. Plain data; deterministic. */
export interface ClusterPlan {
  /** In the order of redis-cli: `Master[0] -> Slots 0 - 5460`. */
  masters: readonly PlannedMaster[];
  /** In the order redis-cli prints `Adding replica … to …`. */
  replicas: readonly PlannedReplica[];
  /** Where the placement cannot be good, by no fault of the planner. */
  warnings: readonly PlanWarning[];
}

export type PlanWarning =
  | { id: 'replica-beside-master'; replica: NodeAddress; master: NodeAddress }
  | { id: 'replicas-of-one-master-together'; master: NodeAddress; machine: string }
  | { id: 'majority-on-one-machine'; machine: string; masters: number; of: number };
