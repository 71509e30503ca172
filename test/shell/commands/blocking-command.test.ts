import { expect, test } from 'vitest';
import { blockingSeconds } from '../../../source/shell/commands/blocking-command.ts';
import { words } from '../running-cluster.ts';

test.each([
  ['get a', undefined],
  ['lpop a', undefined],
  ['blpop a b 0', 0],
  ['BRPOP a 2.5', 2.5],
  ['blmove a b left right 3', 3],
  ['bzpopmin a 4', 4],
  ['blmpop 5 1 a left', 5],
  ['bzmpop 0 1 a min', 0],
  ['xread count 1 streams a $', undefined],
  ['xread count 1 block 1500 streams a $', 1.5],
  ['xreadgroup group g c block 0 streams a >', 0],
  // A stream called `block` does not wait.
  ['xread streams block 0', undefined],
  ['wait 1 500', 0.5],
  ['waitaof 1 0 2000', 2],
  ['blpop a x', 0],
])('%s waits %s s', (line, seconds) => {
  expect(blockingSeconds(words(line))).toBe(seconds);
});
