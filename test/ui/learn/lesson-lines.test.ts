import stringWidth from 'string-width';
import { describe, expect, it, test } from 'vitest';
import type { Check } from '../../../source/lessons/lesson.ts';
import { type Line, lineText } from '../../../source/ui/components/line.ts';
import { describeCheck } from '../../../source/ui/learn/describe-check.ts';
import { optionTextsOf, tellForetold } from '../../../source/ui/learn/foretold-lines.ts';
import { namesLine } from '../../../source/ui/learn/names-line.ts';
import { narrationLines } from '../../../source/ui/learn/narration-lines.ts';
import { lessonAside, type Shows } from '../../../source/ui/learn/shows.ts';
import { summaryLines } from '../../../source/ui/learn/summary-lines.ts';
import { drawAside } from '../../../source/ui/shell/aside/draw-aside.ts';
import type { TranscriptLine } from '../../../source/ui/shell/transcript/transcript-line.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { guideView, withNodes } from '../shell/sample-view.ts';
import { lesson, named, narration } from './sample-lesson.ts';

const words = wordsFor('en');
const text = ({ left, prose }: TranscriptLine) => lineText([...left, ...(prose ? [prose] : [])]);
const rows = (lines: readonly TranscriptLine[]) => lines.map(text);

describe('a text of a lesson', () => {
  const look = { width: 40, hasColour: true, isLinear: false };

  it('is paragraphs behind a bar, wrapped anew', () => {
    expect(rows(narrationLines('One line\nand another of the file.\n\nA paragraph.\n', look))).toEqual([
      '',
      ' │ One line and another of the file.',
      ' │ ',
      ' │ A paragraph.',
      '',
    ]);
  });

  it('sets code apart, whole on a row; without colours between backticks', () => {
    const said = 'The line that comes next is `SET name x`, of three words.';
    const coloured = narrationLines(said, look);
    expect(rows(coloured)).toEqual([
      '',
      ' │ The line that comes next is',
      ' │ SET name x, of three words.',
      '',
    ]);
    expect(coloured[2]?.left[1]).toEqual({ text: 'SET name x', role: 'accent' });
    expect(rows(narrationLines(said, { ...look, hasColour: false }))[2]).toBe(
      ' │ `SET name x`, of three words.',
    );
  });

  it('joins Chinese lines without a blank, and keeps to the width', () => {
    const said = '提示符在 A。\n第一个键是 `name`，输入时，提示符下面会显示它的槽：5798。'.repeat(4);
    const told = rows(narrationLines(said, look));
    expect(told[1]).toBe(' │ 提示符在 A。第一个键是 name，输入');
    expect(told.filter(row => stringWidth(row) >= 40)).toEqual([]);
  });

  it('is escaped, and has no bar in lines alone', () => {
    expect(rows(narrationLines('a \x1b[2J', { ...look, isLinear: true }))).toEqual(['', 'a \\x1b[2J', '']);
  });
});

