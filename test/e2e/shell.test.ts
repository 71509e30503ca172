import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import { redisCli, startRedisServers } from '../support/redis-servers.ts';
import { buildCli } from './build-cli.ts';
import { openTerminal, type TerminalOptions, type TestTerminal } from './terminal.ts';

const password = 'four words, a "quote"';
let cluster: RunningCluster;
let cli: string;
let home: string;
let terminal: TestTerminal | undefined;

beforeAll(async () => {
  [cluster, cli] = await Promise.all([startCluster({ password }), buildCli()]);
});
afterAll(() => cluster?.stop());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'slotsh-home-'));
});
afterEach(async () => {
  await terminal?.close();
  await rm(home, { recursive: true, force: true });
});

/** The guide's masters: A has 0-5460, B 5461-10922, C 10923-16383. */
const nodeOf = { A: 0, B: 3, C: 1 } as const;
const server = (letter: keyof typeof nodeOf) => cluster.nodes[nodeOf[letter]]!;
const address = (letter: keyof typeof nodeOf) => `127.0.0.1:${server(letter).port}`;

async function openShell(options: Partial<TerminalOptions> = {}) {
  const { env, ...others } = options;
  terminal = await openTerminal({
    command: process.execPath,
    args: [cli, 'connect', address('A')],
    env: { SLOTSH_HOME: home, REDISCLI_AUTH: password, LC_ALL: 'C.UTF-8', ...env },
    ...others,
  });
  return terminal;
}

/** The shell on A, connected. */
async function openReady(options: Partial<TerminalOptions> = {}) {
  const shell = await openShell(options);
  await shell.waitFor(/ {2}(?:ok|正常)/);
  await shell.waitFor(`${address('A')}>`);
  return shell;
}

const timed = / \d+(\.\d)? m?s( · \d+ (redirects?|次重定向)| · slot \d+ cached → .)?$/;
/** How many replies there are; rows of the live region begin with one space. */
const replies = (shell: TestTerminal) =>
  shell.transcript().filter(line => timed.test(line) && !/^ (?! {2,})/.test(line)).length;

/** Types a line and waits for its reply. */
async function run(shell: TestTerminal, line: string) {
  const before = replies(shell);
  shell.type(`${line}\r`);
  await shell.waitFor(() => replies(shell) > before);
}

/** The transcript above the live region, without what the clock says. */
function told(shell: TestTerminal): string[] {
  const lines = shell.transcript();
  return lines
    .slice(
      0,
      lines.findLastIndex(line => line.includes('follow')),
    )
    .map(line => line.replace(/ +\d+(\.\d)? m?s( · .*)?$/, '$2').trimEnd())
    .filter(line => line !== '');
}

test('the guide: what to expect before Enter, then its six commands, replies and redirections', async () => {
  const shell = await openReady();
  shell.type('set name mrhelloworld');
  await shell.waitFor(`name → slot 5798 → B ${address('B')} · you are on A: expect MOVED`);
  shell.press('ctrl-u');
  for (const line of [
    'set name mrhelloworld',
    'set aaa 111',
    'set bbb 222',
    'get name',
    'get aaa',
    'get bbb',
  ])
    await run(shell, line);
  const [a, b] = [address('A'), address('B')];
  expect(told(shell)).toEqual([
    `${a}> set name mrhelloworld`,
    `  → A ${a}   SET name mrhelloworld`,
    `  ← MOVED 5798 ${b}`,
    `  → B ${b}   SET name mrhelloworld`,
    'OK · 1 redirect',
    `${b}> set aaa 111`,
    'OK',
    `${b}> set bbb 222`,
    `  → B ${b}   SET bbb 222`,
    `  ← MOVED 5287 ${a}`,
    `  → A ${a}   SET bbb 222`,
    'OK · 1 redirect',
    `${a}> get name`,
    `  → A ${a}   GET name`,
    `  ← MOVED 5798 ${b}`,
    `  → B ${b}   GET name`,
    '"mrhelloworld" · 1 redirect',
    `${b}> get aaa`,
    '"111"',
    `${b}> get bbb`,
    `  → B ${b}   GET bbb`,
    `  ← MOVED 5287 ${a}`,
    `  → A ${a}   GET bbb`,
    '"222" · 1 redirect',
  ]);
});

