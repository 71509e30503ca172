import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { redisCli } from '../support/redis-servers.ts';
import { aloneHere } from './alone-here.ts';
import { buildCli } from './build-cli.ts';
import { runCli } from './run-cli.ts';
import { openTerminal, type TestTerminal } from './terminal.ts';

/** What a new user does, from nothing, with a few keys: each test goes on where the one before it left. */
describe('the home screen, and a cluster on this machine', () => {
  let home: string;
  let terminal: TestTerminal | undefined;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'slotsh-new-user-'));
  });
  afterEach(async () => {
    await terminal?.close();
    terminal = undefined;
  });
  afterAll(async () => {
    await runCli(['down', '--data', '--yes'], { home });
    await rm(home, { recursive: true, force: true });
  });

  async function openHome(...flags: string[]): Promise<TestTerminal> {
    terminal = await openTerminal({
      command: process.execPath,
      args: [await buildCli(), ...flags],
      env: { SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' },
    });
    await terminal.waitFor('Try it on this machine');
    return terminal;
  }

  const ports = (): number[] => {
    const { clusters } = JSON.parse(readFileSync(join(home, 'state', 'clusters.json'), 'utf8'));
    return clusters[0].nodes.map(({ port }: { port: number }) => port);
  };
  const password = () => readFileSync(join(home, 'state', 'passwords', 'here'), 'utf8').trim();
  const answers = async () => {
    const asked = ports().map(port => redisCli(['-p', port, 'ping'], { password: password() }));
    return (await Promise.all(asked)).map(({ stdout }) => stdout.trim());
  };
  /** The prompt, on whatever node it is. */
  const prompt = /^127\.0\.0\.1:\d+>/m;

  test('Esc at the first question of a way leads back to the ways; Ctrl-C leaves', async () => {
    const shell = await openHome();
    for (const way of ['2', '3']) {
      shell.type(way);
      await shell.waitFor(screen => !screen.some(line => line.includes('Try it on this machine')));
      shell.press('escape');
      await shell.waitFor(screen => screen.some(line => line.includes('Try it on this machine')));
    }
    shell.type('3');
    await shell.waitFor(screen => !screen.some(line => line.includes('Try it on this machine')));
    shell.press('ctrl-c');
    expect(await shell.exitCode).toBe(130);
  });

  test('Enter: six nodes, and the prompt is open; the password was shown once, and is not in the recording', async () => {
    const cast = join(home, 'first.cast');
    const shell = await openHome('--record', cast);
    await aloneHere(async () => {
      shell.press('enter');
      await shell.waitFor(prompt);
    });
    const shown = shell.transcript().join('\n');
    expect(shown).toContain('is up and usable');
    expect(shown.split(password())).toHaveLength(2);
    const recorded = readFileSync(cast, 'utf8');
    expect(recorded).not.toContain(password());
    expect(recorded).toContain('*'.repeat(password().length));
    expect(await answers()).toEqual(Array(6).fill('PONG'));
    shell.type('set name mrhelloworld\r');
    await shell.waitFor('OK');

    shell.press('ctrl-d');
    await shell.waitFor('Does the cluster stay when you leave? [y/N]');
    shell.press('escape');
    await shell.waitFor(screen => screen.some(line => prompt.test(line)));
    shell.press('ctrl-d');
    await shell.waitFor('[y/N]');
    shell.type('y');
    expect(await shell.exitCode).toBe(0);
    expect(shell.transcript().join('\n')).toContain('The cluster stays. Back to it: slotsh connect');
    expect(await answers()).toEqual(Array(6).fill('PONG'));
  });

  test('it is known now; Enter on it leads to its prompt, and leaving leaves it alone', async () => {
    const shell = await openHome();
    await shell.waitFor(/4 {2}redis-cluster {2}this machine .* ok/);
    shell.type('4');
    await shell.waitFor(prompt);
    shell.type('get name\r');
    await shell.waitFor('"mrhelloworld"');
    shell.press('ctrl-d');
    expect(await shell.exitCode).toBe(0);
    expect(await answers()).toEqual(Array(6).fill('PONG'));
  });

  test('the first way again: nothing is made twice; Enter at the question stops it, and says what is left; Enter on it brings it back with its keys', async () => {
    const before = ports();
    const shell = await openHome();
    shell.type('1');
    await shell.waitFor(prompt);
    expect(shell.transcript().join('\n')).toContain('Nothing was changed.');
    expect(ports()).toEqual(before);
    shell.press('ctrl-d');
    await shell.waitFor('[y/N]');
    const back = await aloneHere(async () => {
      shell.press('enter');
      expect(await shell.exitCode).toBe(0);
      const shown = shell.transcript().join('\n');
      expect(shown).toContain('redis-cluster is stopped');
      for (const port of before)
        expect(shown).toContain(join(home, 'data', 'here', 'redis-cluster', String(port)));
      expect(new Set(await answers())).toEqual(new Set(['']));
      await shell.close();

      const again = await openHome();
      await again.waitFor(/redis-cluster {2}this machine .* stopped/);
      again.type('4');
      await again.waitFor('is up and usable');
      return again;
    });
    back.press('enter');
    await back.waitFor(prompt);
    back.type('get name\r');
    await back.waitFor('"mrhelloworld"');
    back.press('ctrl-d');
    await back.waitFor('[y/N]');
    back.type('y');
    expect(await back.exitCode).toBe(0);

    expect(await runCli(['down', '--data', '--yes'], { home })).toMatchObject({ code: 0 });
    expect(readdirSync(join(home, 'data'))).toEqual([]);
    expect(existsSync(join(home, 'state', 'passwords', 'here'))).toBe(false);
  });
});
