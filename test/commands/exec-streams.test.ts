import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough, Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ExecOptions } from '../../source/commands/exec-options.ts';
import { type RedisServers, redisCli, startRedisServers } from '../support/redis-servers.ts';
import { execInput } from './run-exec.ts';

let servers: RedisServers;
let port: number;
const children: ChildProcess[] = [];
beforeAll(async () => {
  servers = await startRedisServers(2, { cluster: false });
  port = servers.servers[0]!.port;
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => servers?.stop());

/** redis-cli, and what it has printed so far. */
function judge(args: readonly string[]) {
  const child = spawn('redis-cli', ['-p', String(port), ...args]);
  children.push(child);
  let printed = Buffer.alloc(0);
  child.stdout.on('data', chunk => {
    printed = Buffer.concat([printed, chunk]);
  });
  return () => printed;
}

/** slotsh the same way; `end` is the Ctrl-C. */
function run(args: readonly string[], more: Partial<ExecOptions> = {}) {
  const stop = new AbortController();
  const stdout = new PassThrough();
  let printed = Buffer.alloc(0);
  stdout.on('data', chunk => {
    printed = Buffer.concat([printed, chunk]);
  });
  const commandArgs = args.map(arg => Buffer.from(arg));
  const address = { host: '127.0.0.1', port };
  const ended = execInput(address, '', { commandArgs, stdout, signal: stop.signal, ...more });
  return {
    printed: () => printed,
    end: () => {
      stop.abort();
      return ended;
    },
  };
}

const clients = async (flag: string) => {
  const { stdout } = await redisCli(['-p', port, 'client', 'list']);
  return stdout.split('\n').filter(line => new RegExp(` flags=\\w*${flag}`).test(line)).length;
};

const messages = ['plain', 'two words', 'a "quote"', '中文', 'line\nline', '', 'x'.repeat(100_000)];

test.each([
  { style: 'raw', flag: [] },
  { style: 'tty', flag: ['--no-raw'] },
  { style: 'csv', flag: ['--csv'] },
] as const)('SUBSCRIBE and PSUBSCRIBE print what redis-cli prints: $style', async ({ style, flag }) => {
  for (const command of [
    ['subscribe', 'news', 'sport'],
    ['PSUBSCRIBE', 'n*'],
  ]) {
    const theirs = judge([...flag, ...command]);
    const ours = run(command, { form: { style } });
    await expect.poll(() => clients('P'), { interval: 10 }).toBe(2);
    for (const message of messages) await redisCli(['-p', port, 'publish', 'news', message]);
    await expect.poll(() => ours.printed().length, { interval: 10 }).toBeGreaterThan(100_000);
    await expect.poll(() => ours.printed().equals(theirs()), { interval: 10 }).toBe(true);
    expect(await ours.end()).toMatchObject({ code: 130, stderr: '' });
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await expect.poll(() => clients('P'), { interval: 10 }).toBe(0);
  }
});

test('MONITOR prints what redis-cli prints', async () => {
  const theirs = judge(['monitor']);
  const ours = run(['MONITOR']);
  await expect.poll(() => clients('O'), { interval: 10 }).toBe(2);
  await redisCli(['-p', port, 'set', 'begin', '1']);
  await redisCli(['-p', port, 'set', 'k', 'a "quoted" \\ value\r\n中']);
  await redisCli(['-p', port, 'set', 'end', '1']);
  const from = (text: Buffer) =>
    text
      .toString()
      .split('\n')
      .slice(
        text
          .toString()
          .split('\n')
          .findIndex(line => line.includes('"begin"')),
      );
  await expect.poll(() => theirs().toString(), { interval: 10 }).toContain('"end"');
  await expect.poll(() => ours.printed().toString(), { interval: 10 }).toContain('"end"');
  expect(from(ours.printed())).toEqual(from(theirs()));
  expect(ours.printed().toString()).toMatch(/^OK\n\d+\.\d+ \[0 127/);
  expect(await ours.end()).toMatchObject({ code: 130, stderr: '' });
});

test('with JSON one object a message, which says whose it is', async () => {
  const ours = run(['subscribe', 'news'], { json: true });
  await expect.poll(() => clients('P'), { interval: 10 }).toBe(1);
  await redisCli(['-p', port, 'publish', 'news', 'hello']);
  await expect.poll(() => ours.printed().toString(), { interval: 10 }).toContain('hello');
  await ours.end();
  const objects = ours
    .printed()
    .toString()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(objects.slice(-2)).toMatchObject([
    { node: `127.0.0.1:${port}`, message: { type: 'array', value: [{ value: 'subscribe' }, {}, {}] } },
    { message: { type: 'array', value: [{ value: 'message' }, { value: 'news' }, { value: 'hello' }] } },
  ]);
});

test('an error is printed, and is the end', async () => {
  const theirs = await redisCli(['-p', port, 'subscribe']);
  const ours = await execInput({ host: '127.0.0.1', port }, '', { commandArgs: [Buffer.from('subscribe')] });
  expect(ours.stdout.toString()).toBe(theirs.stdout);
  expect(ours.code).toBe(1);
});

test('who reads slowly holds the node up, and gets every message', async () => {
  const sent = 20_000;
  let count = 0;
  let release: (() => void) | undefined;
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  // Takes nothing until all are sent: what does not fit waits in the sockets and at the node.
  const stdout = new Writable({
    highWaterMark: 1024,
    write(chunk, _encoding, done) {
      count += chunk.toString().split('message\nflood\n').length - 1;
      void released.then(() => done());
    },
  });
  const ours = run(['subscribe', 'flood'], { stdout });
  await expect.poll(() => clients('P'), { interval: 10 }).toBe(1);
  await redisCli(['-p', port], { input: `publish flood ${'x'.repeat(100)}\n`.repeat(sent) });
  expect(stdout.writableLength).toBeLessThan(512 * 1024);
  expect(count).toBeLessThan(2000);
  release?.();
  await expect.poll(() => count, { interval: 10 }).toBe(sent);
  expect(await ours.end()).toMatchObject({ code: 130, stderr: '' });
});

test('from standard input it is refused: there every command has one answer', async () => {
  const { code, stderr } = await execInput({ host: '127.0.0.1', port }, 'subscribe news\nping\n');
  expect(code).toBe(1);
  expect(stderr).toContain('SUBSCRIBE is not sent');
});
