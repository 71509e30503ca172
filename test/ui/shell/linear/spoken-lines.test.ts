import { expect, test } from 'vitest';
import { spokenLines } from '../../../../source/ui/shell/linear/spoken-lines.ts';
import { spokenRow } from '../../../../source/ui/shell/linear/spoken-row.ts';
import { reduceShell } from '../../../../source/ui/shell/reduce-shell.ts';
import { initialShell, type ShellInput, type ShellState } from '../../../../source/ui/shell/shell-state.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView } from '../sample-view.ts';

const words = wordsFor('en');
const fresh: ShellState = { ...initialShell(guideView, ['get name'], true), isLinear: true };
const said = (state: ShellState) => spokenLines(state, { width: 80, words, theme: createTheme(false) });
const follow = (state: ShellState, ...inputs: ShellInput[]) =>
  inputs.reduce((before, input) => reduceShell(before, input, words).state, state);
const type = (text: string): ShellInput => ({ type: 'key', key: { name: 'text', text } });
const press = (name: 'tab' | 'ctrl-d' | 'ctrl-r' | 'enter'): ShellInput => ({ type: 'key', key: { name } });

test('what is typed is on the row, secrets covered; what the line would do is not said by itself', () => {
  const typed = follow(fresh, type('auth geheim'));
  expect(spokenRow(typed, words)).toBe('192.168.10.10:6371> auth ••••••');
  expect(said(typed)).toEqual([]);
});

test('a question is said, and the row is empty until it is answered', () => {
  const asked = follow(fresh, press('ctrl-d'));
  expect(spokenRow(asked, words)).toBe('');
  expect(said(asked)[0]).toMatch(/^Does the cluster stay when you leave\?/);
});

test('a menu is said once, then the one that is chosen', () => {
  const open = follow(fresh, type('hel'), press('tab'));
  const walked = follow(fresh, type(':'), press('tab'), press('tab'));
  expect(said(open).length + said(walked).length).toBeGreaterThan(0);
  expect(said(walked)).toEqual([expect.stringMatching(/^▸ :/)]);
});

test('a search says the line it has found', () => {
  const searching = follow(fresh, press('ctrl-r'), type('na'));
  expect(spokenRow(searching, words)).toBe(`${words.editor.search.prompt}na`);
  expect(said(searching)).toEqual(['get name']);
});

test('a command that runs is told of after 5 seconds, and every 30', () => {
  const second: ShellInput = { type: 'second' };
  let state = follow(fresh, type('blpop q 0'), press('enter'));
  const told: number[] = [];
  for (let seconds = 1; seconds <= 65; seconds++) {
    state = follow(state, second);
    if (said(state).length > 0) told.push(seconds);
  }
  expect(told).toEqual([5, 30, 60]);
});
