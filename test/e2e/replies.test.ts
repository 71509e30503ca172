import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RedisServers, redisCli, startRedisServers } from '../support/redis-servers.ts';
import { buildCli } from './build-cli.ts';
import { openTerminal, type TestTerminal } from './terminal.ts';

let redis: RedisServers;
let port: number;
let cli: string;
let directory: string;
let terminal: TestTerminal | undefined;

beforeAll(async () => {
  [redis, cli, directory] = await Promise.all([
    startRedisServers(1, { cluster: false }),
    buildCli(),
    mkdtemp(join(tmpdir(), 'slotsh-replies-')),
  ]);
  port = redis.servers[0]?.port ?? 0;
  await redisCli([
    '-p',
    port,
    'eval',
    "for i = 1, 1000000 do redis.call('rpush', 'long', 'member:' .. i) end",
    '0',
  ]);
});
afterEach(() => terminal?.close());
afterAll(async () => {
  await rm(directory, { recursive: true });
  await redis?.stop();
});

async function openShell(env: Record<string, string | undefined> = {}): Promise<TestTerminal> {
  terminal = await openTerminal({
    command: process.execPath,
    args: [cli, 'connect', `127.0.0.1:${port}`],
    cwd: directory,
    env: { SLOTSH_HOME: directory, LC_ALL: 'C.UTF-8', ...env },
  });
  await terminal.waitFor(`127.0.0.1:${port}>`);
  return terminal;
}

/** How much memory the process has had at most. */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

test('a reply of a million: its first lines before its last byte, keys while it is printed, Ctrl-C ends it; memory stays', async () => {
  const shell = await openShell();
  shell.type('LRANGE long 0 -1\r');
  await shell.waitFor('      1) "member:1"');
  shell.type('typed meanwhile');
  await shell.waitFor('> typed meanwhile');
  shell.press('ctrl-c');
  await shell.waitFor('the rest of the reply was not printed');
  expect(shell.transcript().join('\n')).toMatch(/[Ii]ts\s+connection was closed/);
  shell.press('ctrl-c');
  shell.type('LLEN long\r');
  await shell.waitFor('(integer) 1000000');
  // Decoded whole, as it was before, it takes 260 MB.
  expect(await peakMegabytes(shell.pid)).toBeLessThan(180);
});

test('a reply goes into a command or a file of this machine, and the row under the prompt says so', async () => {
  const shell = await openShell();
  shell.type('LRANGE long 0 99999 | wc -l');
  await shell.waitFor('the reply goes into the shell command: wc -l');
  shell.type('; printf "\\033[2J" >&2; exit 3\r');
  await shell.waitFor('exit code 3');
  const printed = shell.transcript().join('\n');
  expect(printed).toMatch(/^100000$/m);
  expect(printed).toContain('\\x1b[2J');
  // Who reads two lines is not sent a million.
  shell.type('LRANGE long 0 -1 | head -n 2\r');
  await shell.waitFor(/^member:2$/m);

  shell.type('LRANGE long 0 1 > "my list"\r');
  await shell.waitFor('→ my list  18 bytes');
  shell.type('LPOP long > "my list"\r');
  await shell.waitFor('exists. The command was not sent.');
  shell.type('LPOP long >> "my list"\r');
  await shell.waitFor('→ my list  9 bytes');
  expect(await readFile(join(directory, 'my list'), 'utf8')).toBe('member:1\nmember:2\nmember:1\n');
  shell.type('NOSUCH > nothing\r');
  await shell.waitFor("(error) ERR unknown command 'NOSUCH'");
  await expect(readFile(join(directory, 'nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
  // What several nodes answer goes there as exec writes it into a pipe.
  shell.type(':keys lo* | paste - -; printf "a\\tb\\n"\r');
  await shell.waitFor(/^a {7}b$/m);
  expect(shell.transcript().join('\n')).toMatch(/^long *$/m);
  shell.type('SET sign |\r');
  await shell.waitFor(/OK +\d/);

  shell.type('LLEN long | echo started; sleep 1000\r');
  await shell.waitFor(/^started$/m);
  shell.press('ctrl-c');
  await shell.waitFor('→ echo started; sleep 1000  ended by a signal');
});

test('the pager has the terminal until it is left; replies laid out for reading', async () => {
  const shell = await openShell({ PAGER: 'less -X', LESS: undefined });
  for (const line of [':page on', 'LRANGE long 0 -1']) shell.type(`${line}\r`);
  await shell.waitFor(screen => screen.at(-1) === ':' && screen.some(line => line.includes('"member:2"')));
  // Ctrl-C is the pager's there: it says its prompt again.
  const { length } = shell.output();
  shell.press('ctrl-c');
  await shell.waitFor(() => shell.output().length > length);
  shell.type('q');
  await shell.waitFor('→ less -X');
  await shell.waitFor(screen => screen.some(line => line.endsWith(`${port}>`)));
  for (const line of ['SET json "{\\"名\\":[1]}"', ':page off', ':pretty on', 'GET json'])
    shell.type(`${line}\r`);
  await shell.waitFor(/^ {2}"名": \[$/m);
  shell.type(':page\r');
  await shell.waitFor('(END)');
  shell.type('q');
  shell.type('quit\r');
  expect(await shell.exitCode).toBe(0);
});
