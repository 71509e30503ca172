import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLine } from '../../../source/shell/line/split-line.ts';
import { splitTyped } from '../../../source/shell/line/split-typed.ts';

test('what stands before the change is the same as before, not only equal to it', () => {
  const before = splitTyped('mset "a b" 1 c').args;
  const after = splitTyped('mset "a b" 1 cd').args;
  expect([after[0], after[1], after[2]].map((arg, index) => arg === before[index])).toEqual([
    true,
    true,
    true,
  ]);
  expect(after[3]).toEqual({ bytes: Buffer.from('cd'), start: 13, end: 15 });
});

test('whatever is typed, pasted or deleted anywhere, the line is split as if it were new', () => {
  const character = fc.constantFrom('a', 'b', ' ', '"', "'", '\\', 'x41', '\t', '\v', '\0', '键');
  const edit = fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.string({ unit: character }) });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 20 }), edits => {
      let line = '';
      for (const { at, remove, insert } of edits) {
        const place = at % (line.length + 1);
        line = line.slice(0, place) + insert + line.slice(place + remove);
        expect(splitTyped(line)).toEqual(splitLine(line));
      }
    }),
  );
});
