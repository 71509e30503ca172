import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Cast } from '../../source/casts/cast.ts';
import { readCast } from '../../source/casts/read-cast.ts';
import { type RedisServers, startRedisServers } from '../support/redis-servers.ts';
import { buildCli } from './build-cli.ts';
import { openTerminal, type TerminalOptions, type TestTerminal } from './terminal.ts';

let redis: RedisServers;
let address: string;
let cli: string;
let directory: string;
let terminal: TestTerminal | undefined;

beforeAll(async () => {
  [redis, cli, directory] = await Promise.all([
    startRedisServers(1, { cluster: false }),
    buildCli(),
    mkdtemp(join(tmpdir(), 'slotsh-record-')),
  ]);
  address = `127.0.0.1:${redis.servers[0]?.port}`;
});
afterEach(() => terminal?.close());
afterAll(async () => {
  await redis?.stop();
  await rm(directory, { recursive: true, force: true });
});

const environment = () => ({ SLOTSH_HOME: join(directory, 'home'), LC_ALL: 'C.UTF-8' });

async function open(args: readonly string[], options: Partial<TerminalOptions> = {}): Promise<TestTerminal> {
  terminal = await openTerminal({
    command: process.execPath,
    args: [cli, ...args],
    cwd: directory,
    env: environment(),
    ...options,
  });
  return terminal;
}

async function castOf(file: string): Promise<Cast> {
  const cast = readCast(await readFile(join(directory, file), 'utf8'));
  if (typeof cast === 'string') throw new Error(cast);
  return cast;
}

const shownBy = ({ events }: Cast) =>
  events.map(event => (event.kind === 'output' ? event.text : '')).join('');

/** The lines that a recording leaves on a terminal. */
async function linesOf({ header, events }: Cast): Promise<string[]> {
  const screen = new xterm.Terminal({ cols: header.width, rows: header.height, allowProposedApi: true });
  for (const event of events) {
    if (event.kind === 'resize') screen.resize(event.columns, event.rows);
    else await new Promise<void>(resolve => screen.write(event.text, resolve));
  }
  const { active } = screen.buffer;
  return Array.from({ length: active.length }, (_, row) =>
    (active.getLine(row)?.translateToString() ?? '').trimEnd(),
  ).filter(line => line !== '');
}

/** A file of a recording, as somebody may have written it. */
async function writeCast(file: string, events: readonly unknown[], { width = 80, height = 24 } = {}) {
  const lines = [{ version: 2, width, height }, ...events].map(line => JSON.stringify(line));
  await writeFile(join(directory, file), `${lines.join('\n')}\n`);
}

test('a session is recorded as it was shown: every byte and size, for its owner alone, nothing typed in secret', async () => {
  const shell = await open(['connect', address, '--record', 'session.cast']);
  await shell.waitFor(`${address}>`);
  shell.type('set 城市 "北京"\r');
  await shell.waitFor('OK');
  shell.resize(100, 30);
  shell.type('auth nobody hunter2\r');
  await shell.waitFor('WRONGPASS');
  shell.press('ctrl-d');
  expect(await shell.exitCode).toBe(0);

  const text = await readFile(join(directory, 'session.cast'), 'utf8');
  expect((await stat(join(directory, 'session.cast'))).mode & 0o777).toBe(0o600);
  expect(Object.keys(JSON.parse(text.split('\n')[0] ?? ''))).toEqual([
    'version',
    'width',
    'height',
    'timestamp',
    'env',
  ]);
  expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({
    ...{ version: 2, width: 80, height: 24, env: { TERM: 'xterm-256color' } },
  });
  expect(text).not.toMatch(/hunter2|"i"/);
  const cast = await castOf('session.cast');
  expect(cast.events).toContainEqual({ at: expect.any(Number), kind: 'resize', columns: 100, rows: 30 });
  // What the terminal itself got, but for the line after the recording.
  expect(shell.output()).toContain(shownBy(cast));
  expect(
    shell
      .transcript()
      .filter(line => line !== '')
      .at(-1),
  ).toBe('Recorded: session.cast · play it: slotsh replay session.cast');
  expect(await linesOf(cast)).toEqual(
    shell
      .transcript()
      .filter(line => line !== '')
      .slice(0, -1),
  );
});

test('nothing is overwritten: it is refused before anything is run', async () => {
  await writeFile(join(directory, 'there.cast'), 'mine');
  const refused = await open(['exec', address, '--record', 'there.cast', '--', 'set', 'touched', '1']);
  expect(await refused.exitCode).toBe(2);
  expect(refused.transcript().join('\n')).toMatch(/rm there\.cast[\s\S]*id: recording-exists/);
  expect(await readFile(join(directory, 'there.cast'), 'utf8')).toBe('mine');
  const asked = await open(['exec', address, '--', 'exists', 'touched']);
  await asked.waitFor('(integer) 0');
});

