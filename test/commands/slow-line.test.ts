import { expect, it } from 'vitest';
import { slowLine } from '../../source/commands/slow-line.ts';

it.each([
  [0, ''],
  [499.9, ''],
  [500, '(0.50s)\n'],
  [1896, '(1.90s)\n'],
  [61_000, '(61.00s)\n'],
])('a line of %d ms: %j', (ms, told) => {
  expect(slowLine(ms)).toBe(told);
});
