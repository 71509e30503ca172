import { describe, expect, test } from 'vitest';
import { lineText } from '../../../source/ui/components/line.ts';
import { decodeKeys, flushKeys, freshDecoder } from '../../../source/ui/keys/decode-keys.ts';
import { drawLive } from '../../../source/ui/shell/live/draw-live.ts';
import { reduceShell } from '../../../source/ui/shell/reduce-shell.ts';
import { initialShell, type ShellInput, type ShellState } from '../../../source/ui/shell/shell-state.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import type { Language } from '../../../source/words/language.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { guideView } from './sample-view.ts';

const theme = createTheme(false);

/** A shell that gets bytes as a terminal sends them. */
function open(history: readonly string[] = [], language: Language = 'en') {
  const words = wordsFor(language);
  let state: ShellState = initialShell(guideView, history, false);
  const ran: string[] = [];
  const feed = (input: ShellInput) => {
    const step = reduceShell(state, input, words);
    state = step.state;
    for (const effect of step.effects) if (effect.type === 'run') ran.push(effect.args.join(' '));
  };
  return {
    type(bytes: string) {
      const decoded = decodeKeys(freshDecoder, Buffer.from(bytes));
      const keys = [...decoded.keys, ...flushKeys(decoded.state).keys];
      for (const key of keys) feed({ type: 'key', key });
    },
    paste(text: string) {
      this.type(`\x1b[200~${text}\x1b[201~`);
    },
    feed,
    state: () => state,
    line: () => `${state.line.text.slice(0, state.line.cursor)}|${state.line.text.slice(state.line.cursor)}`,
    /** The commands that were begun. */
    ran,
    /** From the prompt on, and the cursor. */
    screen(width = 80, rows = 24) {
      const preview = () => ({ keys: [], expect: 'unknown' as const });
      const { lines, cursor } = drawLive(state, { width, rows, words, theme, preview });
      const texts = lines.map(line => lineText(line).trimEnd());
      return texts.slice(state.question ? cursor.y - 3 : cursor.y);
    },
  };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `set k${index} v`);

describe('a paste', () => {
  test('of one line is text, whatever its line ends', () => {
    for (const text of ['set a 1', 'set a 1\n', '\r\n\r\nset a 1\r\n', 'set a 1\r', '\n  \nset a 1\n\t\n']) {
      const shell = open();
      shell.paste(text);
      expect([shell.line(), shell.state().question, shell.ran]).toEqual(['set a 1|', undefined, []]);
    }
  });

  test('of several lines asks, with their number and the first of them; nothing has run', () => {
    const shell = open();
    shell.type('set {t}');
    shell.paste('a 1\r\n\r\nset b 2\r\nauth geheim\r\nset d 4\r\n');
    expect(shell.screen()).toEqual([
      ' set {t}a 1',
      ' set b 2',
      ' … and 2 more lines',
      ' Run these 4 lines, one after the other?',
      ' y runs all · n drops them · e or Enter: the first to the prompt',
    ]);
    expect(shell.ran).toEqual([]);
  });

  test('three lines are shown whole; secrets are covered, and control characters are shown', () => {
    const shell = open();
    shell.paste('auth geheim\nset b \x07\x1b[2J\nget b');
    expect(shell.screen().slice(-5, -2)).toEqual([' auth ***', ' set b \\x07\\x1b[2J', ' get b']);
  });

  test('y runs every line in order, one after the other', () => {
    const shell = open();
    shell.type('set |x\x1b[D\x1b[D\x1b[3~');
    shell.paste('a 1\nset b 2\nset c \n');
    shell.type('y');
    expect([shell.ran, shell.line()]).toEqual([['set a 1'], '|']);
    expect(shell.state().queue).toEqual(['set b 2', 'set c x']);
    shell.feed({ type: 'ran' });
    shell.feed({ type: 'ran' });
    expect(shell.ran).toEqual(['set a 1', 'set b 2', 'set c x']);
    shell.feed({ type: 'ran' });
    expect(shell.ran).toHaveLength(3);
  });

  test.each([['n'], ['\x1b'], ['\x03']])('%j drops it, and the typed line is as it was', key => {
    const shell = open();
    shell.type('set {t}');
    shell.paste('a 1\nset b 2');
    shell.type(key);
    expect([shell.ran, shell.line(), shell.state().question]).toEqual([[], 'set {t}|', undefined]);
  });

  test.each([['e'], ['\r']])('%j puts the first line to the prompt, the others wait', key => {
    const shell = open();
    shell.paste('set a 1\nset b 2');
    shell.type(key);
    expect([shell.ran, shell.line(), shell.state().line.waiting]).toEqual([[], 'set a 1|', ['set b 2']]);
    shell.type('\r');
    expect([shell.ran, shell.line()]).toEqual([['set a 1'], 'set b 2|']);
  });

  test('while a command runs its lines wait behind it; Ctrl-C stops them all', () => {
    const shell = open();
    shell.type('blpop q 0\r');
    shell.paste('get a\nget b');
    // The question stands, whatever ends meanwhile.
    shell.feed({ type: 'ran' });
    expect([shell.ran, shell.state().question !== undefined]).toEqual([['blpop q 0'], true]);
    shell.type('y');
    expect(shell.ran).toEqual(['blpop q 0', 'get a']);
    shell.type('\x03');
    shell.feed({ type: 'ran' });
    expect(shell.ran).toEqual(['blpop q 0', 'get a']);
  });

  test('of twenty thousand lines that the shell does itself ends', () => {
    const shell = open();
    shell.paste('clear\n'.repeat(20_000));
    shell.type('y');
    expect([shell.state().queue, shell.ran]).toEqual([[], []]);
  });
});