test('what goes into a pipe is no part of it; a disk that is full ends the recording, and not the run', async () => {
  const piped = await open([], {
    command: 'sh',
    args: [
      '-c',
      '"$0" "$@" | cat',
      process.execPath,
      cli,
      'exec',
      address,
      '--trace',
      '--record',
      'piped.cast',
      'ping',
    ],
  });
  await piped.waitFor('PONG');
  expect(await piped.exitCode).toBe(0);
  const shown = shownBy(await castOf('piped.cast'));
  expect(shown).toContain('PING');
  expect(shown).not.toContain('\nPONG\r\n');

  // 512 bytes are all that this disk takes.
  const full = await open([], {
    command: 'sh',
    args: [
      ...['-c', 'trap "" XFSZ; ulimit -f 1; "$0" "$@"', process.execPath, cli],
      ...['exec', address, '--record', 'full.cast', '-r', '40', 'echo', 'not too short'],
    ],
  });
  expect(await full.exitCode).toBe(0);
  const lines = full.transcript().filter(line => line !== '');
  expect(lines.filter(line => line === '"not too short"')).toHaveLength(40);
  expect(lines.slice(40).join('')).toContain('The recording ended before the session: EFBIG');
  expect(await castOf('full.cast')).not.toHaveProperty('brokenAt');
});

test('a run that is killed leaves a recording that can be played', async () => {
  const args = ['exec', address, '--record', 'killed.cast', '-r', '-1', '-i', '0.01', 'ping'];
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: directory,
    env: { ...process.env, ...environment() },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
  const cast = await castOf('killed.cast');
  expect(cast).not.toHaveProperty('brokenAt');
  expect(shownBy(cast)).toContain('PONG\r\n');
});

test('replay: Space pauses, a step shows one event, q leaves, and the terminal is as before', async () => {
  const events = [
    [0, 'o', 'one\r\n'],
    [0.01, 'o', '\u001b]52;c;aGk=\u0007\u001b[?1000htwo\r\n'],
    [600, 'o', 'three\r\n'],
    [1200, 'o', 'four\r\n'],
    [1200.1, 'o', 'five'],
  ];
  await writeCast('steps.cast', events, { height: 20 });
  const script = `echo before; stty -g > a; "$0" "$@"; echo "exit $?"; stty -g | cmp - a && echo as before`;
  const player = await open([], {
    command: 'sh',
    args: ['-c', script, process.execPath, cli, 'replay', 'steps.cast'],
  });
  const shown = (text: string) => player.waitFor(screen => screen.includes(text));
  await shown('two');
  await player.waitFor(/playing {2}0:00 \/ 20:00/);
  expect(player.screen()).not.toContain('before');
  player.type('.');
  await shown('three');
  await player.waitFor(/paused {2}10:00 \/ 20:00 .*Space go on.*\. step.*q leave/);
  player.resize(90, 22);
  player.type('..');
  await shown('five');
  await player.waitFor('the end  20:00 / 20:00');
  expect(
    player
      .screen()
      .filter(line => line !== '')
      .slice(0, 5),
  ).toEqual(['one', 'two', 'three', 'four', 'five']);
  player.type(' ');
  await player.waitFor(screen => !screen.includes('three') && screen.includes('two'));
  player.type('q');
  await player.waitFor('as before');
  expect(player.transcript().filter(line => line !== '')).toEqual(['before', 'exit 0', 'as before']);
  expect(player.output()).not.toContain('\u001b]52');
  expect(player.emulator.modes).toMatchObject({ mouseTrackingMode: 'none', bracketedPasteMode: false });
  expect(player.cursor().visible).toBe(true);
});

test('replay of what fills the terminal: the status covers its last row while it stands still, and no longer', async () => {
  const rows = Array.from({ length: 24 }, (_, row) => `row ${row + 1}`);
  await writeCast('full-height.cast', [
    [0, 'o', rows.join('\r\n')],
    [600, 'o', '\r\nnext'],
  ]);
  const player = await open(['replay', 'full-height.cast']);
  await player.waitFor(screen => screen[23] === 'row 24');
  player.type(' ');
  await player.waitFor(screen => screen[23]?.startsWith(' paused  0:00 / 10:00') === true);
  expect(player.screen().slice(0, 23)).toEqual(rows.slice(0, 23));
  player.type(' ');
  await player.waitFor(screen => screen[23] === 'row 24');
  expect(player.screen()).toEqual(rows);
  player.type('.');
  await player.waitFor(screen => screen[23]?.startsWith(' the end') === true);
  expect(player.screen()[22]).toBe('row 24');
  player.type('q');
  expect(await player.exitCode).toBe(0);
});

test('replay of what does not fit waits; --idle shortens pauses; a file that breaks off says so', async () => {
  await writeCast('large.cast', [[300, 'o', 'later'], ['broken']], { width: 200, height: 60 });
  const player = await open(['replay', 'large.cast', '--idle', '0.1', '--speed', '2']);
  await player.waitFor('recorded at 200×60: enlarge the window');
  expect(player.screen()).not.toContain('later');
  player.type(' ');
  await player.waitFor(screen => screen.includes('later'));
  await player.waitFor('the end');
  player.resize(200, 61);
  await player.waitFor('the file breaks off here');
  player.press('ctrl-c');
  expect(await player.exitCode).toBe(0);
});

test.each([
  [['replay'], 'recording-missing'],
  [['replay', 'absent.cast'], 'file-unreadable'],
  [['replay', 'text.cast'], 'recording-unreadable'],
  [['replay', '/dev/zero'], 'recording-unreadable'],
  [['replay', '.'], 'file-unreadable'],
  [['replay', 'text.cast', '--speed', '0'], 'flag-wrong'],
  [['replay', 'text.cast', 'more'], 'too-many-words'],
])('%j is refused in words: %s', async (args, id) => {
  await writeFile(join(directory, 'text.cast'), 'a text\n');
  const player = await open(args);
  expect(await player.exitCode).toBe(2);
  expect(player.transcript()).toContain(`  id: ${id}`);
});
