import { expect, test } from 'vitest';
import { drawHeader, drawOpening } from '../../../../source/ui/shell/live/draw-header.ts';
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

test('before anything is known: the name alone, then what takes so long, as far as there is room', () => {
  const view = { name: 'shop', state: 'unknown', nodes: [], slotsCovered: 0 } as const;
  const current = { host: '192.168.10.10', port: 6371 };
  const opening = (name: string, isLong: boolean, width = 79, queue: string[] = []) =>
    drawOpening({ view: { ...view, name, current }, opening: { isLong }, queue }, width, wordsFor('en'))
      .map(span => span.text)
      .join('');
  expect(opening('shop', false)).toBe(' shop');
  expect(opening('shop', true)).toBe(' shop  connecting to 192.168.10.10:6371 … Ctrl-C stops');
  expect(opening('shop', true, 40)).toBe(' shop  connecting … Ctrl-C stops');
  expect(opening('shop', true, 79, ['get a'])).toBe(
    ' shop  connecting to 192.168.10.10:6371 … Ctrl-C stops · 1 line waits',
  );
  expect(opening('192.168.10.10:6371', true, 39)).toBe(' connecting … Ctrl-C stops');
  expect(opening('192.168.10.10:6371', true)).toBe(' 192.168.10.10:6371  connecting … Ctrl-C stops');
});
