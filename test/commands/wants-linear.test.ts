import { expect, test } from 'vitest';
import { wantsLinear } from '../../source/commands/wants-linear.ts';

test.each<[boolean, Record<string, string>, boolean]>([
  [false, {}, false],
  [true, {}, true],
  [false, { SLOTSH_LINEAR: '1' }, true],
  [false, { SLOTSH_LINEAR: '0' }, false],
  [false, { INK_SCREEN_READER: 'true' }, true],
  [false, { INK_SCREEN_READER: 'false', SLOTSH_LINEAR: '' }, false],
])('flag %s, %j', (flag, env, wanted) => {
  expect(wantsLinear(flag, env)).toBe(wanted);
});
