import { expect, test } from 'vitest';
import type { CastEvent } from '../../source/casts/cast.ts';
import { joinFrames } from '../../source/casts/join-frames.ts';

test('the pieces of a frame are one event at the time of the first; a resize stands between', () => {
  const output = (at: number, text: string): CastEvent => ({ at, kind: 'output', text });
  const resize: CastEvent = { at: 1.002, kind: 'resize', columns: 90, rows: 30 };
  const events = [
    output(0, 'a'),
    output(0.009, 'b'),
    output(0.011, 'c'),
    output(1, 'd'),
    output(1.001, 'e'),
    resize,
    output(1.003, 'f'),
  ];
  const { events: joined } = joinFrames({ header: { version: 2, width: 80, height: 24 }, events });
  expect(joined).toEqual([output(0, 'ab'), output(0.011, 'c'), output(1, 'de'), resize, output(1.003, 'f')]);
});
