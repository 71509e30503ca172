import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keySlot } from '../../../source/cluster/key-slot.ts';
import { cureCrossSlot } from '../../../source/shell/preview/cure-cross-slot.ts';

const cure = (...names: string[]) => cureCrossSlot(names)?.join(' ');

test.each([
  ['order:1 order:2', '{order}:1 {order}:2'],
  ['user:7:name user:7:mail', '{user:7}:name {user:7}:mail'],
  ['user:7 user:7:mail', 'user:7 {user:7}:mail'],
  ['orders:1 order:2', 'orders:1 {orders:1}:order:2'],
  ['a b', 'a {a}:b'],
  ['a {b}:c', 'a {a}:b:c'],
  ['{u}:1 {v}:2', '{u}:1 {u}:v:2'],
  ['{u}:1 u:2', '{u}:1 {u}:2'],
  ['键:1 键:2', '{键}:1 {键}:2'],
])('%s', (keys, expected) => {
  expect(cure(...keys.split(' '))).toBe(expected);
});

test('none where it would not be readable, or a tag could not be made', () => {
  expect(cure('', 'b')).toBeUndefined();
  expect(cure('a}', 'b')).toBeUndefined();
  expect(cure('{}a', 'b')).toBeUndefined();
  expect(cureCrossSlot(['\ufffd', 'b'])).toBeUndefined();
});

test('whatever the keys, the names are all in one slot', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '1', ':', '.', '{', '}', '键'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(name, { minLength: 2, maxLength: 5 }), names => {
      const cured = cureCrossSlot(names);
      fc.pre(cured !== undefined);
      expect(cured).toHaveLength(names.length);
      expect(new Set(cured.map(one => keySlot(one))).size).toBe(1);
    }),
  );
});
