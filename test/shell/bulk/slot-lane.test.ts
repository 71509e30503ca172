import { expect, test } from 'vitest';
import { encodeCommand } from '../../../source/redis/encode-command.ts';
import { BulkCommand } from '../../../source/shell/bulk/bulk-command.ts';
import { SlotLane } from '../../../source/shell/bulk/slot-lane.ts';

function command(position: number, line: string): BulkCommand {
  const made = new BulkCommand(position, 0, false);
  made.bytes = encodeCommand(line.split(' '));
  made.end = made.bytes.length;
  return made;
}

const positions = (commands: readonly BulkCommand[]) => commands.map(({ position }) => position);

test('refused commands go first, in the order of the input', () => {
  const lane = new SlotLane(0);
  lane.waiting.push(command(9, 'get a'));
  for (const position of [3, 1, 2]) lane.refuse(command(position, 'incr a'));
  expect(lane.settle()).toEqual([]);
  expect(positions(lane.empty())).toEqual([1, 2, 3, 9]);
});

test('one that a later command on the same key has overtaken is not sent again; all others are', () => {
  const lane = new SlotLane(0);
  for (const [position, line] of [
    [1, 'set a 1'],
    [2, 'set b 2'],
    [3, 'mset a 3 c 3'],
    [6, 'set a 6'],
  ] as const) {
    lane.refuse(command(position, line));
  }
  lane.noteRun(command(4, 'get b'));
  lane.noteRun(command(5, 'set c 5'));
  expect(positions(lane.settle())).toEqual([2, 3]);
  expect(positions(lane.empty())).toEqual([1, 6]);
});
