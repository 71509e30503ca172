import { expect, test } from 'vitest';
import { LessonLeft } from '../../../source/lessons/stage.ts';
import { Desk } from '../../../source/ui/learn/desk.ts';
import { reduceShell } from '../../../source/ui/shell/reduce-shell.ts';
import { initialShell, type ShellInput, type ShellStep } from '../../../source/ui/shell/shell-state.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { guideView } from '../shell/sample-view.ts';

const words = wordsFor('en');

/** A desk in a shell whose lines never come to an end by themselves, and the lines that it has heard of. */
function sit() {
  let step: ShellStep = { state: initialShell(guideView, [], false), effects: [] };
  const desk = new Desk({ words, hasColour: true, idleKeys: () => false });
  const tell = (...inputs: ShellInput[]) => {
    for (const input of inputs) {
      step = reduceShell(step.state, input, words);
      desk.hear(input, step);
    }
  };
  desk.join({
    state: () => step.state,
    size: () => ({ columns: 80, rows: 24 }),
    print: () => undefined,
    tell,
    lend: work => work(),
  });
  const heard: string[] = [];
  const over = desk.until<void>({ shows: { kind: 'place' }, ran: line => void heard.push(line) });
  over.catch(() => undefined);
  return { desk, tell, heard, over, state: () => step.state };
}

const type = (text: string): ShellInput => ({ type: 'key', key: { name: 'text', text } });
const press = (name: 'enter' | 'ctrl-c'): ShellInput => ({ type: 'key', key: { name } });
const run = { type: 'run', args: [Buffer.from('FLUSHALL')] } as const;
const danger: ShellInput = {
  type: 'dangerous',
  danger: { command: 'FLUSHALL', reason: 'deletes-keys', nodes: [], masters: 3 },
  effect: run,
};

test('a line is heard of when it is over; the shell’s own at once', () => {
  const { tell, heard } = sit();
  tell(type('get name'), press('enter'));
  expect(heard).toEqual([]);
  tell({ type: 'ran' }, type('help'), press('enter'));
  expect(heard).toEqual(['get name', 'help']);
});

test('a line that was stopped has not run', () => {
  const { tell, heard } = sit();
  tell(type('blpop list 0'), press('enter'), press('ctrl-c'), { type: 'ran' });
  expect(heard).toEqual([]);
  tell(type('get name'), press('enter'), { type: 'ran' });
  expect(heard).toEqual(['get name']);
});

test('of lines that were typed ahead the last counts', () => {
  const { tell, heard } = sit();
  tell(type('get a'), press('enter'), type('get b'), press('enter'), { type: 'ran' });
  expect(heard).toEqual([]);
  tell({ type: 'ran' });
  expect(heard).toEqual(['get b']);
});

test('a dangerous line has run only when the person said yes', () => {
  const { tell, heard } = sit();
  tell(type('flushall'), press('enter'), danger, press('enter'));
  expect(heard).toEqual([]);
  tell(type('flushall'), press('enter'), danger, type('y'), press('enter'), { type: 'ran' });
  expect(heard).toEqual(['flushall']);
});

test('what the lesson itself gives is not asked about, and what is typed meanwhile stays', async () => {
  const { desk, tell, state } = sit();
  tell(type('get'));
  const given = desk.give('flushall');
  tell(danger);
  await Promise.resolve();
  expect(state().question).toBeUndefined();
  expect(state().running).toBeDefined();
  tell({ type: 'ran' });
  await given;
  expect(state().line.text).toBe('get');
});

test('leaving ends what is waited for, and all that comes after it', async () => {
  const { desk, over } = sit();
  desk.close();
  await expect(over).rejects.toBeInstanceOf(LessonLeft);
  await expect(desk.until<void>({ shows: { kind: 'place' } })).rejects.toBeInstanceOf(LessonLeft);
  expect(desk.left.aborted).toBe(true);
});