test('a dangerous command is asked about: no by default, a spelled yes runs it, the typed line stays', async () => {
  const shell = await openReady();
  const a = address('A');
  await run(shell, 'set b 1');
  shell.type('dbsize');
  await shell.waitFor(`this node only: A ${a} · :dbsize asks all 3 masters`);
  shell.press('ctrl-u');
  shell.type('flushall\r');
  await shell.waitFor('Run FLUSHALL? [y/N]');
  expect(shell.transcript().join('\n')).toMatch(
    /On A [\d.:]+: (?:no key; the cluster has )?\d+ (?:of the cluster's \d+ )?keys?/,
  );
  shell.press('enter');
  await shell.waitFor('! FLUSHALL was not run');
  await run(shell, 'get b');
  expect(shell.transcript()).toContainEqual(expect.stringMatching(/^"1" /));
  shell.type('flushall\r');
  await shell.waitFor('Run FLUSHALL? [y/N]');
  shell.type('y\r');
  await shell.waitFor(() => shell.transcript().filter(line => /^OK /.test(line)).length === 2);
});

test('modes, the cache and why: the header names the mode, a stale cache is seen to mend itself, the page is about it', async () => {
  const shell = await openReady();
  const [a, b] = [address('A'), address('B')];
  shell.type(':mode smart\r');
  await shell.waitFor('cache filled by CLUSTER SLOTS of A: 16384 slots');
  await shell.waitFor(screen => screen.some(line => / 16384 slots +smart$/.test(line)));
  await run(shell, 'get name');
  expect(shell.transcript()).toContainEqual(expect.stringMatching(/ms · slot 5798 cached → B$/));
  shell.type(':stale name\r');
  await shell.waitFor("slot 5798 is B's, cached as C's");
  await run(shell, 'get name');
  shell.type('why\r');
  await shell.waitFor('make the cache wrong, and see it mend itself');
  const lines = shell.transcript();
  const order = [
    '  · slot 5798 cached → C',
    `  ← MOVED 5798 ${b}`,
    '  · cache miss: CLUSTER SLOTS of B, no other slot changed',
    `  → B ${b}   GET name`,
    '  1  The key name has no {tag}',
    '  To see more',
  ].map(part => lines.findIndex(line => line.startsWith(part)));
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  shell.type(':trace full\r');
  await run(shell, 'get bbb');
  expect(shell.transcript()).toContain('      *2\\r\\n$3\\r\\nget\\r\\n$3\\r\\nbbb\\r\\n');
  // The prompt did not move.
  await shell.waitFor(screen => screen.some(line => line === `${a}>`));
});

test('the live region stays in one piece while the window changes under a typed line', async () => {
  const shell = await openReady();
  shell.type('set name 节点');
  await shell.waitFor('expect MOVED');
  for (const [cols, rows] of [
    [120, 40],
    [60, 20],
    [40, 12],
    [100, 30],
  ] as const) {
    shell.resize(cols, rows);
    const typed = `${address('A')}> set name 节点`;
    await shell.waitFor(screen => {
      const strips = screen.filter(line => /^ ?(A█|█)/.test(line));
      const row = screen.findIndex(line => line.startsWith(typed));
      const { column, row: at, visible } = shell.cursor();
      const inPlace = at === row && column === typed.length + 2 && visible;
      return strips.length === 1 && strips[0]?.length === cols - 1 && inPlace;
    });
    expect(shell.screen().filter(line => line.includes('节点'))).toHaveLength(1);
  }
  await run(shell, '');
  expect(told(shell)).toContain('OK · 1 redirect');
});

test('Ctrl-C drops the line, then says how to leave; Ctrl-D leaves, and the terminal is as it was', async () => {
  const shell = await openReady();
  shell.type('flushall');
  await shell.waitFor('> flushall');
  shell.press('ctrl-c');
  await shell.waitFor(screen => !screen.join().includes('flushall'));
  await shell.waitFor('help');
  shell.press('ctrl-c');
  await shell.waitFor(screen => screen.some(line => line.trim() === 'Ctrl-D leaves'));
  shell.press('ctrl-d');
  expect(await shell.exitCode).toBe(0);
  expect(shell.cursor().visible).toBe(true);
  expect(shell.output().lastIndexOf('\x1b[?2004l')).toBeGreaterThan(
    shell.output().lastIndexOf('\x1b[?2004h'),
  );
});

test('lines typed while a command runs wait for it; Ctrl-C stops the command and drops them', async () => {
  const shell = await openReady();
  await run(shell, 'del {u}list');
  shell.type('blpop {u}list 0\r');
  await shell.waitFor('BLPOP waits · 1 s · Ctrl-C stops');
  shell.type('get {u}a\rget {u}b');
  await shell.waitFor('1 line waits');
  await redisCli(['-c', '-p', server('A').port, 'rpush', '{u}list', 'x'], { password });
  await shell.waitFor('1) "{u}list"');
  await shell.waitFor('> get {u}b');
  await shell.waitFor('(nil)');
  expect(told(shell).slice(-3)).toEqual(['2) "x"', `${address('C')}> get {u}a`, '(nil)']);

  shell.press('ctrl-u');
  shell.type('blpop {u}list 0\rget {u}c\r');
  await shell.waitFor('1 line waits');
  shell.press('ctrl-c');
  await run(shell, 'echo on');
  expect(told(shell).join('\n')).not.toContain('get {u}c');
  // Really stopped: the next value stays in the list.
  await run(shell, 'rpush {u}list y');
  expect(told(shell).at(-1)).toBe('(integer) 1');
});

test('what is typed at 0-1 ms a key arrives whole and in order: 500 lines', async () => {
  const shell = await openReady();
  const lines = Array.from({ length: 500 }, (_, index) => `echo ${index}节${'x'.repeat(index % 5)}`);
  for (const [index, line] of lines.entries()) {
    // Some lines are typed wrong first: a letter too many, two letters swapped.
    const [first = '', ...others] = line;
    const keys = index % 3 === 0 ? [first, 'z', '\x7f', ...others] : [...line];
    if (index % 3 === 1) keys.splice(1, 2, 'h', 'c', '\x02', '\x14');
    for (const key of [...keys, '\r']) {
      shell.type(key);
      await (index % 2 === 0 ? nextTurn() : pause(Math.random()));
    }
  }
  await shell.waitFor(() => replies(shell) === lines.length);
  const echoed = told(shell).filter(line => line.includes('> '));
  expect(echoed.map(line => line.replace(/^\S+> /, ''))).toEqual(lines);
});

test('a paste of several lines asks first: y runs them all, e lets Enter run them one at a time', async () => {
  const shell = await openReady();
  shell.paste('set {p}a 1\nset {p}b 2\nset {p}c 3\nset {p}d 4\n');
  await shell.waitFor('Run these 4 lines, one after the other?');
  expect(shell.screen()).toContain(' … and 2 more lines');
  expect(replies(shell)).toBe(0);
  shell.type('y');
  await shell.waitFor(() => replies(shell) === 4);
  expect(told(shell).filter(line => line.includes('> set'))).toHaveLength(4);

  shell.paste('set {p}a 5\r\nset {p}b 6\r\nset {p}c 7\r\n');
  await shell.waitFor('Run these 3 lines');
  shell.type('e');
  await shell.waitFor('2 more pasted lines wait');
  shell.press('enter');
  await shell.waitFor('1 more pasted line waits');
  await shell.waitFor(() => replies(shell) === 5);
  shell.press('ctrl-c');
  await run(shell, 'mget {p}a {p}b {p}c {p}d');
  expect(told(shell).slice(-4)).toEqual(['1) "5"', '2) "2"', '3) "3"', '4) "4"']);
});

test('Ctrl-R finds a line of an earlier session, Up one that begins as typed; Ctrl-X Ctrl-U gives the typed line back', async () => {
  await mkdir(join(home, 'state'), { recursive: true });
  await writeFile(join(home, 'state', 'history'), 'echo "one"\necho "two"\nping\n');
  const shell = await openReady();
  shell.type('ec');
  shell.press('up');
  await shell.waitFor('> echo "two"');
  shell.press('up');
  await shell.waitFor('> echo "one"');
  shell.press('ctrl-x', 'ctrl-u');
  await shell.waitFor(screen => screen.some(line => line.endsWith('> ec')));
  shell.press('ctrl-u', 'ctrl-r');
  shell.type('o"');
  await shell.waitFor(screen => screen.includes(' ▸ echo "two"'));
  expect(shell.cursor().visible).toBe(true);
  shell.press('escape');
  await shell.waitFor(screen => !screen.join().includes('history:'));
  shell.press('ctrl-r');
  shell.type('one\r');
  await shell.waitFor(() => replies(shell) === 1);
  expect(told(shell)).toEqual([`${address('A')}> echo "one"`, '"one"']);
});

test('a node that dies is said at once, and the shell goes on with another', async () => {
  const own = await startCluster({ password, nodeTimeoutMs: 1500 });
  try {
    const [a, b] = [own.nodes[0]!, own.nodes[3]!];
    const shell = await openShell({ args: [cli, 'connect', `127.0.0.1:${a.port}`] });
    await shell.waitFor(`127.0.0.1:${a.port}>`);
    await run(shell, 'set name x');
    await shell.waitFor(screen => screen.some(line => line.startsWith(`127.0.0.1:${b.port}>`)));
    shell.type('blpop {name}list 0\r');
    await shell.waitFor('Ctrl-C stops');
    await b.kill();
    await shell.waitFor('it may have run');
    await shell.waitFor('Look at the data before sending the command again.');
    await shell.waitFor(`! B 127.0.0.1:${b.port} is down`);
    await shell.waitFor(`the prompt is on A 127.0.0.1:${a.port} now`);
    await shell.waitFor(screen => screen.some(line => line.includes(`${b.port}✗`)));
    await shell.waitFor(/took over B from/);
    await shell.waitFor('the cluster is ok again');
    await run(shell, 'set name y');
    expect(told(shell).at(-1)).toMatch(/^OK/);
  } finally {
    await own.stop();
  }
});

describe('nothing from a server steers the terminal', () => {
  const hostile = '\\x1b]52;c;aGk=\\x07\\x1b[2J\\x1b[1;1H\\x9b31m\\xe2\\x80\\xae';

  test('not a stored value, not an error, not a raw reply', async () => {
    const shell = await openReady();
    await run(shell, `set {h} "${hostile}"`);
    await run(shell, 'get {h}');
    await run(shell, `eval "return redis.error_reply('OOPS ' .. ARGV[1])" 0 "${hostile}"`);
    await run(shell, `eval "return {ok = ARGV[1]}" 0 "${hostile}"`);
    const bytes = shell.output();
    expect(bytes).toContain('(error) OOPS \\x1b]52;c;aGk=\\x07\\x1b[2J');
    expect(bytes).not.toContain('\x1b]52');
    expect(bytes).not.toContain('\x1b[2J');
    expect(bytes).not.toContain('\x1b[1;1H');
    expect(bytes).not.toMatch(/[\u0007\u009b\u202e]/);
  });
});

test('secrets are neither shown nor kept', async () => {
  const shell = await openReady();
  await run(shell, 'auth correct-horse');
  await run(shell, 'echo after');
  shell.press('ctrl-d');
  expect(await shell.exitCode).toBe(0);
  expect(shell.output()).not.toContain('correct-horse');
  expect(told(shell)[0]).toBe(`${address('A')}> auth ***`);
  const file = join(home, 'state', 'history');
  expect(await readFile(file, 'utf8')).toBe('echo after\n');
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  const next = await openReady();
  next.press('up');
  await next.waitFor('> echo after');
});

test('a password is asked for, asked again when it is refused, and never shown', async () => {
  const shell = await openShell({ env: { REDISCLI_AUTH: undefined } });
  await shell.waitFor(`${address('A')} asks for a password.`);
  shell.type('wrong-guess\r');
  await shell.waitFor('refuses this password.');
  shell.type(password);
  await shell.waitFor('•'.repeat(password.length));
  shell.press('enter');
  await shell.waitFor(`${address('A')}>`);
  expect(shell.output()).not.toContain('wrong-guess');
  expect(shell.output()).not.toContain('four words');
  expect(shell.transcript().join('\n')).not.toContain('•');
});

test('a node that hangs is said to be waited for; what is typed meanwhile is not lost', async () => {
  const alone = await startRedisServers(1, { cluster: false });
  try {
    const [hanging] = alone.servers;
    hanging!.pause();
    const shell = await openShell({ args: [cli, 'connect', `127.0.0.1:${hanging!.port}`] });
    await shell.waitFor(`127.0.0.1:${hanging!.port}  connecting … Ctrl-C stops`);
    shell.type('echo early\recho typed');
    await shell.waitFor(`127.0.0.1:${hanging!.port}> echo typed`);
    hanging!.resume();
    await shell.waitFor('"early"');
    await shell.waitFor(`127.0.0.1:${hanging!.port}> echo typed`);
    await shell.close();

    hanging!.pause();
    const waiting = await openShell({ args: [cli, 'connect', `127.0.0.1:${hanging!.port}`] });
    await waiting.waitFor('connecting … Ctrl-C stops');
    waiting.press('ctrl-c');
    expect(await waiting.exitCode).toBe(130);
    expect(waiting.transcript().join('\n').trim()).toBe(
      'Error: Interrupted during connect.\n  id: interrupted',
    );
    expect(shell.transcript().join('\n')).not.toContain('connecting');
  } finally {
    await alone.stop();
  }
});

test('no password given: left with 130, and said', async () => {
  const shell = await openShell({ env: { REDISCLI_AUTH: undefined } });
  await shell.waitFor('asks for a password.');
  shell.press('ctrl-c');
  expect(await shell.exitCode).toBe(130);
});

test('a big reply is printed while keys are read, and Ctrl-C stops it', async () => {
  const shell = await openReady();
  await run(shell, `eval "for i=1,300000 do redis.call('rpush',KEYS[1],'element-'..i) end" 1 big`);
  shell.type('lrange big 0 -1\r');
  await shell.waitFor('     1) "element-1"');
  shell.type('echo typed');
  await shell.waitFor('> echo typed');
  shell.press('ctrl-c');
  await shell.waitFor('the rest of the reply was not printed');
  expect(shell.transcript().some(line => line.startsWith('300000)'))).toBe(false);
  await run(shell, '');
  expect(told(shell).at(-1)).toBe('"typed"');
});

test('a key writes a few hundred bytes, and a screen at rest none', async () => {
  const shell = await openReady();
  shell.type('get {user}name');
  await shell.waitFor('expect MOVED');
  await shell.waitFor(screen => screen.some(line => line.endsWith('> get {user}name')));
  // A frame ends with the end of its synchronized update.
  const drawn = () => shell.output().endsWith('\x1b[?2026l');
  await shell.waitFor(drawn);
  const before = Buffer.byteLength(shell.output());
  shell.type('x');
  await shell.waitFor('> get {user}namex');
  await shell.waitFor(drawn);
  const after = Buffer.byteLength(shell.output());
  expect(after - before).toBeLessThan(600);
  // The shell has looked at the cluster meanwhile, and found nothing new.
  const looks = async () => {
    const { stdout } = await redisCli(['-p', server('A').port, 'info', 'commandstats'], { password });
    return Number(/cmdstat_cluster\|info:calls=(\d+)/.exec(stdout)?.[1] ?? 0);
  };
  const looked = await looks();
  await expect.poll(looks, { interval: 50 }).toBeGreaterThan(looked);
  expect(Buffer.byteLength(shell.output())).toBe(after);
});

test('chosen nodes answer side by side, :stat runs under the prompt until Ctrl-C; the prompt stays where it is', async () => {
  const shell = await openReady();
  shell.type('@B,C echo hi\r');
  await shell.waitFor(screen => screen.some(line => line.includes(`C ${address('C')}   "hi"`)));
  shell.type('@A get name\r');
  await shell.waitFor('asks exactly the nodes it names');
  expect(told(shell)).toEqual([
    `${address('A')}> @B,C echo hi`,
    `  B ${address('B')}   "hi"`,
    `  C ${address('C')}   "hi"`,
    `${address('A')}> @A get name`,
    `  A ${address('A')}   (error) MOVED 5798 ${address('B')}`,
    expect.stringContaining('One node said MOVED'),
    expect.stringContaining('asks exactly the nodes it names'),
  ]);
  shell.type(':stat\r');
  await shell.waitFor(screen => screen.some(line => /ops\/s .* [1-9] s · Ctrl-C stops/.test(line)));
  const table = (row: string) => /^ ?(node|[ABC] |together)/.test(row) && /(hits|%|-)( |$)/.test(row);
  // In one place, however often it is drawn.
  expect(shell.transcript().filter(table)).toHaveLength(5);
  shell.type('get typed');
  await shell.waitFor('> get typed');
  shell.press('ctrl-c');
  await shell.waitFor('expect MOVED');
  expect(shell.transcript().filter(table)).toHaveLength(5);
});

test('without colours every SGR code is gone but bold and dim', async () => {
  const shell = await openReady({ env: { NO_COLOR: '1' } });
  await run(shell, 'set name x');
  expect(shell.output()).not.toMatch(/\x1b\[[34]\d(;|m)/);
});

test('40 columns by 10 rows, in Chinese', async () => {
  const shell = await openReady({ cols: 40, rows: 10, env: { LC_ALL: 'zh_CN.UTF-8' } });
  shell.type('set name x');
  await shell.waitFor('槽 5798');
  await run(shell, '');
  shell.type('help\r');
  await shell.waitFor('恢复刚删除的内容');
  for (const line of shell.screen()) expect(line.length).toBeLessThanOrEqual(40);
});

/** As xterm sends it. */
const f2 = '\x1bOQ';

test('F2: the map of all nodes with keys, memory and lag; nothing; the strip again; on the smallest window, too', async () => {
  const shell = await openReady();
  const has = (text: string | RegExp) => (screen: string[]) => screen.some(line => line.search(text) >= 0);
  shell.type(f2);
  await shell.waitFor(has(/^▸A .* 0-5460 +5461 +\d+ keys? +\d.* MB +↳\d+ in sync$/));
  shell.resize(40, 12);
  await shell.waitFor(has(/^▸A \d+ +\d+ keys? +\d.* MB +↳\d+$/));
  shell.resize(20, 6);
  shell.type('get k');
  await shell.waitFor(has('> get k'));
  expect(shell.screen().filter(line => line !== '').length).toBeLessThanOrEqual(5);
  shell.resize(80, 24);
  await shell.waitFor(has('0-5460'));
  shell.type(f2);
  await shell.waitFor(screen => !has('0-5460')(screen) && !has('follow')(screen));
  shell.type(f2);
  await shell.waitFor(has(/^▸A \d+( 0-5460)? ↳\d+ +B/));
});

describe('lines alone, for screen readers', () => {
  const linear = () => ({ args: [cli, 'connect', '--linear', address('A')] });
  /** Whatever moves the cursor or erases. */
  const moves = /\x1b\[[\d;]*[A-HJKSTdf]/;

  test('commands, completion, history and what a line would do, without one movement of the cursor', async () => {
    const shell = await openShell(linear());
    await shell.waitFor(`${address('A')}>`);
    shell.type('set name mrhelloworld');
    await shell.waitFor('> set name mrhelloworld');
    shell.type(f2);
    await shell.waitFor(`name → slot 5798 → B ${address('B')} · you are on A: expect MOVED`);
    expect(shell.transcript().join('\n')).toMatch(/▸A .* 0-5460 +5461/);
    shell.press('enter');
    await shell.waitFor(screen => screen.some(line => line === `${address('B')}>`));
    expect(shell.transcript().filter(line => line.endsWith('> set name mrhelloworld'))).toHaveLength(2);
    shell.type(':where mget a b\r');
    await shell.waitFor('expect CROSSSLOT');
    shell.press('up', 'up');
    await shell.waitFor(
      screen =>
        screen.at(-1) === '' && screen.filter(line => line.endsWith('> set name mrhelloworld')).length === 3,
    );
    shell.press('ctrl-u');
    shell.type('quit\r');
    expect(await shell.exitCode).toBe(0);
    expect(shell.output()).not.toMatch(moves);
  });

  test('a password is asked for on a line of its own, and not shown', async () => {
    const shell = await openShell({ ...linear(), env: { REDISCLI_AUTH: undefined } });
    await shell.waitFor(/asks for a password\.[^>]*^>/m);
    shell.type('wrong-guess\r');
    await shell.waitFor(/refuses this password\.[^>]*^>/m);
    shell.type(`${password}\r`);
    await shell.waitFor(`${address('A')}>`);
    expect(shell.output()).not.toContain('wrong-guess');
    expect(shell.output()).not.toContain('four words');
  });
});

test('the end of the terminal ends the shell', async () => {
  const shell = await openReady();
  process.kill(shell.pid, 'SIGTERM');
  expect(await shell.exitCode).toBe(130);
  expect(shell.cursor().visible).toBe(true);
});
