import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { About } from '../../../../source/shell/complete/candidates-at.ts';
import { catalogueOf } from '../../../../source/shell/complete/command-docs.ts';
import { targetWords } from '../../../../source/shell/complete/target-words.ts';
import { lineText, lineWidth } from '../../../../source/ui/components/line.ts';
import { editLine } from '../../../../source/ui/editor/edit-line.ts';
import { emptyLine } from '../../../../source/ui/editor/line-state.ts';
import { drawGhost } from '../../../../source/ui/shell/live/draw-ghost.ts';
import { drawPrompt } from '../../../../source/ui/shell/live/draw-prompt.ts';
import { drawMenu } from '../../../../source/ui/shell/menu/draw-menu.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView } from '../sample-view.ts';
import { sampleCatalogue } from './sample-catalogue.ts';

/** What a server may say that a terminal would obey. */
const hostileText = ['\x1b[2J', 'a\nb', '\u202egnp', '\x07\x9b31m', `\x1b]52;c;aGk=\x07${'😀'.repeat(60)}`];

const [set, shards, slots] = ['set', 'cluster shards', 'cluster slots'].map(
  name => sampleCatalogue.commands.get(name)!,
);

function menu(candidates: readonly (readonly [text: string, about: About])[], chosen = 0) {
  return {
    ...{ from: 0, to: 0, chosen },
    candidates: candidates.map(([text, about]) => ({ text, about, isWhole: true })),
  };
}

function draw(state: ReturnType<typeof menu>, width = 79, maxRows = 5, language: 'en' | 'zh' = 'en') {
  return drawMenu(state, { view: guideView, words: wordsFor(language), width, maxRows });
}

const text = (...args: Parameters<typeof draw>) => draw(...args).map(row => lineText(row).trimEnd());

test('each candidate with what it is; the marked one is told by a sign', () => {
  const [owner, a] = [targetWords(guideView)[3]!, targetWords(guideView)[4]!];
  const abouts = menu(
    [
      ['SHARDS', { kind: 'command', doc: shards! }],
      ['SLOTS', { kind: 'command', doc: slots! }],
      ['EX', { kind: 'token', value: 'seconds' }],
      ['NX', { kind: 'token', value: '' }],
      ['name', { kind: 'key' }],
    ],
    1,
  );
  expect(text(abouts)).toEqual([
    '  SHARDS  Get array of cluster slots',
    '▸ SLOTS   deprecated · Get array of slots',
    '  EX      seconds',
    '  NX',
    '  name    slot 5798 · B 192.168.10.11:6374',
  ]);
  const others = menu([
    ['help', { kind: 'own', name: 'help' }],
    ['@owner(', { kind: 'target', target: owner }],
    ['@owner(name)', { kind: 'owner-of', key: 'name' }],
    ['@A', { kind: 'target', target: a }],
    ['@string', { kind: 'group', commands: 3 }],
  ]);
  expect(text(others)).toEqual([
    '▸ help          this page, or what a command does and where it goes',
    '  @owner(       the node that has the key: @owner(name)',
    '  @owner(name)  slot 5798 · B 192.168.10.11:6374',
    '  @A            A 192.168.10.10:6371 · master',
    '  @string       3 commands',
  ]);
  expect(text(others, 79, 5, 'zh')[4]).toBe('  @string       3 个命令');
});

test('more than there is room for: those around the marked one, and how many there are', () => {
  const many = Array.from(
    { length: 40 },
    (_, index) => [`key:${index}`, { kind: 'command', doc: set! }] as const,
  );
  const rows = text(menu(many, 20), 60);
  expect(rows).toHaveLength(5);
  expect(rows[2]).toMatch(/^▸ key:20/);
  expect(rows[4]).toMatch(/ 21\/40$/);
  expect(text(menu(many, 39), 60)[4]).toMatch(/^▸ key:39 .* 40\/40$/);
  expect(text(menu(many, 0), 60)[0]).toMatch(/^▸ key:0/);
});

test('whatever a server says, a row keeps its width and steers nothing', () => {
  const about = hostileText.map((summary): About => ({ kind: 'command', doc: { name: 'x', summary } }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...hostileText, 'get', '键'.repeat(60)), fc.constantFrom(...about)), {
        minLength: 1,
        maxLength: 9,
      }),
      fc.integer({ min: 20, max: 120 }),
      (candidates, width) => {
        for (const row of draw(menu(candidates), width)) {
          expect(lineWidth(row)).toBeLessThanOrEqual(width);
          expect(lineText(row)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        }
      },
    ),
  );
});

test('the ghost: dim behind the line, cut with an ellipsis, set apart where there is no colour', () => {
  const line = editLine(emptyLine(), { type: 'typed', text: 'SET' });
  const ghost = (room: number, colour = true, state = line) =>
    drawGhost(state, room, sampleCatalogue, createTheme(colour));
  expect(ghost(60)).toEqual([{ text: ' key value [NX|XX] [EX seconds]', role: 'dim' }]);
  expect(lineText(ghost(20))).toBe(' key value [NX|XX] …');
  expect(lineText(ghost(60, false))).toBe(' «key value [NX|XX] [EX seconds]»');
  expect(lineText(ghost(20, false))).toBe(' «key value [NX|XX…»');
  expect(ghost(5)).toEqual([]);
  expect(ghost(60, true, editLine(line, { type: 'edit', command: 'line-start' }))).toEqual([]);
  const blank = editLine(line, { type: 'typed', text: ' ' });
  expect(lineText(ghost(60, true, blank))).toBe('key value [NX|XX] [EX seconds]');
});

test('the row of the prompt keeps its width, whatever is typed and left to type', () => {
  const typed = fc.constantFrom(
    '',
    'SET',
    'set k',
    'set 键 ',
    'mset a 1 ',
    `get ${'x'.repeat(90)}`,
    'cluster ',
  );
  fc.assert(
    fc.property(typed, fc.integer({ min: 30, max: 120 }), fc.boolean(), (given, width, colour) => {
      const line = editLine(emptyLine(), { type: 'typed', text: given });
      const theme = createTheme(colour);
      const ghost = (columns: number) => drawGhost(line, columns, sampleCatalogue, theme);
      expect(lineWidth(drawPrompt(guideView, line, width, [], ghost).row)).toBeLessThanOrEqual(width);
    }),
  );
});

test('what a server names its arguments steers nothing', () => {
  const catalogue = catalogueOf(
    hostileText.map((name, index) => ({ name: `x${index}`, arguments: [{ name, kind: 'text' }] })),
  );
  for (const name of catalogue.commands.keys()) {
    const line = editLine(emptyLine(), { type: 'typed', text: `${name} ` });
    const shown = lineText(drawGhost(line, 60, catalogue, createTheme(true)));
    expect(shown).not.toBe('');
    expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  }
});