describe('Ctrl-R', () => {
  const history = ['set name x', 'get name', 'get other', 'hgetall {user:1}'];

  test('lists the lines that have what is typed, newest first; the region keeps its height', () => {
    const shell = open(history);
    shell.type('\x12');
    expect(shell.screen()).toEqual([
      expect.stringMatching(/^ history: +1 of 4 · Enter runs · Tab takes · Esc back$/),
      ' ▸ hgetall {user:1}',
      '   get other',
      '   get name',
      '   set name x',
      '',
    ]);
    shell.type('NAME');
    expect(shell.screen()).toEqual([
      expect.stringMatching(/^ history: NAME +1 of 2 · /),
      ' ▸ get name',
      '   set name x',
      ...['', '', ''],
    ]);
    shell.type('zzz');
    expect(shell.screen()[0]).toMatch(/^ history: NAMEzzz +no line has it · Esc back$/);
    expect(shell.screen()).toHaveLength(6);
  });

  test('begins with what is typed; Escape, Ctrl-G and Ctrl-C give that back', () => {
    for (const key of ['\x1b', '\x07', '\x03']) {
      const shell = open(history);
      shell.type('get name\x1b[D\x12\x12');
      expect(shell.state().search?.query).toBe('get name');
      shell.type(`other${key}`);
      expect([shell.line(), shell.state().search, shell.ran]).toEqual(['get nam|e', undefined, []]);
    }
  });

  test('Enter runs the chosen line; Ctrl-R and the arrows walk', () => {
    const walk = (keys: string) => {
      const shell = open(history);
      shell.type(`\x12${keys}\r`);
      return shell.ran[0];
    };
    expect(walk('')).toBe('hgetall {user:1}');
    expect(walk('get\x12')).toBe('get other');
    expect(walk('\x1b[B\x1b[B')).toBe('get name');
    expect(walk('\x12\x12\x12\x12\x12\x12')).toBe('set name x');
    expect(walk('\x1b[B\x1b[B\x1b[A')).toBe('get other');
    expect(walk('namex\x7f')).toBe('get name');
    expect(walk('other\x15set')).toBe('set name x');
  });

  test('Tab and Right only take the line; a key that edits takes it and edits it', () => {
    const take = (keys: string) => {
      const shell = open(history);
      shell.type(`\x12set${keys}`);
      expect([shell.ran, shell.state().search]).toEqual([[], undefined]);
      return shell.line();
    };
    expect(take('\t')).toBe('set name x|');
    expect(take('\x1b[C')).toBe('set name x|');
    expect(take('\x01')).toBe('|set name x');
    expect(take('\x1b[D')).toBe('set name |x');
    expect(take('\t\x1f')).toBe('|');
  });

  test('with no match nothing is run or taken', () => {
    const shell = open(history);
    shell.type('typed\x12zzz\r\t\x01');
    expect([shell.ran, shell.state().search?.query]).toEqual([[], 'typedzzz']);
  });

  test('while a command runs: Ctrl-C closes it and stops the command, the typed line stays', () => {
    const shell = open(history);
    shell.type('blpop q 0\rtyped\x12\x03');
    expect([shell.state().running?.stopping, shell.line(), shell.state().search]).toEqual([
      true,
      'typed|',
      undefined,
    ]);
  });

  test('a long list goes along with the chosen line; a match far right is on the row', () => {
    const long = `set doc ${'x'.repeat(300)} needle ${'y'.repeat(300)}`;
    const shell = open([long, ...many(20)]);
    shell.type(`\x12${'\x1b[B'.repeat(10)}`);
    expect(shell.screen().slice(1)).toEqual([
      '   set k11 v',
      '   set k10 v',
      ' ▸ set k9 v',
      '   set k8 v',
      '   set k7 v',
    ]);
    shell.type('\x15needle');
    expect(shell.screen()[1]).toMatch(/^ ▸ …x{11} needle y+…$/);
    for (const width of [20, 40, 60])
      for (const row of shell.screen(width)) expect(row.length).toBeLessThan(width);
  });
});

test('both languages, at 40 columns and 10 rows', () => {
  const shell = open(many(9), 'zh');
  shell.type('\x12k1');
  expect(shell.screen(40, 10)[0]).toMatch(/^ 历史：k1 +第 1 条，共 1 条/);
  shell.type('\x1b');
  shell.paste('set a 1\nset b 2');
  expect(shell.screen(40, 10).join('\n')).toContain('依次执行这 2 行？');
});
