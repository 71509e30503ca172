import { expect, test } from 'vitest';
import { roughBytes, roughCount } from '../../../source/ui/components/format-quantity.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1.0k'],
  [9949, '9.9k'],
  [9950, '10k'],
  [56_321, '56k'],
  [123_456, '120k'],
  [994_999, '990k'],
  [995_000, '1.0M'],
  [1_234_567, '1.2M'],
])('%i things: %s', (count, text) => {
  expect(roughCount(count)).toBe(text);
});

test.each([
  [0, '0 B'],
  [850, '850 B'],
  [1024, '1.0 KB'],
  [1_700_000, '1.6 MB'],
  [12_345_678, '12 MB'],
  [1_045_000_000, '1.0 GB'],
  [2 ** 60, '1000000 TB'],
])('%i bytes: %s', (bytes, text) => {
  expect(roughBytes(bytes)).toBe(text);
});
