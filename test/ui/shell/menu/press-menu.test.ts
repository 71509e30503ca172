import { expect, test } from 'vitest';
import type { Key } from '../../../../source/ui/keys/key.ts';
import { reduceShell } from '../../../../source/ui/shell/reduce-shell.ts';
import { initialShell, type ShellInput, type ShellState } from '../../../../source/ui/shell/shell-state.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView } from '../sample-view.ts';
import { sampleCatalogue } from './sample-catalogue.ts';

const words = wordsFor('en');

/** A shell that knows a few commands and keys. */
function open(keys: readonly string[] = []) {
  let state: ShellState = {
    ...initialShell(guideView, ['get old'], false),
    knowledge: { catalogue: sampleCatalogue, keys },
  };
  let effects: string[] = [];
  const feed = (input: ShellInput) => {
    const step = reduceShell(state, input, words);
    state = step.state;
    effects = step.effects.map(({ type }) => type);
  };
  return {
    feed,
    type: (text: string) => feed({ type: 'key', key: { name: 'text', text } }),
    press: (...names: Key['name'][]) => {
      for (const name of names) feed({ type: 'key', key: { name } });
    },
    line: () => `${state.line.text.slice(0, state.line.cursor)}|${state.line.text.slice(state.line.cursor)}`,
    menu: () => state.menu?.candidates.map(({ text }) => text),
    chosen: () => state.menu?.candidates[state.menu.chosen]?.text,
    effects: () => effects,
    state: () => state,
  };
}

test('Tab with one candidate takes it, with a blank behind it', () => {
  const shell = open();
  shell.type('clus');
  shell.press('tab');
  expect([shell.line(), shell.menu()]).toEqual(['cluster |', undefined]);
  shell.type('sh');
  shell.press('tab');
  expect(shell.line()).toBe('cluster shards |');
  shell.press('tab');
  expect(shell.line()).toBe('cluster shards |');
});

test('what all candidates begin with is typed first; the menu is open with the first of them', () => {
  const shell = open(['user:1', 'user:2', 'other']);
  shell.type('get u');
  shell.press('tab');
  expect([shell.line(), shell.menu(), shell.chosen()]).toEqual([
    'get user:|',
    ['user:1', 'user:2'],
    'user:1',
  ]);
});

test('Tab, Shift-Tab, Down and Up walk around; Enter takes, and runs nothing', () => {
  const shell = open();
  shell.type('cluster s');
  shell.press('tab', 'tab');
  expect(shell.chosen()).toBe('slots');
  shell.press('down');
  expect(shell.chosen()).toBe('shards');
  shell.press('up', 'shift-tab', 'down');
  expect(shell.chosen()).toBe('slots');
  shell.press('enter');
  expect([shell.line(), shell.menu(), shell.effects()]).toEqual(['cluster slots |', undefined, []]);
  shell.press('enter');
  expect(shell.effects()).toContain('run');
});

test('Right takes, too; Esc closes and leaves the line', () => {
  const shell = open();
  shell.type('cluster s');
  shell.press('tab', 'right');
  expect(shell.line()).toBe('cluster shards |');
  shell.press('ctrl-u');
  shell.type('cluster s');
  shell.press('tab', 'escape');
  expect([shell.line(), shell.menu()]).toEqual(['cluster s|', undefined]);
  shell.press('up');
  expect(shell.line()).toBe('cluster s|');
});

test('typing narrows the menu, deleting widens it; it closes with the word', () => {
  const shell = open();
  shell.type('s');
  shell.press('tab');
  expect(shell.menu()).toEqual(['set', 'setex']);
  shell.type('e');
  expect([shell.line(), shell.menu()]).toEqual(['sete|', ['setex']]);
  shell.press('ctrl-u');
  shell.type('cluster ');
  shell.press('tab');
  expect([shell.line(), shell.menu()]).toEqual(['cluster s|', ['shards', 'slots']]);
  shell.type('l');
  expect(shell.menu()).toEqual(['slots']);
  shell.press('backspace');
  expect(shell.menu()).toEqual(['shards', 'slots']);
  shell.type('lots');
  expect(shell.menu()).toBeUndefined();
  shell.press('ctrl-u');
  shell.type('cluster s');
  shell.press('tab');
  shell.type(' ');
  expect(shell.menu()).toBeUndefined();
});

test('other keys close it and do what they do', () => {
  const shell = open();
  shell.type('set k v ');
  shell.press('tab', 'home');
  expect([shell.line(), shell.menu()]).toEqual(['|set k v ', undefined]);
  shell.press('end', 'tab');
  expect(shell.menu()).toEqual(['nx', 'xx', 'ex']);
  shell.press('ctrl-c');
  expect([shell.line(), shell.menu()]).toEqual(['|', undefined]);
});

test('in the middle of a line the rest stays, with one blank between', () => {
  const shell = open(['name']);
  shell.type('get na x');
  shell.press('left', 'left', 'tab');
  expect(shell.line()).toBe('get name| x');
});

test('a key with quotes takes the place of what was typed of it', () => {
  const shell = open(['"two words"']);
  shell.type('get tw');
  shell.press('tab');
  expect(shell.line()).toBe('get "two words" |');
  shell.press('ctrl-u');
  shell.type('get "two w');
  shell.press('tab');
  expect(shell.line()).toBe('get "two words" |');
});

test('nothing to offer: the line and the screen stay as they are', () => {
  const shell = open();
  shell.type('nosuch ');
  const before = shell.state();
  shell.press('tab');
  expect(shell.state().line).toBe(before.line);
  expect(shell.menu()).toBeUndefined();
});

test('one undo takes a completion back', () => {
  const shell = open();
  shell.type('clus');
  shell.press('tab', 'ctrl-_');
  expect(shell.line()).toBe('clus|');
});

test('keys that a scan of all nodes finds, and those of a line for chosen nodes', () => {
  const shell = open();
  const node = { host: '192.168.10.10', port: 6371 };
  shell.feed({ type: 'task-told', event: { type: 'keys-found', node, keys: [Buffer.from('found')] } });
  const args = ['get', 'fine'].map(word => Buffer.from(word));
  const reply = { type: 'nil' as const };
  shell.feed({
    type: 'task-told',
    event: { type: 'node-answered', asked: { args, nodes: [node] }, node, reply, ms: 1 },
  });
  shell.type('get f');
  shell.press('tab');
  expect(shell.menu()).toEqual(['fine', 'found']);
});

test('keys of commands and of their answers are offered in the next line', () => {
  const shell = open();
  const node = { host: '192.168.10.10', port: 6371 };
  const args = [Buffer.from('scan'), Buffer.from('0')];
  const bulk = (text: string) => ({ type: 'bulk' as const, value: Buffer.from(text) });
  shell.feed({ type: 'happened', event: { type: 'command-started', args, keys: [], node } });
  const reply = {
    type: 'array' as const,
    items: [bulk('0'), { type: 'array' as const, items: [bulk('k:1'), bulk('k:2')] }],
  };
  shell.feed({ type: 'happened', event: { type: 'hop-answered', hop: 1, node, reply, ms: 1 } });
  const get = [Buffer.from('get'), Buffer.from('k:2')];
  shell.feed({ type: 'happened', event: { type: 'command-started', args: get, keys: [], node } });
  shell.type('get ');
  shell.press('tab');
  expect(shell.menu()).toEqual(['k:2', 'k:1']);
});
