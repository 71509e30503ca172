import { expect, test } from 'vitest';
import { drawHeader } from '../../../../source/ui/shell/live/draw-header.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView } from '../sample-view.ts';

const header = (width: number, mode?: 'strict' | 'smart') =>
  drawHeader(mode ? { ...guideView, mode } : guideView, width, wordsFor('en'))
    .map(span => span.text)
    .join('')
    .replace(/ +/g, ' ');

test('the mode stands at the end; the usual one gives way to the counts, another one does not', () => {
  expect(header(79)).toBe(' redis-cluster ok · 3 masters 3 replicas · 16384 slots follow ');
  expect(header(79, 'smart')).toBe(' redis-cluster ok · 3 masters 3 replicas · 16384 slots smart ');
  expect(header(40)).toBe(' redis-cluster ok · 16384 slots');
  expect(header(40, 'strict')).toBe(' redis-cluster ok · 16384 slots strict ');
  expect(header(30, 'strict')).toBe(' redis-cluster ok strict ');
});
