import { expect, test } from 'vitest';
import { tellInOrder } from '../../../source/shell/targets/tell-in-order.ts';

/** Promises that are settled by hand. */
function pending(count: number) {
  const settle: ((value: string) => void)[] = [];
  const work = Array.from({ length: count }, () => new Promise<string>(resolve => void settle.push(resolve)));
  return { work, settle };
}

test('what comes within a moment is told in its order, however it came', async () => {
  const { work, settle } = pending(3);
  const told: string[] = [];
  const all = tellInOrder(work, 60_000, value => told.push(value));
  for (const index of [2, 0, 1]) settle[index]!(String(index));
  await all;
  expect(told).toEqual(['0', '1', '2']);
});

test('nobody waits for the slowest: after the moment each is told as it comes', async () => {
  const { work, settle } = pending(3);
  const told: string[] = [];
  let toldFirst: () => void = () => undefined;
  const first = new Promise<void>(resolve => {
    toldFirst = resolve;
  });
  const all = tellInOrder(work, 1, value => {
    told.push(value);
    toldFirst();
  });
  settle[1]!('1');
  await first;
  expect(told).toEqual(['1']);
  settle[2]!('2');
  settle[0]!('0');
  await all;
  expect(told).toEqual(['1', '2', '0']);
});
