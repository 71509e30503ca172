import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moveSlot } from '../../source/cluster/move-slot.ts';
import { parseNodeTable } from '../../source/cluster/node-table.ts';
import { slotOwners } from '../../source/cluster/slot-owners.ts';

test('a moved slot has its new owner, and no other slot another one', () => {
  const line = (id: string, slots: string) =>
    `${id.repeat(40)} 127.0.0.1:${6370 + Number(id)}@1637${id} master - 0 0 1 connected ${slots}`;
  const { nodes } = parseNodeTable(
    [line('1', `0-99 200 [50->-${'2'.repeat(40)}]`), line('2', '100-199'), line('3', '')].join('\n'),
  );
  const slots = fc.integer({ min: 0, max: 300 });
  fc.assert(
    fc.property(slots, fc.constantFrom(...nodes), (slot, to) => {
      const before = slotOwners(nodes);
      const after = slotOwners(moveSlot(nodes, slot, to.id));
      expect(after.map(node => node?.id)).toEqual(before.map((node, at) => (at === slot ? to.id : node?.id)));
    }),
    { numRuns: 30 },
  );
  expect(moveSlot(nodes, 50, nodes[1]!.id)[0]!.migrating).toEqual([]);
});
