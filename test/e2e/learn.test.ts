import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import { redisCli } from '../support/redis-servers.ts';
import { buildCli } from './build-cli.ts';
import { openTerminal, type TerminalOptions, type TestTerminal } from './terminal.ts';

const lesson = fileURLToPath(new URL('lessons/short', import.meta.url));
let cluster: RunningCluster;
let cli: string;
let home: string;
let terminal: TestTerminal | undefined;

beforeAll(async () => {
  [cluster, cli] = await Promise.all([startCluster(), buildCli()]);
});
afterAll(() => cluster?.stop());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'slotsh-home-'));
});
afterEach(async () => {
  await terminal?.close();
  await rm(home, { recursive: true, force: true });
});

/** A has 0-5460, B 5461-10922. */
const address = (letter: 'A' | 'B') => `127.0.0.1:${cluster.nodes[letter === 'A' ? 0 : 3]!.port}`;

async function open(args: readonly string[], options: Partial<TerminalOptions> = {}): Promise<TestTerminal> {
  const { env, ...others } = options;
  terminal = await openTerminal({
    command: process.execPath,
    args: [cli, ...args],
    env: { SLOTSH_HOME: home, LC_ALL: 'C.UTF-8', ...env },
    ...others,
  });
  return terminal;
}

const learn = (...flags: string[]) => ['learn', lesson, address('A'), ...flags];
/** A row of the live region, or of a list, as it stands now. */
const row = (text: string | RegExp) => (screen: string[]) =>
  screen.some(line => (typeof text === 'string' ? line.includes(text) : text.test(line)));
const typed = (letter: 'A' | 'B', line: string) => row(`${address(letter)}> ${line}`);
const keyIs = async (key: string) =>
  (await redisCli(['-c', '-p', cluster.nodes[0]!.port, 'get', key])).stdout;

test('at the learner’s pace: foretold, something else runs too, left and taken up, the questions at the end', async () => {
  const first = await open(learn());
  await first.waitFor(row('What will A answer?'));
  await first.waitFor(' │ The prompt is on A. The slot of name is 5798.');
  first.type('2');
  await first.waitFor(row(/1\/3 {2}type {2}set name mrhelloworld/));
  first.type('get aaa\r');
  await first.waitFor('That ran, too. The lesson still waits for  set name mrhelloworld');
  await first.waitFor('Hint: The line stands under the prompt.');
  // GET went to the owner of its slot, which is not where the lesson is.
  await first.waitFor(`back on A ${address('A')}, where the lesson is`);
  first.resize(60, 20);
  first.press('tab');
  await first.waitFor(typed('A', 'set name mrhelloworld'));
  first.press('enter');
  await first.waitFor(' ✓ Foretold rightly: it sends you on');
  await first.waitFor(' │ A sent you on to B.');
  await first.waitFor(row(/1\/3 {2}Enter go on/));
  expect(await keyIs('name')).toContain('mrhelloworld');
  first.press('enter');
  await first.waitFor(row(/2\/3 {2}type {2}get name/));
  first.press('ctrl-d');
  expect(await first.exitCode).toBe(0);
  const end = first.screen().filter(line => line !== '');
  expect(end.slice(-3).join(' ')).toMatch(/Left at step 2 of 3\. On from there: slotsh learn/);
  expect(end.filter(line => /follow|Tab type/.test(line))).toEqual([]);
  expect(first.cursor().visible).toBe(true);
  // It has left nothing on the cluster, and takes what it needs the next time.
  expect((await keyIs('name')).trim()).toBe('');

  const second = await open(learn());
  await second.waitFor('On from where you left: the step before runs by itself.');
  await second.waitFor(row(/2\/3 {2}type {2}get name/));
  second.press('tab', 'enter');
  await second.waitFor(row('Who has it in the end?'));
  await second.waitFor(`${address('B')}> get name\n"mrhelloworld"`);
  await second.waitFor(`> set aaa 111`);
  second.press('escape');
  await second.waitFor(row(/3\/3 {2}type {2}get name/));
  second.type('get name\r');
  await second.waitFor(' · It is: B');
  await second.waitFor(row(/3\/3 {2}Enter go on/));
  second.press('enter');
  await second.waitFor(row('What decides where a key goes?'));
  await second.waitFor(' What you foretold: 1 of 2 right\n ✓ 1  What will A answer?  it sends you on');
  await second.waitFor(' · 3  Who has it in the end?  passed over · it was: B');
  await second.waitFor(' │ What was learnt\n │ A key goes where its slot is.');
  second.press('down', 'enter');
  await second.waitFor(' ✗ It is: its slot');
  await second.waitFor(row('Enter leave'));
  await second.waitFor(' ✓ One key: done');
  second.press('enter');
  expect(await second.exitCode).toBe(0);
  expect((await keyIs('aaa')).trim()).toBe('');
});

