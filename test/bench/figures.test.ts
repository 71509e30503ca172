import { expect, test } from 'vitest';
import { type Figure, judge } from './figures.ts';
import { sideBySide } from './rounds.ts';
import { type Measured, plainTable, readmeTable } from './tables.ts';

const text = (en: string) => ({ en, zh: `${en}（中文）` });
const figure = (more: Partial<Figure>): Figure => ({ what: text('a'), unit: 'ms', ours: 100, ...more });

test.each([
  [figure({}), 'told'],
  [figure({ goal: { most: 100 } }), 'reached'],
  [figure({ goal: { most: 50 } }), 'missed'],
  [figure({ goal: { most: 49 } }), 'far out'],
  [figure({ ratio: 1.2, goal: { most: 1.3 } }), 'reached'],
  [figure({ ratio: 12, goal: { least: 12 } }), 'reached'],
  [figure({ ratio: 6, goal: { least: 12 } }), 'missed'],
  [figure({ ratio: 5.9, goal: { least: 12 } }), 'far out'],
  [figure({ ours: 0, goal: { most: 0 } }), 'reached'],
  [figure({ ours: 1, goal: { most: 0 } }), 'far out'],
])('%j is %s', (judged, verdict) => {
  expect(judge(judged)).toBe(verdict);
});

test('ours and theirs are taken by turns; the median of the rounds counts, or the least of each', async () => {
  const order: string[] = [];
  const taking = (name: string, times: readonly number[]) => {
    let round = 0;
    return async () => {
      order.push(name);
      return times[round++] ?? Number.NaN;
    };
  };
  const rounds = (more: object) =>
    sideBySide({ rounds: 3, ours: taking('ours', [4, 1, 9]), theirs: taking('theirs', [2, 4, 3]), ...more });
  expect(await rounds({})).toEqual({ ours: 4, theirs: 3, ratio: 2, spread: [0.25, 3] });
  expect(order).toEqual(['theirs', 'ours', 'ours', 'theirs', 'theirs', 'ours']);
  expect(await rounds({ counts: 'least', kind: 'times' })).toMatchObject({ ours: 1, theirs: 2, ratio: 2 });
});

test('a table for the terminal, and one for each README', () => {
  const figures = [
    figure({
      theirs: { what: text('b'), value: 12_345 },
      ratio: 123.45,
      spread: [99, 130],
      goal: { least: 12 },
    }),
    figure({ unit: 'MB', ours: 78.26, spread: [77.8, 78.4], goal: { most: 90 } }),
  ];
  expect(plainTable('part', figures).map(row => row.split(/ {2,}/))).toEqual([
    ['part', 'ours', 'beside it', 'ratio', 'goal'],
    ['a', '100 ms', '12.3 s b', '123.5× (99–130)', '≥ 12×', 'reached'],
    ['a', '78.3 MB (77.8–78.4)', '≤ 90 MB', 'reached'],
  ]);
  const machine = { cpu: 'CPU', cores: 2, memoryGB: 8, system: 'S', node: '20', redis: '7', load: 0 };
  const measured: Measured = {
    date: '2026-01-02T03:04:05Z',
    machine,
    short: false,
    parts: [{ part: 'p', figures }],
  };
  expect(readmeTable(measured, 'zh').slice(0, 5)).toEqual([
    '测量于 2026-01-02：CPU, 2 cores, 8 GB · S · Node 20 · Redis 7 · load 0。',
    '',
    '| | slotsh | 对照 | 比值 | 目标 |',
    '| --- | --- | --- | --- | --- |',
    '| a（中文） | 100 ms | b（中文）：12.3 s | 123.5× (99–130) | ≥ 12× |',
  ]);
});
