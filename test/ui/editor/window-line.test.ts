import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { cellsOf } from '../../../source/ui/editor/graphemes.ts';
import { windowLine } from '../../../source/ui/editor/window-line.ts';

test('a line that fits is shown whole', () => {
  expect(windowLine('GET name', 8, 20)).toMatchObject({
    shown: 'GET name',
    column: 8,
    moreLeft: false,
    moreRight: false,
  });
  expect(windowLine('节点', 1, 20)).toMatchObject({ shown: '节点', column: 2 });
});

test('a longer one shows the part around the cursor', () => {
  const line = 'SET key 0123456789abcdefghij';
  expect(windowLine(line, 0, 12).shown).toBe('SET key 012›');
  expect(windowLine(line, line.length, 12)).toMatchObject({
    shown: '‹bcdefghij',
    column: 10,
    moreLeft: true,
    moreRight: false,
  });
  expect(windowLine(line, 14, 12)).toMatchObject({ moreLeft: true, moreRight: true });
});

test('control characters are shown, not obeyed', () => {
  expect(windowLine('a\x1b[2Jb', 6, 40)).toMatchObject({ shown: 'a\\x1b[2Jb', column: 9 });
});

test('whatever the line, it fits its row and the cursor is on its character', () => {
  const text = fc
    .array(fc.constantFrom('a', 'bc', '节', '👩‍💻', 'e\u0301', '\t', ' '), { maxLength: 60 })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 8, max: 30 }), (line, place, width) => {
      const cells = cellsOf(line);
      const cursor = [...cells.map(cell => cell.from), line.length][place % (cells.length + 1)] ?? 0;
      const window = windowLine(line, cursor, width);
      expect(stringWidth(window.shown)).toBeLessThanOrEqual(width);
      expect(window.column).toBeLessThan(width);
      const under = cells.find(cell => cell.from === cursor);
      const before = window.shown.slice(0, indexOfColumn(window.shown, window.column));
      if (under && window.column + under.width < width) {
        expect(window.shown.slice(before.length).startsWith(under.shown)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('a line of any length costs what its window costs, and the window stands still while one types', () => {
  // A million characters would take a quarter of an hour, were each of them looked at as the first versions did.
  const long = '节a'.repeat(500_000);
  for (const cursor of [0, 1, 1023, 1024, 1025, 500_001, long.length - 1, long.length]) {
    const { shown, column, moreLeft, moreRight } = windowLine(long, cursor, 40);
    expect(stringWidth(shown)).toBeLessThanOrEqual(40);
    expect([moreLeft, moreRight]).toEqual([cursor > 100, cursor < long.length - 100]);
    const next = long[cursor];
    if (next) expect(shown.slice(indexOfColumn(shown, column)).startsWith(next)).toBe(true);
  }
});

/** The index in a string where a column begins. */
function indexOfColumn(shown: string, column: number): number {
  const segments = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(shown)];
  let at = 0;
  for (const { segment, index } of segments) {
    if (at >= column) return index;
    at += stringWidth(segment);
  }
  return shown.length;
}