test('for a room: Space types the line, runs it, goes on; nothing moves by itself, and what else is typed runs', async () => {
  const room = await open(learn('--present', '--lang', 'zh'), { cols: 120, rows: 40 });
  await room.waitFor(row(/1\/3 {2}空格 输入下一行 {3}1-2 键 选择/));
  await room.waitFor(/A 会怎样回答？\n │ {3}1 {2}执行这条命令\n │ {3}2 {2}让您去找另一个节点/);
  room.type('2');
  await room.waitFor(row(/1\/3 {2}空格 执行/));
  expect(room.screen().some(line => line.startsWith(`${address('A')}> set name mrhelloworld`))).toBe(true);
  expect(room.transcript().join('\n')).not.toContain('MOVED 5798');
  room.type(' ');
  await room.waitFor('MOVED 5798');
  await room.waitFor(' ✓ 预测正确：让您去找另一个节点');
  await room.waitFor(row(/1\/3 {2}空格 看说明/));
  room.type('get name\r');
  await room.waitFor('"mrhelloworld"');
  expect(room.transcript().join('\n')).not.toContain('A 让您去找 B。');
  room.type(' ');
  await room.waitFor('A 让您去找 B。');
  await room.waitFor(row(/1\/3 {2}空格 继续/));
  room.type(' ');
  // A screen of its own for each step.
  await room.waitFor(row(/2\/3 {2}空格 输入下一行/));
  await room.waitFor(row('再来一次，这回从 B 出发。'));
  expect(room.screen().join('\n')).not.toContain('A 让您去找 B。');
  room.press('ctrl-c');
  expect(await room.exitCode).toBe(0);
});

test('by itself: to its end, with a recording, and Ctrl-C leaves it', async () => {
  const cast = join(home, 'lesson.cast');
  const whole = await open(learn('--auto', '--speed', '200', '--record', cast), { env: { NO_COLOR: '1' } });
  expect(await whole.exitCode).toBe(0);
  const told = whole.transcript().join('\n');
  expect(told).toContain(' │ The prompt is on A. The slot of `name` is 5798.');
  expect(told).toContain(' · It is: it sends you on');
  expect(told).toContain(' ✓ One key: done');
  expect(readFileSync(cast, 'utf8')).toContain('What was learnt');

  const stopped = await open(learn('--auto', '--speed', '2'));
  await stopped.waitFor(row('What will A answer?'));
  stopped.type('nothing is typed');
  stopped.press('ctrl-c');
  expect(await stopped.exitCode).toBe(0);
  expect(stopped.transcript().join('\n')).toContain('Left at step 1 of 3');
  expect((await keyIs('name')).trim()).toBe('');
});

test('as lines alone, without one movement of the cursor', async () => {
  const lines = await open(learn('--linear'));
  await lines.waitFor('What will A answer?');
  await lines.waitFor('1-2, ↑ ↓ Enter choose');
  lines.press('down');
  await lines.waitFor(/^› 2 {2}it sends you on$/m);
  lines.press('enter');
  await lines.waitFor('1/3  type  set name mrhelloworld');
  lines.press('tab', 'enter');
  await lines.waitFor(' ✓ Foretold rightly: it sends you on');
  await lines.waitFor('1/3  Enter go on');
  lines.press('ctrl-d');
  expect(await lines.exitCode).toBe(0);
  expect(lines.output()).not.toMatch(/\x1b\[\d*[ABCDHJK]/);
});

test('the home screen leads to the list: what was begun goes on, r forgets it', async () => {
  await mkdir(join(home, 'state'), { recursive: true });
  const progress = { 'six-commands': { step: 'second', done: 1, of: 10, foretold: [] } };
  await writeFile(join(home, 'state', 'lessons.json'), JSON.stringify({ version: 1, lessons: progress }));
  const screen = await open([]);
  await screen.waitFor(row(/4 {2}Lessons/));
  screen.press('up', 'enter');
  await screen.waitFor(row(/› 1 {2}Six commands .* min {2}▸ at 2 of 10/));
  await screen.waitFor(row(/Enter go on .* r from the beginning/));
  screen.type('r');
  await screen.waitFor(lines => row('Enter begin')(lines) && !row('at 2 of 10')(lines));
  screen.press('down');
  await screen.waitFor(row(/› 2 /));
  screen.press('escape');
  await screen.waitFor(row(/4 {2}Lessons/));
  screen.type('q');
  expect(await screen.exitCode).toBe(0);
});
