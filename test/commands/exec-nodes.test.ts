import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExecOptions } from '../../source/commands/exec-options.ts';
import { addressOf, type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import { redisCli } from '../support/redis-servers.ts';
import { execInput } from './run-exec.ts';

describe('exec for several nodes', () => {
  let cluster: RunningCluster;
  /** The nodes' names, as they are shown. */
  let A: string, B: string, C: string;
  beforeAll(async () => {
    cluster = await startCluster();
    const name = (index: number) => `127.0.0.1:${cluster.nodes[index]!.port}`;
    [A, B, C] = [name(0), name(3), name(1)];
    await redisCli(['-c', '-p', cluster.nodes[0]!.port], {
      input: 'set name 1\nset aaa 2\nset bbb 3\nset foo 4\n',
    });
  });
  afterAll(() => cluster?.stop());

  async function run(input: readonly string[] | string, more: Partial<ExecOptions> = {}) {
    const isInput = typeof input === 'string';
    const ran = await execInput(addressOf(cluster.nodes[0]!), isInput ? input : [], {
      commandArgs: isInput ? [] : input.map(word => Buffer.from(word)),
      ...more,
    });
    return { ...ran, stdout: ran.stdout.toString() };
  }

  test('replies stand behind their nodes; that of a single one stands alone', async () => {
    expect(await run(['@masters', 'DBSIZE'])).toEqual({
      code: 0,
      stdout: `A ${A}  1\nB ${B}  2\nC ${C}  1\n`,
      stderr: '',
    });
    expect((await run(['@B', 'KEYS', '[na]*'])).stdout.split('\n').sort()).toEqual(['', 'aaa', 'name']);
    const lists = (await run(['@A,B', 'CONFIG', 'GET', 'appendonly'])).stdout;
    expect(lists).toBe(`A ${A}\nappendonly\nno\nB ${B}\nappendonly\nno\n`);
  });

  test('a node that says no makes the exit code 1; redirections are said on standard error', async () => {
    const ran = await run(['@A,B', 'GET', 'name']);
    expect(ran).toMatchObject({ code: 1, stdout: `A ${A}  MOVED 5798 ${B}\nB ${B}  1\n` });
    expect(ran.stderr).toContain('is not redirected');
    expect(await run(['@Q', 'PING'])).toMatchObject({ code: 1, stdout: '' });
    expect((await run([':nothing'])).stderr).toContain('id: own-command-not-here');
    expect((await run([':trace'])).stderr).toContain('id: own-command-not-here');
  });

  test('what only the screen can do is refused before it is sent, alone and in the input; connect goes elsewhere', async () => {
    for (const word of ['why', 'HELP', '?', 'clear'])
      expect(await run([word])).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(`${word} is no command that`),
      });
    const ran = await run('get name\nwhy\nget aaa\n');
    expect(ran).toMatchObject({ code: 1, stdout: '1\n2\n' });
    expect(ran.stderr).toContain('id: own-command-not-here');
    const [host = '', port = ''] = C.split(':');
    expect((await run(`connect ${host} ${port}\n:mode strict\nget foo\n`)).stdout).toContain('\n4\n');
    expect((await run(['@B', ':mode'])).stderr).toContain('id: own-words-wrong');
    // `help` is the shell's: here it stands at once how it is typed.
    const wrong = await run([':mode', 'slow']);
    expect(wrong.stderr).toContain('slotsh exec -- :mode [follow|strict|smart]');
  });

  test('keys go out bare, remarks beside them', async () => {
    const ran = await run([':scan', '*']);
    expect(ran.stdout.split('\n').sort()).toEqual(['', 'aaa', 'bbb', 'foo', 'name']);
    expect(ran.stderr).toBe('');
    expect((await run([':keys', '*'])).stdout).toBe('aaa\nbbb\nfoo\nname\n');
    expect((await run([':keys', '*', 'LIMIT', '2'])).stdout.split('\n')).toHaveLength(3);
    const limited = await run([':scan', '*', 'LIMIT', '2']);
    expect(limited.stdout.split('\n')).toHaveLength(3);
    expect(limited.stderr).toContain('LIMIT 20');
    expect(limited.stderr).not.toContain('\x1b');
  });

  test('on standard input, in their place among the other commands', async () => {
    const ran = await run('set name 5\n@owner(name) get name\nget aaa\n:dbsize\nget bbb\n');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toBe(`OK\n5\n2\nA ${A}  1\nB ${B}  2\nC ${C}  1\n4\n3\n`);
    const failing = await run('get bbb\n@A get name\nget foo\n');
    expect(failing).toMatchObject({ code: 1, stdout: expect.stringContaining('\n4\n') });
    expect(failing.stderr).toContain('answered with an error: 1 (line 2)');
  });

  test(':stat prints a table a second, until the signal: 130', async () => {
    const once = await run([':stat', '1']);
    expect(once).toMatchObject({ code: 0, stderr: '' });
    expect(once.stdout).toMatch(/^node +keys +memory.*\nA .*\nB .*\nC .*\ntogether +4 /);
    const stop = new AbortController();
    const stdout = new PassThrough();
    stdout.once('data', () => stop.abort());
    expect(await run([':stat'], { stdout, signal: stop.signal })).toMatchObject({ code: 130 });
  });

  test('JSON: an object an event', async () => {
    const { stdout } = await run(['@masters', 'GET', 'name'], { json: true });
    const events = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(events.map(event => event.event)).toEqual([
      'task-started',
      ...['node-answered', 'node-answered', 'node-answered'],
      ...['not-followed', 'task-finished'],
    ]);
    expect(events[2]).toEqual({
      event: 'node-answered',
      node: B,
      command: ['GET', 'name'],
      reply: { type: 'bulk', value: '5' },
      ms: expect.any(Number),
    });
    expect(stdout).not.toMatch(/\d\.\d{4}/);
    const big = await run([':bigkeys'], { json: true });
    expect(JSON.parse(big.stdout.trim().split('\n')[1]!)).toMatchObject({
      event: 'biggest-keys',
      keys: 4,
      types: [{ type: 'string', keys: 4, biggest: { measure: 1 } }],
    });
  });
});
