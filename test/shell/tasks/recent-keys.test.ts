import { expect, test } from 'vitest';
import { RecentKeys } from '../../../source/shell/tasks/keys/recent-keys.ts';

const key = (index: number) => Buffer.from(`key:${index}`);

test('a key that comes again is known, and what is remembered does not grow for ever', () => {
  const seen = new RecentKeys();
  const fresh = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => seen.add(key(from + index))).filter(Boolean).length;
  expect(fresh(0, 50_000)).toBe(50_000);
  expect(fresh(0, 50_000)).toBe(0);
  expect(fresh(50_000, 150_001)).toBe(100_001);
  expect(seen.add(key(149_000))).toBe(false);
  expect(seen.add(key(0))).toBe(true);
});

test('long keys count by their bytes', () => {
  const seen = new RecentKeys();
  const long = (index: number) => Buffer.alloc(1024 * 1024, index);
  for (let index = 0; index < 8; index++) seen.add(long(index));
  expect(seen.add(long(3))).toBe(false);
  for (let index = 8; index < 30; index++) seen.add(long(index));
  expect(seen.add(long(3))).toBe(true);
});

test('bytes that are no text are told apart', () => {
  const seen = new RecentKeys();
  expect(seen.add(Buffer.from([0xff]))).toBe(true);
  expect(seen.add(Buffer.from([0xfe]))).toBe(true);
});
