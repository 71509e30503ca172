import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCast } from '../../source/casts/read-cast.ts';

const header = '{"version":2,"width":80,"height":24,"timestamp":1,"env":{"TERM":"xterm"}}';

test('a recording: what was shown and sizes; input and markers are left out, no time goes back', () => {
  const lines = [
    header,
    '[0.5,"o","a"]',
    '[0.6,"i","x"]',
    '',
    '[0.2,"o","b"]',
    '[1,"m",""]',
    '[2,"r","100x30"]',
  ];
  expect(readCast(`${lines.join('\n')}\n`)).toEqual({
    header: { version: 2, width: 80, height: 24 },
    events: [
      { at: 0.5, kind: 'output', text: 'a' },
      { at: 0.5, kind: 'output', text: 'b' },
      { at: 2, kind: 'resize', columns: 100, rows: 30 },
    ],
  });
});

test.each([
  '[1,"o","b',
  '[1,"o"]',
  '{}',
  '["1","o","b"]',
  '[-1,"o","b"]',
  '[1,"r","0x4"]',
  '[1,"r","9e9x4"]',
  'x',
])('a damaged line ends it: %s', line => {
  expect(readCast([header, '[0,"o","a"]', line, '[9,"o","c"]'].join('\n'))).toMatchObject({
    events: [{ at: 0, kind: 'output', text: 'a' }],
    brokenAt: 3,
  });
});

test.each([
  ['', 'no-recording'],
  ['hello', 'no-recording'],
  ['null', 'no-recording'],
  ['[2]', 'no-recording'],
  ['{"version":2,"width":80}', 'no-recording'],
  ['{"version":2,"width":80,"height":1e9}', 'no-recording'],
  ['{"version":3,"term":{"cols":80,"rows":24}}', 'other-version'],
])('%j is refused: %s', (text, problem) => {
  expect(readCast(text)).toBe(problem);
});

test('cut anywhere, it is read up to there', () => {
  const whole = [header, '[0,"o","a"]', '[1,"o","集群"]', '[2,"o","c"]', ''].join('\n');
  fc.assert(
    fc.property(fc.integer({ min: header.length, max: whole.length }), end => {
      const cast = readCast(whole.slice(0, end));
      if (typeof cast === 'string') throw new Error(cast);
      const lines = whole.slice(0, end).split('\n').length - 1;
      expect(cast.events.length).toBeGreaterThanOrEqual(Math.max(0, lines - 1));
    }),
  );
});
