import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeCommand } from '../../source/redis/encode-command.ts';
import { splitLine } from '../../source/shell/line/split-line.ts';
import { addressOf, type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import {
  type RedisServer,
  type RedisServers,
  redisCli,
  startRedisServers,
} from '../support/redis-servers.ts';
import { type ExecRun, execInput } from './run-exec.ts';

describe('many commands on standard input', () => {
  let cluster: RunningCluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.stop());
  beforeEach(() => flush());

  /** Every master empty, and every replica with it. */
  async function flush(): Promise<void> {
    for (const { port } of [0, 3, 1].map(index => cluster.nodes[index]!)) {
      await redisCli(['-p', port, 'flushall']);
      await redisCli(['-p', port, 'wait', '1', '5000']);
    }
  }

  const seed = () => addressOf(cluster.nodes[0]!);

  function exec(input: Parameters<typeof execInput>[1], more: Parameters<typeof execInput>[2] = {}) {
    return execInput(seed(), input, more);
  }

  /** The real one, reading the same bytes. */
  async function judge(args: readonly string[], input: Buffer): Promise<ExecRun> {
    const child = spawn('redis-cli', ['-p', String(seed().port), ...args]);
    const said = Promise.all([buffer(child.stdout), text(child.stderr)]);
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number];
    const [stdout, stderr] = await said;
    return { code, stdout, stderr };
  }

  const key = fc.oneof(
    fc.integer({ min: 0, max: 99 }).map(number => `key:${number}`),
    fc.integer({ min: 0, max: 9 }).map(number => `{tag}${number}`),
  );
  const tagged = fc.integer({ min: 0, max: 9 }).map(number => `{tag}${number}`);
  const value = fc.oneof(
    fc.integer().map(String),
    fc.constantFrom(
      'plain',
      '""',
      "''",
      '"a b"',
      "'c d'",
      '"\\x00\\xff\\r\\n\\t"',
      '键',
      '"\\"q\\""',
      'a"b"',
    ),
    fc.integer({ min: 1, max: 9 }).map(digit => String(digit).repeat(30_000)),
  );
  /** Lines of every kind: all replies, all errors, several keys, keys of several slots, no keys, transactions. */
  const line = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(key, value).map(([k, v]) => `set ${k} ${v}`) },
    { weight: 4, arbitrary: key.map(k => `GET ${k}`) },
    fc.tuple(key, value).map(([k, v]) => `append ${k} ${v}`),
    key.map(k => `incr ${k}`),
    fc.tuple(key, value).map(([k, v]) => `rpush {list}${k} ${v}`),
    key.map(k => `lrange {list}${k} 0 -1`),
    fc.tuple(key, value).map(([k, v]) => `hset hash:${k} f ${v} g ${v}`),
    key.map(k => `hgetall hash:${k}`),
    key.map(k => `lpop ${k}`),
    key.map(k => `\tdel  ${k} `),
    key.map(k => `type ${k}\r`),
    fc.tuple(key, value).map(([k, v]) => `eval "return {KEYS[1], {ARGV[1], false, 3}}" 1 ${k} ${v}`),
    fc.tuple(tagged, value, tagged).map(([a, v, b]) => `mset ${a} ${v} ${b} 2`),
    fc.tuple(tagged, tagged).map(([a, b]) => `mget ${a} ${b} {tag}none`),
    fc.tuple(tagged, tagged).map(([a, b]) => `rename ${a} ${b}`),
    fc.tuple(key, key).map(([a, b]) => `mget ${a} ${b} other`),
    fc.tuple(tagged, value).map(([k, v]) => `get ${k}\nmulti\nset ${k} ${v}\nincr ${k}\nexec\n`),
    key.map(k => `blpop {list}${k} 0.001`),
    fc.constantFrom(
      '',
      '   ',
      'dbsize',
      'ping',
      'nosuch a b',
      'get',
      'get a b c',
      'echo "a\\nb"',
      'randomkey x',
    ),
  );

  test('print what redis-cli -c prints, byte for byte', async () => {
    const lines = fc.sample(line, { numRuns: 1800, seed: 7 });
    const input = Buffer.from(lines.join('\n'));
    const { stdout } = await judge(['-c'], input);
    const replies = stdout.toString('latin1').replace(/^-> Redirected to slot .*\n/gm, '');
    expect(replies.length).toBeGreaterThan(1_000_000);
    await flush();
    const ran = await exec(input);
    expect(firstDifference(ran.stdout.toString('latin1'), replies)).toBeUndefined();
    expect(ran.code).toBe(1);
  });

  test('leave the same data behind as when they run one after the other', async () => {
    const lines = fc.sample(line, { numRuns: 600, seed: 8 });
    const input = Buffer.from(lines.join('\n'));
    const digests = () =>
      Promise.all(
        [0, 3, 1].map(async index => {
          const run = await redisCli(['-p', cluster.nodes[index]!.port, 'debug', 'digest']);
          return run.stdout;
        }),
      );
    await exec(input, { trace: true });
    const inTurn = await digests();
    await flush();
    await exec(input);
    expect(await digests()).toEqual(inTurn);
    expect(inTurn.every(digest => !/^0+\n$/.test(digest))).toBe(true);
  });

  test('with --pipe: what redis-cli --pipe says, with the commands of the whole cluster', async () => {
    const commands = fc.sample(line, { numRuns: 1000, seed: 9 }).flatMap(text =>
      text.split('\n').flatMap(one => {
        const { args } = splitLine(one);
        return args.length === 0 ? [] : [args.map(arg => arg.bytes)];
      }),
    );
    const input = Buffer.concat([
      ...commands.map(encodeCommand),
      Buffer.from('PING\r\nset inline "a b"\r\n'),
    ]);
    const ran = await exec(input, { pipe: true });
    const counts = /errors: (?<errors>\d+), replies: (?<replies>\d+)\n$/.exec(`${ran.stdout}`);
    expect(Number(counts?.groups?.['replies'])).toBe(commands.length + 2);
    const errors = Number(counts?.groups?.['errors']);
    expect(errors).toBeGreaterThan(100);
    expect(ran.stderr).toContain(`answered with an error: ${errors} (commands `);
    expect(ran.code).toBe(1);
    expect(await judge(['-c'], Buffer.from('get inline'))).toMatchObject({ stdout: Buffer.from('a b\n') });

    // One node's own keys: redis-cli can do those too.
    const own = Buffer.concat(
      ['1', 'x', '2']
        .map(value => encodeCommand(['INCRBY', 'bbb', value]))
        .concat(encodeCommand(['GET', 'bbb'])),
    );
    await flush();
    const theirs = await judge(['--pipe'], own);
    await flush();
    const ours = await exec(own, { pipe: true });
    expect(ours.stdout.toString()).toBe(theirs.stdout.toString());
    expect(ours.stderr.startsWith(theirs.stderr)).toBe(true);
    expect(ours.code).toBe(theirs.code);
    expect((await exec('', { pipe: true })).stdout).toEqual(
      (await judge(['--pipe'], Buffer.alloc(0))).stdout,
    );
  });

  test('with --pipe: what cannot be read on is told, and all before it has run', async () => {
    const input = Buffer.concat([encodeCommand(['SET', 'before', '1']), Buffer.from('*1\r\nPING\r\n')]);
    await expect(exec(input, { pipe: true })).rejects.toMatchObject({ id: 'pipe-unreadable', exitCode: 2 });
    expect((await exec('get before')).stdout.toString()).toBe('1\n');
  });

  test('what a command changes for all connections holds for those after it', async () => {
    const keys = Array.from({ length: 60 }, (_, i) => `h:${i}`);
    const lines = ['resp2', 'resp3'].flatMap((_, round) => [
      ...keys.map(key => `hset ${key} f ${round}`),
      round === 0 ? 'client setname bulk' : 'hello 3',
      ...keys.map(key => `hgetall ${key}`),
    ]);
    const { stdout, stderr } = await exec(lines.join('\n'));
    expect(stderr).toBe('');
    const replies = stdout.toString();
    // RESP2 has a list of field and value, RESP3 a map of them, which redis-cli prints on one line.
    expect(replies).toContain(`OK\n${'f\n0\n'.repeat(60)}`);
    expect(replies.endsWith('f 1\n'.repeat(60))).toBe(true);
  });

  test('a slow reader of the replies stops everything, and gets them all', async () => {
    await exec(`set big ${'x'.repeat(100_000)}`);
    let read = 0;
    function* input() {
      for (; read < 1200; read++) yield Buffer.from('get big\n');
    }
    let taken = 0;
    let most = 0;
    let allow: (() => void) | undefined;
    const stdout = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.length;
        allow = done;
        if (read < 1200) most = Math.max(most, read * 100_001 - taken);
        setImmediate(() => {
          if (allow === done) done();
        });
      },
    });
    const { code } = await exec(input(), { stdout });
    expect({ code, taken }).toEqual({ code: 0, taken: 1200 * 100_001 });
    // What was read and not written out at any time: bounded, though the server would have sent 120 MB at once.
    expect(most).toBeLessThan(60 << 20);
  });

  test('a reader that takes nothing: input is read up to the bound, and no further', async () => {
    let read = 0;
    function* input() {
      for (; read < 50_000; read++) yield Buffer.from(`set key:${read} ${read}\n`);
    }
    const waiting: (() => void)[] = [];
    const stdout = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => void waiting.push(done),
    });
    const running = exec(input(), { stdout });
    await expect.poll(() => waiting.length, { interval: 20 }).toBeGreaterThan(0);
    let before = -1;
    await expect
      .poll(
        () => {
          const hasStopped = before === read;
          before = read;
          return hasStopped;
        },
        { interval: 300 },
      )
      .toBe(true);
    expect(read).toBeLessThan(10_000);
    for (let done = waiting.shift(); done; done = waiting.shift()) {
      done();
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    const drain = setInterval(() => waiting.shift()?.(), 1);
    expect((await running).code).toBe(0);
    clearInterval(drain);
    expect(read).toBe(50_000);
  });

  test('a reply comes at once when nothing more stands in the input yet', async () => {
    const seen: string[] = [];
    let next: (() => void) | undefined;
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        seen.push(chunk.toString());
        next?.();
        done();
      },
    });
    async function* input() {
      for (let count = 1; count <= 5; count++) {
        const answered = new Promise<void>(resolve => {
          next = resolve;
        });
        yield Buffer.from(`incr counter\n`);
        await answered;
      }
    }
    await exec(input(), { stdout });
    expect(seen).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n']);
  });

  test('the signal ends it, with an account', async () => {
    const stop = new AbortController();
    const stdin = new PassThrough();
    stdin.write('set a 1\nset b 2\n');
    const out = new PassThrough();
    let told = '';
    out.on('data', (data: Buffer) => {
      told += data;
      if (told === 'OK\nOK\n') setImmediate(() => stop.abort());
    });
    const { code, stdout, stderr } = await exec('', { stdin, stdout: out, signal: stop.signal });
    expect({ code, stdout: stdout.toString(), stderr }).toEqual({
      code: 130,
      stdout: 'OK\nOK\n',
      stderr: 'Interrupted: nothing was read beyond line 2.\n',
    });
  });
});

