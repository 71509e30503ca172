import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildCli } from './build-cli.ts';
import { openTerminal, type TestTerminal } from './terminal.ts';

let home: string;
let terminal: TestTerminal | undefined;

/** A set-up that never ends: its password is to come from a pipe that nobody writes to, which is read as a dead network file is. */
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'slotsh-leave-'));
  execFileSync('mkfifo', ['-m', '600', join(home, 'password')]);
  const lines = [
    'hosts: [{ address: 127.0.0.1, ports: 7371-7376 }]',
    'runtime: process',
    `directory: ${home}/deploy`,
    'passwordFile: password',
  ];
  await writeFile(join(home, 'cluster.yaml'), `${lines.join('\n')}\n`);
});
afterEach(async () => {
  // Lets go whoever still reads.
  closeSync(openSync(join(home, 'password'), constants.O_RDWR | constants.O_NONBLOCK));
  await terminal?.close();
  terminal = undefined;
  await rm(home, { recursive: true, force: true });
});

const env = () => ({ SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' });

test('a third Ctrl-C ends a set-up that does not heed the first two, and puts the terminal back', async () => {
  const script = `before=$(stty -g); "$0" "$@"; echo "exit $?"; test "$(stty -g)" = "$before" && echo as before`;
  terminal = await openTerminal({
    command: 'sh',
    args: ['-c', script, process.execPath, await buildCli(), 'up', 'cluster.yaml'],
    cwd: home,
    env: env(),
  });
  await terminal.waitFor('prepare hosts');
  terminal.press('ctrl-c');
  await terminal.waitFor('Leave?');
  terminal.press('ctrl-c');
  await terminal.waitFor('Ctrl-C at once');
  terminal.press('ctrl-c');
  await terminal.waitFor('as before');
  const shown = terminal.transcript().join('\n');
  expect(shown).toContain('Interrupted. Nothing is half-written; `slotsh up cluster.yaml` goes on');
  expect(shown).toContain('exit 130');
  expect(shown).not.toContain('progress');
  expect(terminal.cursor().visible).toBe(true);
});

test('without the interface a second signal does it', async () => {
  const child = spawn(process.execPath, [await buildCli(), 'up', 'cluster.yaml', '--yes'], {
    cwd: home,
    env: { ...process.env, ...env() },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise(resolve => child.on('exit', (code, signal) => resolve(signal ?? code)));
  await new Promise(resolve => child.stdout.once('data', resolve));
  // Signals that come close together count as one press.
  const again = setInterval(() => child.kill('SIGTERM'), 300);
  expect(await ended).toBe('SIGINT');
  clearInterval(again);
});
