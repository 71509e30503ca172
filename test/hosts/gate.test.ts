import { expect, it } from 'vitest';
import { Gate } from '../../source/hosts/gate.ts';

/** Lets what can go on go on. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

it('lets as many in as there are places, the others in their order, and fewer once it is narrowed', async () => {
  const gate = new Gate(2);
  const inside: (() => void)[] = [];
  for (let count = 0; count < 6; count++) void gate.enter().then(leave => inside.push(leave));
  await settle();
  expect(inside).toHaveLength(2);
  inside[0]?.();
  inside[0]?.();
  await settle();
  expect(inside).toHaveLength(3);
  gate.narrow(0);
  inside[1]?.();
  await settle();
  expect(inside).toHaveLength(3);
  inside[2]?.();
  await settle();
  expect(inside).toHaveLength(4);
  gate.narrow(5);
  inside[3]?.();
  await settle();
  expect(inside).toHaveLength(5);
});
