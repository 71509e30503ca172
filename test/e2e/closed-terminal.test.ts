import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { redisCli, startRedisServers } from '../support/redis-servers.ts';
import { aloneHere } from './alone-here.ts';
import { buildCli } from './build-cli.ts';
import { runCli } from './run-cli.ts';
import { openTerminal, type TestTerminal } from './terminal.ts';

let home: string;
let terminal: TestTerminal | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'slotsh-closed-'));
});
afterEach(async () => {
  await terminal?.close();
  terminal = undefined;
  await rm(home, { recursive: true, force: true });
});

const env = () => ({ SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' });

/** Resolves when the process has ended: what nobody waits for stays as a zombie, without a command line. */
const ended = (pid: number) =>
  expect
    .poll(() => existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '')
    .toBe(false);

describe('a cluster that is being formed', () => {
  afterEach(async () => {
    await runCli(['down', '--data', '--yes'], { home });
  });

  /** cluster-node-timeout of each node, which forming lowers to a second for its time. */
  async function nodeTimeouts(): Promise<(string | undefined)[]> {
    const password = readFileSync(join(home, 'state', 'passwords', 'here'), 'utf8').trim();
    const { clusters } = JSON.parse(readFileSync(join(home, 'state', 'clusters.json'), 'utf8'));
    const ports: number[] = clusters[0].nodes.map(({ port }: { port: number }) => port);
    const asked = ports.map(port =>
      redisCli(['-p', port, 'config', 'get', 'cluster-node-timeout'], { password }),
    );
    return (await Promise.all(asked)).map(({ stdout }) => stdout.split('\n')[1]);
  }

  test('the terminal is closed: its settings are put back, and the next run goes on', async () => {
    const args = [await buildCli(), 'up', '--here', '--yes'];
    const shown = await aloneHere(async () => {
      terminal = await openTerminal({ command: process.execPath, args, env: env() });
      await terminal.waitFor(/(meeting the others|joined)/);
      return terminal;
    });
    shown.hangUp();
    await ended(shown.pid);
    expect(await nodeTimeouts()).toEqual(Array(6).fill('15000'));
    const again = await runCli(['up', '--here', '--yes', '--json'], { home });
    expect(again).toMatchObject({ code: 0, last: { outcome: 'done' } });
  });

  test('nobody reads its lines any more: the same', async () => {
    const up = [await buildCli(), 'up', '--here', '--yes', '--json'];
    let said = '';
    const code = await aloneHere(() => {
      const child = spawn(process.execPath, up, {
        env: { ...process.env, ...env() },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      child.stdout.setEncoding('utf8').on('data', text => {
        said += text;
        if (said.includes('"form-node"')) child.stdout.destroy();
      });
      return new Promise(resolve => child.once('exit', resolve));
    });
    expect(said).not.toContain('"run-finished"');
    expect(code).toBe(130);
    expect(await nodeTimeouts()).toEqual(Array(6).fill('15000'));
  });
});

describe('a server', () => {
  test('the terminal of a shell is closed under a command: it waits there no more, and the line is kept', async () => {
    const group = await startRedisServers(1, { cluster: false });
    try {
      const { port } = group.servers[0]!;
      terminal = await openTerminal({
        command: process.execPath,
        args: [await buildCli(), 'connect', `127.0.0.1:${port}`],
        env: env(),
      });
      await terminal.waitFor(`127.0.0.1:${port}>`);
      terminal.type('blpop nothing 0\r');
      await terminal.waitFor('BLPOP waits · 1 s');
      terminal.hangUp();
      await ended(terminal.pid);
      expect(await readFile(join(home, 'state', 'history'), 'utf8')).toBe('blpop nothing 0\n');
      const blocked = async () => (await redisCli(['-p', port, 'info', 'clients'])).stdout;
      await expect.poll(blocked).toContain('blocked_clients:0');
    } finally {
      await group.stop();
    }
  });

  test('a reader that has seen enough of a reply ends exec, and that is no failure; a full disk is one', async () => {
    const group = await startRedisServers(1, { cluster: false });
    try {
      const { port } = group.servers[0]!;
      await redisCli(['-p', port, 'eval', "for i=1,200000 do redis.call('rpush','l',i) end", 0]);
      const exec = [await buildCli(), 'exec', `127.0.0.1:${port}`, '--', 'lrange', 'l', '0', '-1'];
      const child = spawn(process.execPath, exec, {
        env: { ...process.env, ...env() },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', text => {
        errors += text;
      });
      child.stdout.once('data', () => child.stdout.destroy());
      expect(await new Promise(resolve => child.once('exit', resolve))).toBe(0);
      expect(errors).toBe('');

      const full = spawnSync('sh', ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, ...exec], {
        env: { ...process.env, ...env() },
        encoding: 'utf8',
      });
      expect(full).toMatchObject({ status: 1, stderr: expect.stringContaining('ENOSPC') });
    } finally {
      await group.stop();
    }
  });
});
