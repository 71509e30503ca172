import { afterEach, expect, test } from 'vitest';
import { openTerminal, type TestTerminal } from './terminal.ts';

let terminal: TestTerminal | undefined;
afterEach(() => terminal?.close());

const sh = async (script: string, cols = 40, rows = 10) => {
  terminal = await openTerminal({ command: 'sh', args: ['-c', script], cols, rows });
  return terminal;
};

test('the program has a real terminal of the size asked for, and no CI', async () => {
  const screen = await sh(`test -t 0 && test -t 1 && stty size && echo "CI is $CI."`);
  await screen.waitFor('CI is .');
  expect(screen.screen().slice(0, 2)).toEqual(['10 40', 'CI is .']);
  expect(await screen.exitCode).toBe(0);
});

test('what is typed arrives, and the exit code comes back', async () => {
  const screen = await sh(`read -r a && echo "<$a>" && exit 7`);
  screen.type("it's");
  screen.press('enter');
  await screen.waitFor("<it's>");
  expect(await screen.exitCode).toBe(7);
});

test('a new size is seen by the program', async () => {
  const screen = await sh(`trap 'stty size' WINCH; echo ready; while :; do read -r a || :; done`);
  await screen.waitFor('ready');
  screen.resize(100, 30);
  await screen.waitFor('30 100');
});

test('the transcript has what scrolled away, wrapped lines as one', async () => {
  const screen = await sh(`for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; printf %060d 7`);
  expect(await screen.exitCode).toBe(0);
  await screen.waitFor(/0{59}7/);
  expect(screen.transcript()).toContain('line 1');
  expect(screen.screen()).not.toContain('line 1');
});

test('waiting in vain shows the screen', async () => {
  const screen = await sh('echo this is there; sleep 60');
  await expect(screen.waitFor('something else', 300)).rejects.toThrow(/something else.*\nthis is there/s);
});
