/** How many hash slots a cluster has. */
export const SLOT_COUNT = 16384;

/** Inclusive range of hash slots, 0-16383. */
export type SlotRange = readonly [first: number, last: number];
