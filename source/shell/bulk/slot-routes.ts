import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { SLOT_COUNT } from '../../cluster/slot-ranges.ts';
import type { ClusterMap } from '../state/cluster-map.ts';

/**
 * Who owns each slot: by the map, and by what MOVED has said since. The map is read from one node, which may hear of a
 * change later than the node that answered; what MOVED said holds until the map says the same, or that owner is lost.
 */
export class SlotRoutes {
  readonly #moved = new Map<number, NodeAddress>();
  #map: ClusterMap;

  constructor(map: ClusterMap) {
    this.#map = map;
  }

  ownerOf(slot: number): NodeAddress | undefined {
    return this.#moved.get(slot) ?? this.#map.owners[slot]?.address;
  }

  /** MOVED said so. */
  learn(slot: number, owner: NodeAddress): void {
    this.#moved.set(slot, owner);
  }

  /** This node is lost: what MOVED said of it is no better than the map. */
  forget(node: NodeAddress): void {
    for (const [slot, owner] of this.#moved) if (sameAddress(owner, node)) this.#moved.delete(slot);
  }

  /** Takes over a newer map; the slots that have another owner now. */
  refresh(map: ClusterMap): number[] {
    const changed: number[] = [];
    for (let slot = 0; slot < SLOT_COUNT; slot++) {
      const before = this.ownerOf(slot);
      const said = map.owners[slot]?.address;
      const moved = this.#moved.get(slot);
      if (moved && said && sameAddress(moved, said)) this.#moved.delete(slot);
      const now = this.#moved.get(slot) ?? said;
      if (before !== now && nameOf(before) !== nameOf(now)) changed.push(slot);
    }
    this.#map = map;
    return changed;
  }
}

function nameOf(address: NodeAddress | undefined): string {
  return address ? formatAddress(address) : '';
}