describe('what a lesson says under the prompt', () => {
  const place = { at: 3, of: 9 };
  const question: Shows = {
    kind: 'question',
    asked: {
      ask: 'What will A answer?',
      line: 'set name x',
      options: ['it runs the command', 'it sends you on'],
    },
    marked: 1,
    isWalked: false,
    keys: [
      { keys: '1-2', does: 'choose' },
      { keys: 'Ctrl-D', does: 'leave' },
    ],
  };
  const draw = (shows: Shows, width = 80, maxRows = 10, names: Line = []) => {
    const aside = lessonAside(shows, place, { words, isLinear: false, names });
    const { rows: drawn, cursor } = drawAside(aside!, width, maxRows);
    return { rows: drawn.map(lineText), cursor };
  };

  it('asks, with the cursor at the marked answer', () => {
    expect(draw(question)).toEqual({
      rows: [
        ' 3/9  set name x',
        '      What will A answer?',
        '    1  it runs the command',
        '  › 2  it sends you on',
        ' 1-2 choose   Ctrl-D leave',
      ],
      cursor: { x: 1, y: 3 },
    });
  });

  it('keeps the marked answer and the keys however few rows there are', () => {
    expect(draw(question, 80, 2)).toEqual({
      rows: ['  › 2  it sends you on', ' 1-2 choose   Ctrl-D leave'],
      cursor: { x: 1, y: 0 },
    });
  });

  it('wraps a long line, and leaves out keys before the last', () => {
    const keys = [
      { keys: 'Tab', does: 'type it for me' },
      { keys: 'Ctrl-D', does: 'leave' },
    ];
    const line = `MSET ${'demo:key value '.repeat(4)}`.trim();
    expect(draw({ kind: 'line', line, keys }, 34).rows).toEqual([
      ' 3/9  type  MSET demo:key value',
      '            demo:key value',
      '            demo:key value',
      '            demo:key value',
      '      Ctrl-D leave',
    ]);
  });

  it('says what it waits for and how long; as lines alone not how long', () => {
    const shows: Shows = { kind: 'until', what: 'a1 is a master', seconds: 3, most: 30 };
    expect(draw(shows).rows).toEqual([' 3/9  waiting: a1 is a master · 3 s of at most 30 s']);
    const aside = lessonAside(shows, place, { words, isLinear: true, names: [] });
    expect(drawAside(aside!, 80, 5).rows.map(lineText)).toEqual([' 3/9  waiting: a1 is a master']);
    expect(lessonAside({ kind: 'place' }, place, { words, isLinear: true, names: [] })).toBeUndefined();
  });

  it('names nodes that the shell has other names for by now', () => {
    const nodes = [named('A', '192.168.10.10', 6371), named('a1', '192.168.10.11', 6376)];
    expect(namesLine(nodes, guideView, words)).toEqual([]);
    const tookOver = withNodes(guideView, { 6371: { role: 'replica' }, 6376: { role: 'master' } });
    const names = namesLine(nodes, tookOver, words);
    expect(draw({ kind: 'place' }, 80, 5, names).rows).toEqual([
      ' 3/9  ',
      ' in this lesson  A 6371 · a1 6376',
    ]);
  });
});

const foretold = [
  { step: 'write', of: 'redirection', chosen: 'MOVED', truth: 'MOVED', isRight: true },
  { step: 'read', of: 'node', chosen: 'A', truth: 'B', isRight: false },
  { step: 'read', of: 'node', truth: 'B', isRight: false },
] as const;

test('predictions, at once and in the summary: told by marks and words', () => {
  const texts = optionTextsOf(narration);
  expect(foretold.map(each => text(tellForetold(each, texts, words)))).toEqual([
    ' ✓ Foretold rightly: it sends you on',
    ' ✗ It is: B (foretold: A)',
    ' · It is: B',
  ]);
  expect(rows(summaryLines(foretold, { lesson, narration }, texts, words))).toEqual([
    '',
    ' What you foretold: 1 of 3 right',
    ' ✓ 2  What will A answer?  it sends you on',
    ' ✗ 3  Who has it in the end?  A · it was: B',
    ' · 3  Who has it in the end?  passed over · it was: B',
  ]);
  expect(summaryLines(foretold.slice(2), { lesson, narration }, texts, words)).toEqual([]);
});

test.each<[Check, string]>([
  [{ kind: 'state', is: 'fail' }, 'all nodes say cluster_state:fail'],
  [{ kind: 'state', is: 'ok', by: ['A', 'B'] }, 'A, B says cluster_state:ok'],
  [{ kind: 'node', node: 'a1', is: 'master' }, 'a1 is a master'],
  [{ kind: 'node', node: 'A', is: 'replica', of: 'a1' }, 'A is a replica of a1'],
  [{ kind: 'slot', slot: '5798', owner: 'B' }, 'slot 5798 belongs to B'],
  [{ kind: 'slot', slot: '5798', movingTo: 'A' }, 'slot 5798 is on its way to A'],
  [{ kind: 'key', key: 'name' }, 'there is no name'],
  [{ kind: 'key', key: 'name', is: 'x' }, 'name holds x'],
  [{ kind: 'known', node: 'n1', nodes: 6 }, 'n1 knows 6 nodes'],
  [{ kind: 'covered', slots: 16384 }, '16384 slots have an owner that lives'],
  [{ kind: 'info', node: 'A', field: 'role', is: 'master' }, 'A says role:master'],
])('the check %j is said as %s', (check, said) => {
  expect(describeCheck(check, words)).toBe(said);
});
