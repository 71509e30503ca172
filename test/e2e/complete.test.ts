import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import { buildCli } from './build-cli.ts';
import { openTerminal, type TerminalOptions, type TestTerminal } from './terminal.ts';

let cluster: RunningCluster;
let cli: string;
let home: string;
let terminal: TestTerminal;

beforeAll(async () => {
  [cluster, cli] = await Promise.all([startCluster(), buildCli()]);
  home = await mkdtemp(join(tmpdir(), 'slotsh-home-'));
});
afterAll(async () => {
  await cluster?.stop();
  await rm(home, { recursive: true, force: true });
});
afterEach(() => terminal?.close());

const nodeOf = { A: 0, B: 3 } as const;
const address = (letter: keyof typeof nodeOf) => `127.0.0.1:${cluster.nodes[nodeOf[letter]]!.port}`;

/** The shell on A at 80 × 24, when it knows the server's commands. */
async function openShell(options: Partial<TerminalOptions> = {}) {
  const { env, ...others } = options;
  terminal = await openTerminal({
    command: process.execPath,
    args: [cli, 'connect', address('A')],
    env: { SLOTSH_HOME: home, LC_ALL: 'C.UTF-8', ...env },
    ...others,
  });
  await terminal.waitFor(`${address('A')}>`);
  terminal.type('ping');
  await terminal.waitFor(/> ping [[«]/);
  terminal.press('ctrl-u');
  await terminal.waitFor(screen => !screen.join('\n').includes('ping'));
  return terminal;
}

/** The row of the prompt, and those under it. */
function promptRows(screen: string[]): string[] {
  const at = screen.findLastIndex(row => /^127\.0\.0\.1:\d+> ?/.test(row));
  return screen.slice(at).filter(row => row !== '');
}

test('the ghost shrinks as one types; Tab opens the menu, which walks, narrows, takes and closes', async () => {
  const shell = await openShell();
  const shows = (...rows: (string | RegExp)[]) =>
    shell.waitFor(screen => {
      const found = promptRows(screen);
      return rows.every((row, index) =>
        typeof row === 'string' ? found[index]?.includes(row) : row.test(found[index] ?? ''),
      );
    });
  shell.type('SET ');
  await shows(/> SET key value \[NX\|XX\] \[GET\] \[EX seconds\|.*…$/);
  shell.type('name x EX 10 ');
  await shows(/> SET name x EX 10 \[NX\|XX\] \[GET\]$/);
  expect(shell.cursor().column).toBe(`${address('A')}> SET name x EX 10 `.length);
  shell.press('tab');
  await shows(/> SET name x EX 10 /, /^▸ NX$/, /^ {2}XX$/, /^ {2}GET$/);
  shell.press('down', 'tab');
  await shows(/> SET/, /^ {2}NX$/, /^ {2}XX$/, /^▸ GET$/);
  shell.press('up', 'enter');
  await shows(/> SET name x EX 10 XX \[GET\]$/, /name → slot 5798/);

  shell.press('ctrl-u');
  shell.type('cluster s');
  shell.press('tab');
  await shows(
    /> cluster s/,
    /^▸ saveconfig +Forces the node to save/,
    /^ {2}set-config-epoch/,
    /./,
    /./,
    / 1\/6$/,
  );
  shell.type('l');
  await shows(
    /> cluster sl/,
    /^▸ slaves/,
    /^ {2}slots +deprecated · Get array of Cluster slot to node mappings$/,
  );
  shell.press('escape');
  await shows(/> cluster sl$/);
  await shell.waitFor(screen => !screen.join('\n').includes('▸ slaves'));
  shell.type('o');
  shell.press('tab');
  await shows(/> cluster slots$/);
});

test('keys seen in this session, with slot and owner; node addresses behind @', async () => {
  const shell = await openShell();
  shell.type('mset {u}1 a "{u}two words" b\r');
  await shell.waitFor('OK');
  shell.type('get {u');
  shell.press('tab');
  await shell.waitFor(/▸ \{u\}1 +slot 11826 · C 127\.0\.0\.1:\d+/);
  shell.press('ctrl-u');
  shell.type('get {u}t');
  shell.press('tab');
  await shell.waitFor('> get "{u}two words"');
  shell.press('enter');
  await shell.waitFor('"b"');
  shell.type('@');
  shell.press('tab');
  await shell.waitFor(/▸ @masters +each master/);
  shell.press('ctrl-u');
  shell.type(`@${cluster.nodes[nodeOf.B]!.port}`);
  shell.press('tab');
  await shell.waitFor(/> @\d+ $|> @\d+$/m);
});

test('help SET is a page that fits on 80 × 24: what the server says, and where a key goes here', async () => {
  const shell = await openShell();
  shell.type('help SET\r');
  await shell.waitFor(`user:1 → slot 10778 → B ${address('B')}`);
  await shell.waitFor(screen => promptRows(screen).length > 0 && screen.includes('Across slots'));
  const screen = shell.screen();
  const page = screen.slice(
    screen.findIndex(row => row.endsWith('> help SET')),
    screen.indexOf('Across slots') + 3,
  );
  expect(page.map(row => row.trimEnd())).toEqual([
    `${address('A')}> help SET`,
    expect.stringMatching(/^ {2}SET key value \[NX\|XX\] \[GET\] \[EX seconds\|/),
    expect.stringMatching(/KEEPTTL\]$/),
    '  Set the string value of a key',
    '  since       1.0.0',
    '  group       @string',
    '  complexity  O(1)',
    '  ACL         @write @string @slow',
    expect.stringMatching(/^ {2}changes {5}2\.6\.12 {2}Added the `EX`/),
    expect.stringMatching(/^ {14}6\.0\.0/),
    expect.stringMatching(/^ {14}6\.2\.0/),
    expect.stringMatching(/^ {14}7\.0\.0/),
    'Across slots',
    '  SET user:1 1',
    expect.stringMatching(/^ {4}user:1 → slot 10778 → B 127\.0\.0\.1:\d+ +you are on A: MOVED$/),
  ]);
  shell.type('help @string\r');
  await shell.waitFor(/STRLEN +Get the length of the value stored in a key/);
});

test('without colours the ghost is set apart', async () => {
  const shell = await openShell({ env: { NO_COLOR: '1' } });
  shell.type('lpush ');
  await shell.waitFor(/> lpush «key element \[element \.\.\.\]»$/m);
});

test('40 columns by 10 rows, in Chinese: nothing is wider', async () => {
  const shell = await openShell({ cols: 40, rows: 10, env: { LC_ALL: 'zh_CN.UTF-8' } });
  shell.type('zr');
  shell.press('tab');
  await shell.waitFor(/▸ zrandmember/);
  for (const row of shell.screen()) expect(row.length).toBeLessThanOrEqual(40);
  shell.press('ctrl-u');
  shell.type('help mset\r');
  await shell.waitFor('不在同一个槽：CROSSSLOT');
});