describe('what is said of many commands on standard input', () => {
  let servers: RedisServers;
  let server: RedisServer;
  beforeAll(async () => {
    servers = await startRedisServers(1, { cluster: false });
    server = servers.servers[0]!;
  });
  afterAll(() => servers.stop());

  test('a script that answers like a redirection sends nobody anywhere there', async () => {
    const script = `eval "return redis.error_reply('MOVED 1 127.0.0.1:1')" 1 key`;
    const { stdout } = await execInput(addressOf(server), `${script}\n`);
    expect(stdout.toString()).toBe('MOVED 1 127.0.0.1:1\n\n');
  });

  test('a server that is no cluster takes them just as well', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `set key:${i} ${i}\nget key:${i}\n`);
    const { stdout, code } = await execInput(
      addressOf(server),
      `select 3\n${lines.join('')}mget key:1 other\n`,
    );
    expect(code).toBe(0);
    expect(stdout.toString()).toBe(`OK\n${lines.map((_, i) => `OK\n${i}\n`).join('')}1\n\n`);
    expect((await redisCli(['-p', server.port, '-n', '3', 'dbsize'])).stdout).toBe('3000\n');
  });

  test('progress once a second on a terminal, gone at the end; none where replies are shown there', async () => {
    async function* input() {
      const until = performance.now() + 1300;
      for (let count = 0; performance.now() < until; count++) {
        yield Buffer.from(`set key ${count}\n`);
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    }
    const terminal = () => Object.assign(new PassThrough(), { isTTY: true });
    const [apart, shared] = await Promise.all([
      execInput(addressOf(server), input(), { stderr: terminal() }),
      execInput(addressOf(server), input(), { stderr: terminal(), stdout: terminal() }),
    ]);
    expect(apart.stderr).toMatch(/^\r\x1b\[2K\d+ commands · \d+\/s · 0 redirects · 1 s\r\x1b\[2K$/);
    expect(shared.stderr).toBe('');
    expect(shared.stdout.toString()).toMatch(/^(OK\n)+$/);
  });

  test('when the last node dies: each command without an answer in its place, an account, an end', async () => {
    async function* input() {
      yield Buffer.from('set a 1\nnosuch\nget a b c\n');
      await new Promise(resolve => setTimeout(resolve, 100));
      server.pause();
      yield Buffer.from('incr a\nincr a\nget a\n');
      await new Promise(resolve => setTimeout(resolve, 100));
      await server.kill();
      yield Buffer.from(`${'incr b\n'.repeat(30)}`);
      for (let count = 0; count < 1000; count++) {
        await new Promise(resolve => setTimeout(resolve, 10));
        yield Buffer.from('incr c\n');
      }
    }
    const { code, stdout, stderr } = await execInput(addressOf(server), input(), { patienceMs: 200 });
    expect(code).toBe(1);
    expect(stdout.toString()).toMatch(/^OK\nERR unknown command.*\n\nERR wrong number.*\n\n$/);
    const node = `127.0.0.1:${server.port}`;
    const lines = stderr.trimEnd().split('\n');
    const lost = (line: number) =>
      `line ${line}: The connection to ${node} was lost. The command may have run.`;
    expect(lines.slice(0, 3)).toEqual([4, 5, 6].map(lost));
    expect(lines[3]).toMatch(/^line 7: Slot \d+ was not served for 0 s: .* The command did not run\.$/);
    expect(lines.filter(line => /^line \d+:/.test(line)).length).toBe(20);
    expect(lines[20]).toBe('Further failures are counted only.');
    const [account, ...tallies] = lines.slice(-5);
    const [, all, failed] = /^(\d+) commands: 3 answered, (\d+) not answered\.$/.exec(account ?? '') ?? [];
    expect(Number(all)).toBe(Number(failed) + 3);
    expect(Number(all)).toBeLessThan(1000);
    expect(tallies).toEqual([
      '  answered with an error: 2 (lines 2, 3)',
      '  not answered, may have run: 3 (lines 4, 5, 6)',
      `  not run: ${Number(failed) - 3} (lines 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, …)`,
      `No node answers any more: nothing was read beyond line ${all}.`,
    ]);
  });
});

/** Where two texts begin to differ, with what is there. */
function firstDifference(
  ours: string,
  theirs: string,
): { at: number; ours: string; theirs: string } | undefined {
  if (ours === theirs) return undefined;
  let at = 0;
  while (ours[at] === theirs[at]) at++;
  return { at, ours: ours.slice(at - 60, at + 60), theirs: theirs.slice(at - 60, at + 60) };
}
