import { expect, test } from 'vitest';
import type { CastEvent } from '../../../source/casts/cast.ts';
import {
  type PlayerInput,
  reducePlayer,
  startPlayer,
  waitOf,
} from '../../../source/ui/replay/player-state.ts';

const output = (at: number): CastEvent => ({ at, kind: 'output', text: String(at) });
const events = [output(1), { at: 3, kind: 'resize', columns: 100, rows: 40 } as const, output(13)];
const cast = { header: { version: 2, width: 80, height: 24 } as const, events };
const terminal = { columns: 80, rows: 24 };

const after = (...inputs: PlayerInput[]) =>
  inputs.reduce(reducePlayer, startPlayer(cast, { speed: 2, idle: 4 }, terminal));

test('pauses are as long as they were, at most so long, and as fast as asked', () => {
  expect(waitOf(after())).toBe(500);
  expect(waitOf(after('next'))).toBe(1000);
  expect(waitOf(after('next', 'next'))).toBe(2000);
  expect(waitOf(after('next', 'next', 'next'))).toBeUndefined();
  expect(waitOf(after('pause'))).toBeUndefined();
  const forAges = { ...cast, events: [output(1e300)] };
  expect(waitOf(startPlayer(forAges, { speed: 1, idle: Number.POSITIVE_INFINITY }, terminal))).toBe(
    2 ** 31 - 1,
  );
});

test('keys: pause and go on, step and stay, once more from the end, leave', () => {
  expect(after('pause', 'pause')).toMatchObject({ doing: 'playing', next: 0 });
  expect(after('step')).toMatchObject({ doing: 'paused', next: 1 });
  expect(after('next', 'step')).toMatchObject({ next: 2, size: { columns: 100, rows: 40 } });
  expect(after('step', 'step', 'step', 'step')).toMatchObject({ doing: 'ended', next: 3 });
  expect(after('next', 'next', 'next', 'pause')).toMatchObject({ doing: 'playing', next: 0, size: terminal });
  expect(after('leave')).toMatchObject({ doing: 'left' });
});

test('what does not fit waits for a key; nothing at all has ended', () => {
  const pace = { speed: 1, idle: 1 };
  expect(startPlayer(cast, pace, { columns: 79, rows: 24 }).doing).toBe('paused');
  expect(startPlayer(cast, pace, { columns: 80, rows: 23 }).doing).toBe('paused');
  expect(startPlayer({ ...cast, events: [] }, pace, terminal).doing).toBe('ended');
});
