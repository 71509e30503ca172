/** How many hash slots a cluster has. */
export const SLOT_COUNT = 16384;

/** Inclusive range of hash slots, 0-16383. */
export type SlotRange = readonly [first: number, last: number];

/** `0-5460`, or `5461` for a range of one slot: as Redis prints it in CLUSTER NODES. */
export function formatSlotRange([first, last]: SlotRange): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/** Reads `0-5460` or `5461`; anything else, or outside 0-16383, is undefined. */
export function parseSlotRange(text: string): SlotRange | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first <= last && last < SLOT_COUNT ? [first, last] : undefined;
}

/** The same slots as few ranges, ascending, none touching another. */
export function mergeSlotRanges(ranges: readonly SlotRange[]): SlotRange[] {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** How many slots are in the ranges; one that is in two of them counts once. */
export function countSlots(ranges: readonly SlotRange[]): number {
  return mergeSlotRanges(ranges).reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** What of `within` (all slots by default) is in none of the ranges. */
export function missingSlots(
  ranges: readonly SlotRange[],
  within: SlotRange = [0, SLOT_COUNT - 1],
): SlotRange[] {
  const missing: SlotRange[] = [];
  let next = within[0];
  for (const [first, last] of mergeSlotRanges(ranges)) {
    if (first > within[1]) break;
    if (first > next) missing.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= within[1]) missing.push([next, within[1]]);
  return missing;
}

/** Slot numbers as ranges. */
export function slotsToRanges(slots: Iterable<number>): SlotRange[] {
  return mergeSlotRanges([...slots].map(slot => [slot, slot] as const));
}

/** Is every slot of `inner` in one of `outer`? */
export function coversSlots(outer: readonly SlotRange[], inner: readonly SlotRange[]): boolean {
  return countSlots([...outer, ...inner]) === countSlots(outer);
}
