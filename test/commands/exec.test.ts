import { PassThrough, Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExecOptions } from '../../source/commands/exec-options.ts';
import { addressOf, type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import { redisCli } from '../support/redis-servers.ts';
import { execInput } from './run-exec.ts';

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

describe('exec', () => {
  let cluster: RunningCluster;
  let ports: number[];
  beforeAll(async () => {
    cluster = await startCluster({ password: '1234' });
    ports = cluster.nodes.map(node => node.port);
  });
  afterAll(() => cluster.stop());

  async function run(
    input: readonly string[] | string | Buffer,
    more: Partial<ExecOptions> = {},
  ): Promise<Ran> {
    const isInput = typeof input === 'string' || Buffer.isBuffer(input);
    const { code, stdout, stderr } = await execInput(addressOf(cluster.nodes[0]!), isInput ? input : [], {
      connection: { password: '1234' },
      commandArgs: isInput ? [] : input.map(word => Buffer.from(word)),
      ...more,
    });
    return { code, stdout: stdout.toString(), stderr };
  }

  test('a command of arguments: its words are not split again', async () => {
    expect(await run(['set', 'name', 'mr "hello" world\n'])).toEqual({ code: 0, stdout: 'OK\n', stderr: '' });
    expect((await run(['get', 'name'])).stdout).toBe('mr "hello" world\n\n');
  });

  test("the guide's six commands from standard input print what redis-cli prints", async () => {
    const lines = 'set name mrhelloworld\nset aaa 111\nset bbb 222\n\nget name\nget aaa\nget bbb\n';
    const ran = await run(lines);
    const judge = await redisCli(['-c', '-p', ports[0]!], { password: '1234', input: lines });
    // The replies alone: its own line about a redirection is what --trace is for.
    const replies = judge.stdout.replace(/^-> Redirected.*\n/gm, '');
    expect(ran).toEqual({ code: 0, stdout: replies, stderr: '' });
    expect(ran.stdout).toBe('OK\nOK\nOK\nmrhelloworld\n111\n222\n');
  });

  test('the trace shows the hops on standard error', async () => {
    const { stdout, stderr } = await run('set name mrhelloworld\nget bbb', { trace: true });
    expect(stdout).toBe('OK\n222\n');
    const [A, , , B] = ports;
    expect(stderr.replace(/\d+(\.\d+)? ms/g, 'T')).toBe(
      [
        `→ A 127.0.0.1:${A}   SET name mrhelloworld`,
        `← MOVED 5798 127.0.0.1:${B}   T`,
        `→ B 127.0.0.1:${B}   SET name mrhelloworld`,
        '← OK   T',
        `→ B 127.0.0.1:${B}   GET bbb`,
        `← MOVED 5287 127.0.0.1:${A}   T`,
        `→ A 127.0.0.1:${A}   GET bbb`,
        '← "222"   T',
        '',
      ].join('\n'),
    );
  });

  test('JSON: command, keys with slot and node, hops, typed reply, time; no secrets', async () => {
    const lines = Buffer.concat([
      Buffer.from('mset {name}1 一 {name}2 "\\xff"\nincr {name}3\nauth 1234\ndbsize\n'),
      Buffer.from([0x67, 0x65, 0x74, 0x20, 0xff, 0x0a]),
    ]);
    const { stdout, code } = await run(lines, { json: true });
    expect(code).toBe(0);
    expect(stdout).not.toContain('1234"');
    expect(stdout).toMatch(/^[\n -~]*$/);
    const [mset, incr, auth, dbsize, get] = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const [A, , , B] = ports.map(port => `127.0.0.1:${port}`);
    const sent = ['mset', '{name}1', '一', '{name}2', { base64: '/w==' }];
    const ms = expect.any(Number);
    expect(mset).toEqual({
      command: sent,
      keys: [
        { key: '{name}1', slot: 5798, node: B },
        { key: '{name}2', slot: 5798, node: B },
      ],
      hops: [
        { node: A, sent, asking: false, reply: { type: 'error', value: `MOVED 5798 ${B}` }, ms },
        { node: B, sent, asking: false, reply: { type: 'status', value: 'OK' }, ms },
      ],
      reply: { type: 'status', value: 'OK' },
      ms,
    });
    expect(incr).toMatchObject({ hops: [{ node: B }], reply: { type: 'integer', value: 1 } });
    expect(auth).toMatchObject({ command: ['auth', '***'], keys: [], reply: { type: 'status' } });
    expect(dbsize).toMatchObject({ keys: [], reply: { type: 'integer' } });
    expect(get).toMatchObject({ keys: [{ key: { base64: '/w==' } }], reply: { type: 'nil', value: null } });
  });

  test('an error reply is printed as a reply and ends with 1; what follows still runs', async () => {
    const ran = await run('nosuch a\nset name mrhelloworld\n');
    expect(ran.stdout).toMatch(/^ERR unknown command .*\n\nOK\n$/s);
    expect(ran).toMatchObject({
      code: 1,
      stderr: '2 commands: 2 answered, 0 not answered.\n  answered with an error: 1 (line 1)\n',
    });
  });

  test('what slotsh does not send, or cannot finish, is a failure on standard error', async () => {
    const ran = await run(['sync']);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('id: command-not-supported');
    const json = await run(['sync'], { json: true });
    expect(JSON.parse(json.stdout)).toMatchObject({ hops: [], failure: { id: 'command-not-supported' } });
  });

  test('unbalanced quotes stop the run at their line', async () => {
    const running = run('set name one\nset name "two\nset name three"\n');
    await expect(running).rejects.toMatchObject({
      id: 'line-unbalanced',
      exitCode: 2,
      facts: { line: 2, column: 10 },
    });
    expect((await run(['get', 'name'])).stdout).toBe('one\n');
  });

  test('quit ends the run', async () => {
    expect(await run('get name\nQUIT\nset name never\n')).toMatchObject({ code: 0, stdout: 'one\n' });
  });

  test('on a terminal: replies as redis-cli shows them there, nothing that a terminal would obey', async () => {
    const terminal = () => Object.assign(new PassThrough(), { isTTY: true });
    const form = { style: 'tty' } as const;
    expect((await run(['get', 'name'], { stdout: terminal(), form })).stdout).toBe('"one"\n');
    const hostile = await run(['eval', "return {ok='a\\27[2Jb'}", '0'], { stdout: terminal(), form });
    expect(hostile.stdout).toBe('a\\x1b[2Jb\n');
  });

  test('nothing to run, a wrong password, and nobody there are failures with their codes', async () => {
    const stdin = Object.assign(Readable.from([]), { isTTY: true });
    await expect(run('', { stdin })).rejects.toMatchObject({ id: 'command-missing', exitCode: 2 });
    await expect(run(['ping'], { connection: {} })).rejects.toMatchObject({ id: 'auth-needed', exitCode: 1 });
    await expect(run(['ping'], { connection: { password: 'x' } })).rejects.toMatchObject({
      id: 'auth-wrong',
    });
  });

  test('the signal ends a wait for a key, and a wait for input', async () => {
    for (const input of [['blpop', '{bbb}list', '0'], '']) {
      const stop = new AbortController();
      const options = typeof input === 'string' ? { stdin: new PassThrough() } : {};
      const running = run(input, { ...options, signal: stop.signal });
      setImmediate(() => stop.abort());
      await expect(running.catch(failure => ({ code: failure.exitCode }))).resolves.toMatchObject({
        code: 130,
      });
    }
  });

  test('thousands of lines, any bytes, big values: all answered in order', async () => {
    const keys = Array.from({ length: 3000 }, (_, i) => `key:${i}`);
    const big = 'x'.repeat(1 << 20);
    const lines = [
      ...keys.map(key => `set ${key} ${key}`),
      `set big ${big}`,
      ...keys.map(key => `get ${key}`),
      'get big',
    ];
    const { stdout, code } = await run(lines.join('\n'));
    expect(code).toBe(0);
    expect(stdout).toBe([...keys.map(() => 'OK'), 'OK', ...keys, big, ''].join('\n'));
  });

  test('a long reply is written while it comes, no faster than it is read: the bytes of redis-cli', async () => {
    const fill = "for i = 1, 30000 do redis.call('rpush', '{bbb}long', 'member:' .. i) end";
    await run(['eval', fill, '1', '{bbb}long']);
    const lrange = ['lrange', '{bbb}long', '0', '-1'];
    const judge = await redisCli(['-c', '-p', ports[0]!, ...lrange], { password: '1234' });
    let pieces = 0;
    const chunks: Buffer[] = [];
    const stdout = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        pieces += 1;
        chunks.push(chunk);
        setImmediate(done);
      },
    });
    expect((await run(lrange, { stdout })).code).toBe(0);
    expect(Buffer.concat(chunks).toString()).toBe(judge.stdout);
    expect(pieces).toBeGreaterThan(3);
  });

  test('bytes come out as the server has them', async () => {
    const chunks: Buffer[] = [];
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
    await run('set bytes "\\x00\\xff\\x1b"\nget bytes', { stdout });
    expect(Buffer.concat(chunks)).toEqual(Buffer.from('OK\n\x00\xff\x1b\n', 'latin1'));
  });

  test('--read-only refuses what changes anything, of arguments and of standard input, and never asks', async () => {
    await run(['set', 'name', 'before']);
    const one = await run(['set', 'name', 'after'], { readOnly: true });
    expect(one).toMatchObject({ code: 1, stdout: '' });
    expect(one.stderr).toContain('read-only');
    const many = await run('get name\nflushall\neval return(1) 0\nget name', { readOnly: true });
    expect(many).toMatchObject({ code: 1, stdout: 'before\nbefore\n' });
    expect(many.stderr.match(/this session only reads/g)).toHaveLength(2);
    expect((await run(['get', 'name'], { readOnly: true })).code).toBe(0);
    // Scripts run what they hold, dangerous or not.
    expect(await run(['config', 'set', 'slowlog-max-len', '128'])).toMatchObject({ code: 0, stdout: 'OK\n' });
  });
});
