import { expect, test } from 'vitest';
import type { Reply } from '../../../../source/redis/reply.ts';
import type { NodeStat } from '../../../../source/shell/tasks/events/timing-events.ts';
import type { TaskEvent } from '../../../../source/shell/tasks/task-events.ts';
import { lineText, lineWidth } from '../../../../source/ui/components/line.ts';
import { textWidth } from '../../../../source/ui/components/text-width.ts';
import { drawStats } from '../../../../source/ui/shell/live/draw-stats.ts';
import { initialShell, type ShellState } from '../../../../source/ui/shell/shell-state.ts';
import { printTold } from '../../../../source/ui/shell/tell/print-told.ts';
import { reduceTask } from '../../../../source/ui/shell/tell/reduce-task.ts';
import { tellTask } from '../../../../source/ui/shell/tell/tell-task.ts';
import { paintTranscript } from '../../../../source/ui/shell/transcript/transcript-line.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView } from '../sample-view.ts';

const theme = createTheme(false);
const nodes = guideView.nodes.map(node => node.address);
const [a, , b, , c] = nodes as [(typeof nodes)[0], unknown, (typeof nodes)[0], unknown, (typeof nodes)[0]];
const bulk = (text: string): Reply => ({ type: 'bulk', value: Buffer.from(text) });

