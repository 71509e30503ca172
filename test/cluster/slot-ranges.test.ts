import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slotOwners } from '../../source/cluster/slot-owners.ts';
import {
  countSlots,
  coversSlots,
  formatSlotRange,
  mergeSlotRanges,
  missingSlots,
  parseSlotRange,
  SLOT_COUNT,
  type SlotRange,
  slotsToRanges,
} from '../../source/cluster/slot-ranges.ts';

const range = fc
  .tuple(fc.nat(SLOT_COUNT - 1), fc.nat(200))
  .map(([first, length]): SlotRange => [first, Math.min(SLOT_COUNT - 1, first + length)]);
const ranges = fc.array(range, { maxLength: 20 });

function slotsOf(list: readonly SlotRange[]): Set<number> {
  return new Set(
    list.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
  );
}

describe('text', () => {
  test('what is written is read back', () => {
    fc.assert(
      fc.property(range, value => {
        expect(parseSlotRange(formatSlotRange(value))).toEqual(value);
      }),
    );
    expect(formatSlotRange([7, 7])).toBe('7');
  });

  test.each(['', '-', '1-', '-1', '5-3', '16384', '0-16384', '1 2', '0x1', '1-2-3', '１'])(
    '%j is no range',
    text => {
      expect(parseSlotRange(text)).toBeUndefined();
    },
  );
});

describe('sets of slots', () => {
  test('merging keeps every slot and leaves gaps between ranges', () => {
    fc.assert(
      fc.property(ranges, list => {
        const merged = mergeSlotRanges(list);
        expect(slotsOf(merged)).toEqual(slotsOf(list));
        expect(countSlots(list)).toBe(slotsOf(list).size);
        merged.slice(1).forEach(([first], index) => {
          expect(first).toBeGreaterThan(merged[index]![1] + 1);
        });
      }),
    );
  });

  test('missing slots are the others, within all or within a range', () => {
    fc.assert(
      fc.property(ranges, range, (list, within) => {
        expect(countSlots([...list, ...missingSlots(list)])).toBe(SLOT_COUNT);
        expect(countSlots(missingSlots(list)) + countSlots(list)).toBe(SLOT_COUNT);
        const taken = slotsOf(list);
        const left = [...slotsOf([within])].filter(slot => !taken.has(slot));
        expect(missingSlots(list, within)).toEqual(slotsToRanges(left));
        expect(coversSlots(list, [within])).toBe(left.length === 0);
      }),
    );
  });

  test('owners are found by slot', () => {
    const a = { slots: [[0, 1]] as const };
    const b = { slots: [[3, 3]] as const };
    expect(slotOwners([a, b]).slice(0, 5)).toEqual([a, a, undefined, b, undefined]);
    expect(slotOwners([])).toHaveLength(SLOT_COUNT);
  });
});
