import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { SLOT_COUNT } from '../../cluster/slot-ranges.ts';

type Owner = NodeAddress | undefined;

/**
 * The slot map that a smart client keeps: asked for once, corrected by every MOVED, asked for again after one. It is not the
 * map that the screen shows: that one is read all the time, so it would never be old.
 */
export class SlotCache {
  #owners: Owner[] = [];

  /** Was it filled yet? */
  get isFilled(): boolean {
    return this.#owners.length > 0;
  }

  /** The node that has this slot (0-16383), as far as the cache knows. */
  ownerOf(slot: number): Owner {
    return this.#owners[slot];
  }

  /** Slots with an owner. */
  get known(): number {
    return this.#owners.reduce((count, owner) => (owner ? count + 1 : count), 0);
  }

  /** One slot is elsewhere. */
  correct(slot: number, owner: NodeAddress): void {
    this.#owners[slot] = owner;
  }

  /** Takes over a whole map of 16384 owners; returns how many slots have another one than before. */
  replace(owners: readonly Owner[]): number {
    let changed = 0;
    for (let slot = 0; slot < SLOT_COUNT; slot++) {
      if (!isSame(this.#owners[slot], owners[slot])) changed += 1;
    }
    this.#owners = [...owners];
    return changed;
  }

  /** Puts the slot, or without one every slot, to the next of the cached owners, which is wrong. Returns how many were put. */
  spoil(slot?: number): number {
    const owners = this.#distinctOwners();
    if (owners.length < 2) return 0;
    const next = new Map(
      owners.map((owner, index) => [formatAddress(owner), owners[(index + 1) % owners.length]]),
    );
    const slots = slot === undefined ? [...this.#owners.keys()] : [slot];
    let spoiled = 0;
    for (const one of slots) {
      const owner = this.#owners[one];
      if (!owner) continue;
      this.#owners[one] = next.get(formatAddress(owner));
      spoiled += 1;
    }
    return spoiled;
  }

  #distinctOwners(): NodeAddress[] {
    const found = new Map<string, NodeAddress>();
    for (const owner of this.#owners) if (owner) found.set(formatAddress(owner), owner);
    return [...found.values()];
  }
}

function isSame(a: Owner, b: Owner): boolean {
  return a && b ? sameAddress(a, b) : a === b;
}