/** What events look like on a terminal of `width` columns. */
async function shown(events: readonly TaskEvent[], { width = 80, language = 'en' as 'en' | 'zh' } = {}) {
  const words = wordsFor(language);
  const rows: string[] = [];
  for (const event of events) {
    const told = tellTask(event, guideView, words);
    if (!told) continue;
    await printTold(told, {
      print: text => rows.push(...text.split('\n')),
      printLines: lines =>
        rows.push(...lines.flatMap(line => paintTranscript(line, width, theme).split('\n'))),
      ...{ width, words, signal: new AbortController().signal },
    });
  }
  return rows.map(row => row.replace(/\x1b\[\d*m/g, ''));
}

const answered = (node: typeof a, reply: Reply, ms = 0.4): TaskEvent => ({
  type: 'node-answered',
  ...{ node, reply, ms },
  asked: { args: [Buffer.from('GET'), Buffer.from('k')], nodes: [a, b, c] },
});

test('one node, one row; what has several lines stands under its node as redis-cli prints it', async () => {
  const list: Reply = {
    type: 'array',
    items: [bulk('one'), { type: 'array', items: [bulk('x'), bulk('y')] }],
  };
  const long = 'x'.repeat(60);
  expect(
    await shown([
      answered(a, { type: 'integer', value: '3' }, 12),
      answered(b, { type: 'error', value: Buffer.from('ERR \x1b[2Jno') }),
      answered(c, list),
      answered(a, bulk(long)),
    ]),
  ).toEqual([
    '  A 192.168.10.10:6371   (integer) 3                                      12 ms',
    '  B 192.168.10.11:6374   (error) ERR \\x1b[2Jno                           0.4 ms',
    '  C 192.168.10.10:6372                                                   0.4 ms',
    '1) "one"',
    '2) 1) "x"',
    '   2) "y"',
    '  A 192.168.10.10:6371                                                   0.4 ms',
    `"${long}"`,
  ]);
});

test('a node that failed has its reason on its row', async () => {
  const event: TaskEvent = {
    type: 'node-answered',
    ...{ node: b, ms: 3000, asked: { args: [], nodes: [a, b] } },
    failure: { id: 'connection-refused', facts: { node: '192.168.10.11:6374' } },
  };
  const [row = ''] = await shown([event]);
  expect(row).toMatch(/^ {2}B 192\.168\.10\.11:6374 {3}refuses connections\. +3\.0 s$/);
  expect(textWidth(row)).toBe(79);
});

test('redirections that were not followed are explained once', async () => {
  const redirection = { kind: 'MOVED' as const, slot: 5798, to: b };
  const text = (await shown([{ type: 'not-followed', count: 2, redirection }])).join(' ');
  expect(text).toContain('2 nodes said MOVED: slot 5798 is on B 192.168.10.11:6374');
});

test.each([
  ['en', 80],
  ['zh', 80],
  ['en', 40],
  ['zh', 40],
] as const)('tables keep their columns, wide characters and all: %s, %i columns', async (language, width) => {
  const measured = (key: string, measure: number) => ({ key: Buffer.from(key), node: b, measure });
  const rows = await shown(
    [
      {
        type: 'biggest-keys',
        ...{ by: 'size', keys: 3 },
        types: [
          { type: 'string', keys: 12345, total: 99999, biggest: measured('用户:李雷'.repeat(20), 5_000_000) },
          { type: 'hash', keys: 1, total: 2, biggest: measured('\x1b[2J', 2) },
        ],
      },
    ],
    { width, language },
  );
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(textWidth(row)).toBeLessThan(width);
  expect(rows[1]).toContain('4.8 MB');
  expect(rows.join('')).not.toContain('\x1b');
  // However narrow, there is the letter of the node.
  expect(rows[1]).toMatch(/ B [\d…]/);
  // The counts end at the same column in every row.
  const end = (row: string, mark: string) => textWidth(row.slice(0, row.indexOf(mark) + mark.length));
  expect(end(rows[1]!, '12,345')).toBe(end(rows[2]!, ' 1'));
});

test('keys as they are found, behind the letters of their nodes', async () => {
  expect(
    await shown([
      { type: 'keys-found', node: b, keys: [Buffer.from('user:1'), Buffer.from('\xff\n', 'latin1')] },
      { type: 'keys-end', keys: 2, more: true },
    ]),
  ).toEqual([
    'B "user:1"',
    'B "\\xff\\n"',
    'The first 2 keys; there are more. :scan PATTERN LIMIT 20 goes on further, a',
    'narrower pattern finds less.',
  ]);
});

const stat = (node: typeof a, opsPerSecond: number): NodeStat => ({
  ...{ node, keys: 1000, memory: 5_000_000, clients: 3, opsPerSecond },
  ...{ reads: 10, hits: 9 },
});

test(':stat stays in its place while it runs, and its last numbers go to the transcript', () => {
  const words = wordsFor('en');
  let state: ShellState = { ...initialShell(guideView, [], false), running: { seconds: 1, stopping: false } };
  const feed = (event: TaskEvent) => {
    const step = reduceTask(state, event, words);
    state = step.state;
    return step.effects;
  };
  expect(feed({ type: 'node-stats', stats: [stat(a, 1)] })).toEqual([]);
  expect(feed({ type: 'node-stats', stats: [stat(a, 7), stat(b, 8)] })).toEqual([]);
  const [effect] = feed({ type: 'task-finished', stopped: true, nodesFailed: 0, ms: 2000 });
  expect(effect).toMatchObject({ type: 'print-told', told: { kind: 'table' } });
  expect(JSON.stringify(effect)).toContain('"15"');
  expect(state.running?.stats).toBeUndefined();
  expect(feed({ type: 'task-progress', done: 5, total: 9, unit: 'keys' })).toEqual([]);
  expect(state.running?.progress).toMatchObject({ done: 5, total: 9 });
});

test('where there is no room for all nodes, the busiest are shown, and all of them together', () => {
  const words = wordsFor('en');
  const stats = nodes.map((node, index) => stat(node, index === 2 || index === 5 ? 100 + index : index));
  const running = [{ text: ' 3 s · Ctrl-C stops' }];
  const rows = drawStats(stats, guideView, { running, width: 79, maxRows: 5, words });
  const texts = rows.map(lineText);
  expect(texts).toHaveLength(5);
  expect(texts[0]).toMatch(/ops\/s.* 3 s · Ctrl-C stops$/);
  expect(texts.slice(1, 4).map(text => text.trim()[0])).toEqual(['B', 'C', 'c']);
  expect(texts[4]).toMatch(/together .*6,000 .* 90% {2}and 3 more nodes$/);
  for (const row of rows) expect(lineWidth(row)).toBeLessThan(80);
});
