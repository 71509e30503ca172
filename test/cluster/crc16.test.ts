import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc16 } from '../../source/cluster/crc16.ts';
import { keySlot } from '../../source/cluster/key-slot.ts';

test("the specification's example, and the slot of every key without a brace", () => {
  expect(crc16(Buffer.from('123456789'))).toBe(0x31c3);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
      const key = Buffer.from(bytes.map(byte => (byte === 0x7b ? 0x7c : byte)));
      expect(crc16(key) % 16384).toBe(keySlot(key));
    }),
  );
});
