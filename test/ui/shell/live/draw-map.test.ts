import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClusterView, NodeView } from '../../../../source/shell/session.ts';
import { lineText, lineWidth } from '../../../../source/ui/components/line.ts';
import { drawLegend } from '../../../../source/ui/shell/live/draw-legend.ts';
import { drawMap } from '../../../../source/ui/shell/live/draw-map.ts';
import { drawStrip } from '../../../../source/ui/shell/live/draw-strip.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView, withNodes } from '../sample-view.ts';

const idOf = (port: number) => `${port}`.padEnd(40, '0');

function draw(view: ClusterView, width = 78, maxRows = 8, language: 'en' | 'zh' = 'en') {
  return drawMap(view, { width, maxRows, words: wordsFor(language) }).map(lineText);
}

/** The guide's cluster with figures as a busy day leaves them. */
const busy = withNodes(guideView, {
  6371: { figures: { keys: 1_234_567, memory: 1.44e9 } },
  6374: { figures: { keys: 56_321, memory: 12_345_678 } },
  6372: { figures: { keys: 0, memory: 1_700_000 } },
  6376: { figures: { link: 'up', behind: 14 } },
  6373: { figures: { link: 'up', behind: 2_400_000 } },
  6375: { figures: { link: 'down', behind: 9 } },
});

describe('the map of all nodes', () => {
  test('a row for each master: letter, address, slots, keys, memory, replicas and their lag, in columns', () => {
    expect(draw(busy, 110)).toEqual([
      '▸A 192.168.10.10:6371  0-5460       5461  1.2M keys  1.3 GB  ↳6376 in sync',
      ' B 192.168.10.11:6374  5461-10922   5462   56k keys   12 MB  ↳6373 2.3 MB behind',
      ' C 192.168.10.10:6372  10923-16383  5461    0 keys  1.6 MB  ↳6375 link down'.replace(
        '    0',
        '     0',
      ),
    ]);
  });

  test.each([
    [78, '▸A 6371  0-5460       5461  1.2M keys  1.3 GB  ↳6376 in sync'],
    [62, '▸A 6371  0-5460       1.2M keys  1.3 GB  ↳6376 in sync'],
    [50, '▸A 6371  0-5460       1.2M keys  1.3 GB  ↳6376'],
    [38, '▸A 6371  1.2M keys  1.3 GB  ↳6376'],
    [26, '▸A 6371  1.2M keys  ↳6376'],
    [18, '▸A 6371  ↳6376'],
    [8, '▸A 6371'],
  ])('%i columns: what matters least is left out', (width, first) => {
    expect(draw(busy, width)[0]).toBe(first);
  });

  test('without room for words a mark says that a replica is behind, or does not copy', () => {
    expect(draw(busy, 50).map(row => row.split('  ').at(-1))).toEqual(['↳6376', '↳6373~', '↳6375~']);
  });

  test('before the figures are known their columns take no room', () => {
    expect(draw(guideView, 78)[0]).toBe('▸A 192.168.10.10:6371  0-5460       5461  ↳6376');
  });

  test('slots on the move: out of one master, into the other', () => {
    const view = withNodes(guideView, {
      6374: { migrating: [{ slot: 5798, to: idOf(6372) }] },
      6372: {
        importing: [
          { slot: 5798, from: idOf(6374) },
          { slot: 5799, from: idOf(6374) },
        ],
      },
    });
    expect(draw(view)[1]).toContain('5461-10922   5462  »C 5798     ↳6373');
    expect(draw(view)[2]).toContain('10923-16383  5461  «B 2 slots  ↳6375');
    expect(draw(view, 30)[1]).toContain(' B 6374  »C 5798');
    const strip = lineText(drawStrip(view, 78, createTheme(false)));
    expect(strip[Math.floor((5798 * 78) / 16384)]).toBe('»');
    expect(strip).toHaveLength(78);
    const legend = drawLegend(view, 120, 2, wordsFor('en')).map(lineText).join('');
    expect(legend).toContain('B 6374 5461-10922 »C 5798');
  });

  test('the mark of a slot never takes the place of a letter', () => {
    const view = withNodes(guideView, { 6374: { migrating: [{ slot: 5462, to: idOf(6372) }] } });
    const strip = lineText(drawStrip(view, 78, createTheme(false)));
    expect(strip).toContain('B»▒');
  });

  test('nodes without slots have rows too; what has no room is counted', () => {
    const gone = withNodes(guideView, { 6375: { letter: '', role: 'master', health: 'down' } });
    expect(draw(gone).at(-1)).toMatch(/^ {2}.*6375✗ +no slots/);
    expect(draw(gone, 78, 2)).toEqual([expect.stringContaining('A '), '  … 3 more']);
    expect(draw(gone, 78, 1)).toEqual(['  … 4 more']);
  });

  test('whatever the size and the cluster, it fits', () => {
    const nodes = fc.array(
      fc.record({
        keys: fc.nat(),
        behind: fc.nat(),
        slots: fc.array(fc.nat(16383), { maxLength: 4 }),
        replicas: fc.nat(3),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        nodes,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('en' as const, 'zh' as const),
        (wanted, width, maxRows, language) => {
          const sample = guideView.nodes[0]!;
          const view = {
            ...guideView,
            nodes: wanted.flatMap(({ keys, behind, slots, replicas }, index): NodeView[] => {
              const letter = slots.length === 0 ? '' : String.fromCharCode(65 + index);
              const id = idOf(7000 + index);
              const address = { host: '10.0.0.1', port: 7000 + index };
              const copies = Array.from(
                { length: replicas },
                (_, at): NodeView => ({
                  ...{ ...sample, id: `${id}${at}`, role: 'replica', masterId: id, letter },
                  address: { host: '10.0.0.2', port: 8000 + index * 4 + at },
                  figures: { link: 'up', behind },
                }),
              );
              const ranges = slots.map(slot => [slot, slot] as const);
              return [{ ...sample, id, letter, address, slots: ranges, figures: { keys } }, ...copies];
            }),
          };
          const rows = drawMap(view, { width, maxRows, words: wordsFor(language) });
          expect(rows.length).toBeLessThanOrEqual(maxRows);
          for (const row of rows) expect(lineWidth(row)).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 50 },
    );
  });
});
