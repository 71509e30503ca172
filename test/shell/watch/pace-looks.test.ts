import { expect, test } from 'vitest';
import { type Mood, pauseUntilLook } from '../../../source/shell/watch/pace-looks.ts';

const calm: Mood = { calm: true, sinceKeyMs: 0, sinceNewsMs: Number.POSITIVE_INFINITY, nodes: 6 };
const minutes = (count: number) => count * 60_000;

test.each<[string, Partial<Mood>, number]>([
  ['all is well', {}, 1500],
  ['something is wrong', { calm: false }, 500],
  ['a redirection a moment ago', { sinceNewsMs: 4000 }, 500],
  ['no key for two minutes', { sinceKeyMs: minutes(2) }, 6000],
  ['no key for ten', { sinceKeyMs: minutes(10) }, 15_000],
  ['something is wrong, and nobody watches', { calm: false, sinceKeyMs: minutes(10) }, 15_000],
  ['a hundred nodes', { nodes: 100 }, 1500],
  ['four hundred nodes', { nodes: 400 }, 6000],
])('%s', (_, mood, ms) => {
  expect(pauseUntilLook(1500, { ...calm, ...mood })).toBe(ms);
});
