import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  fitLine,
  line,
  lineText,
  lineWidth,
  padLine,
  span,
  spreadLine,
  wrapSpan,
} from '../../../source/ui/components/line.ts';
import { tableLines } from '../../../source/ui/components/table-lines.ts';
import { fitText, padText, textWidth, wrapText } from '../../../source/ui/components/text-width.ts';
import { windowRows } from '../../../source/ui/components/window-rows.ts';

const text = fc.string({
  unit: fc.constantFrom('a', 'B', ' ', '节', '点', '，', '（', 'é', '👩‍👩‍👧', '/', '1'),
});
const width = fc.integer({ min: 4, max: 60 });

describe('text on a terminal', () => {
  it('is as wide as its characters, the signs of the screens too', () => {
    const signs = fc.constantFrom(...'a ·…→←▸↳›×±•│├└─»«✓✗', '节', 'e\u0301', '✓\ufe0f', '👩‍👩‍👧');
    fc.assert(
      fc.property(fc.string({ unit: signs }), any => {
        expect(textWidth(any)).toBe(stringWidth(any));
      }),
      { numRuns: 1000 },
    );
  });

  it('is never wider than asked, and padded text exactly as wide', () => {
    fc.assert(
      fc.property(text, width, (any, columns) => {
        expect(stringWidth(fitText(any, columns))).toBeLessThanOrEqual(columns);
        expect(stringWidth(padText(any, columns))).toBe(columns);
        for (const row of wrapText(any, columns, 2)) expect(stringWidth(row)).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('wraps without losing or changing anything but spaces', () => {
    fc.assert(
      fc.property(text, width, (any, columns) => {
        expect(wrapText(any, columns).join('').replaceAll(' ', '')).toBe(any.replaceAll(' ', ''));
      }),
    );
  });

  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['主节点故障，从节点顶替', 10, ['主节点故', '障，从节点', '顶替']],
    ['先安装它（见文档）再试', 10, ['先安装它', '（见文档）', '再试']],
    ['安装 Docker（docs.docker.com）', 14, ['安装 Docker', '（docs.docker.', 'com）']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['one\ntwo', 10, ['one', 'two']],
    ['', 10, ['']],
  ])('wraps %j at %i columns', (any, columns, rows) => {
    expect(wrapText(any, columns)).toEqual(rows);
  });

  it('says with … that something is left out', () => {
    expect(fitText('192.168.10.10', 8)).toBe('192.168…');
    expect(fitText('节点节点', 4)).toBe('节…');
  });
});

describe('lines', () => {
  it('are cut and padded in their looks', () => {
    const whole = line(span('ok', 'abc'), '节点', span('dim', 'xyz'));
    expect(lineWidth(whole)).toBe(10);
    expect(fitLine(whole, 6)).toEqual([span('ok', 'abc'), { text: '节…' }]);
    expect(lineText(padLine(whole, 12))).toBe('abc节点xyz  ');
    expect(fitLine(whole, 10)).toBe(whole);
  });

  it('spread to both edges, the left one giving way', () => {
    expect(lineText(spreadLine(line('left'), line('right'), 20))).toBe('left           right');
    expect(lineText(spreadLine(line('a long left side'), line('right'), 18))).toBe('a long lef…  right');
  });

  it('hang what is wrapped', () => {
    expect(wrapSpan({ text: 'one two three' }, 7, 2).map(lineText)).toEqual(['one two', '  three']);
  });
});

describe('tables', () => {
  const rows = [
    ['节点', 'docker-entrypoint.sh redis-server', '1'],
    ['replica', 'short', '23'],
  ];
  const columns = [
    { title: 'role' },
    { title: 'command', yields: 1, atLeast: 10 },
    { title: 'n', align: 'right' as const },
  ];
  const texts = (columnsWide: number) => tableLines(columns, rows, columnsWide).map(lineText);

  it('align by columns, wide characters too', () => {
    expect(texts(80)).toEqual([
      'role     command                             n',
      '节点     docker-entrypoint.sh redis-server   1',
      'replica  short                              23',
    ]);
  });

  it('narrow what may give way, then leave it out', () => {
    expect(texts(24)).toEqual([
      'role     command       n',
      '节点     docker-ent…   1',
      'replica  short        23',
    ]);
    expect(texts(20)).toEqual(['role      n', '节点      1', 'replica  23']);
  });
});

describe('windowRows', () => {
  it('shows the focus, keeps the height, and accounts for every row', () => {
    const sizes = fc.record({
      count: fc.nat(200),
      height: fc.integer({ min: 3, max: 40 }),
      focus: fc.nat(199),
    });
    fc.assert(
      fc.property(sizes, ({ count, height, focus }) => {
        const at = count === 0 ? 0 : focus % count;
        const { from, to, above, below } = windowRows(count, height, at);
        expect(to - from + (above ? 1 : 0) + (below ? 1 : 0)).toBeLessThanOrEqual(height);
        expect(above + (to - from) + below).toBe(count);
        if (count > 0) expect(at >= from && at < to).toBe(true);
      }),
    );
  });
});
