import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTarget } from '../../../source/shell/targets/target.ts';

test('a key in @owner(…) keeps its bytes, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), bytes => {
      const key = Buffer.from(bytes);
      const word = Buffer.concat([Buffer.from('@owner('), key, Buffer.from(')')]);
      expect(parseTarget(word)).toEqual([{ kind: 'owner', key }]);
    }),
  );
});

test('any word is some target', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => parseTarget(Buffer.from(bytes)).length > 0));
});
