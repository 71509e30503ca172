import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { escapeLines } from '../../source/ui/escape-text.ts';
import { judgedCommands } from '../shell/reply/judged-commands.ts';
import { type RedisServers, startRedisServers } from '../support/redis-servers.ts';
import { buildCli } from './build-cli.ts';

/** Their answers tell of the moment, the connection or chance: they differ from one run of redis-cli to the next. */
const changing =
  /^(?:time|lastsave|randomkey|info|lolwut|role|memory|latency|slowlog|client|debug (?:object|htstats|htstats-key|jmap)|cluster (?:info|nodes)|function stats|hrandfield|xinfo consumers|xinfo stream|xreadgroup|xpending|acl log|acl getuser|acl list|object freq|command docs|command list|config resetstat)\b/i;
const commands = judgedCommands.filter(words => !changing.test(words.join(' ')));

let redis: RedisServers;
let port: number;
let cli: string;
let directory: string;
let input: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'slotsh-output-'));
  input = join(directory, 'commands');
  writeFileSync(
    input,
    ['SCRIPT FLUSH', 'FLUSHALL', ...commands.map(words => words.map(quote).join(' '))].join('\n'),
  );
  [redis, cli] = await Promise.all([
    startRedisServers(1, { cluster: false, directives: { 'enable-debug-command': 'yes' } }),
    buildCli(),
  ]);
  port = redis.servers[0]?.port ?? 0;
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await redis?.stop();
});

/** A word as redis-cli reads it, one character a byte. */
function quote(word: string): string {
  const hex = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `"${word.replace(/[^ !#-[\]-~]/g, hex)}"`;
}

/** Without the times of slow lines: on a machine that stands still for half a second every command is slow. */
const untimed = (out: Buffer) => out.toString('latin1').replace(/^\(\d+\.\d\ds\)\r?\n/gm, '');

interface Run {
  /** Its flags are the same for both, but for `--json`, which slotsh has for something else. */
  flags: readonly string[];
  args?: readonly string[];
  stdin?: string;
  onTerminal?: boolean;
}

const redisCli = (run: Run) =>
  start(['redis-cli', '-p', String(port), ...run.flags, ...(run.args ?? [])], run);

const slotsh = ({ flags, args, ...run }: Run) => {
  const ours = flags.map(flag => (flag === '--json' ? '--json-reply' : flag));
  const address = [process.execPath, cli, 'exec', '-p', String(port)];
  return start([...address, ...ours, ...(args ? ['--', ...args] : [])], { flags, ...run });
};

/** What a program prints, standard error apart. */
async function start(
  argv: readonly string[],
  { stdin, onTerminal = false }: Run,
): Promise<{ code: number | null; out: Buffer }> {
  const from = openSync(input, 'r');
  const line = argv.map(word => `'${word}'`).join(' ');
  const [program = '', ...args] = onTerminal
    ? ['script', '-qec', `${line} < '${input}' 2> /dev/null`, '/dev/null']
    : argv;
  const child = spawn(program, args, {
    env: { ...process.env, SLOTSH_HOME: directory, LC_ALL: 'C.UTF-8' },
    stdio: [stdin === undefined ? (onTerminal ? 'ignore' : from) : 'pipe', 'pipe', 'ignore'],
  });
  child.stdin?.end(stdin);
  const out: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  const code = await new Promise<number | null>(resolve => {
    child.on('close', resolve);
  });
  closeSync(from);
  return { code, out: Buffer.concat(out) };
}

describe(`${commands.length} commands on standard input, to redis-cli and to slotsh exec`, () => {
  test.each([[[]], [['--raw', '-3']], [['--no-raw', '-3']], [['--csv', '-3']], [['-d', ', ', '-D', ' ;\n']]])(
    'into a pipe with %j: the same bytes',
    async flags => {
      const theirs = await redisCli({ flags });
      const ours = await slotsh({ flags });
      expect(theirs.out.length).toBeGreaterThan(1000);
      expect(untimed(ours.out)).toBe(untimed(theirs.out));
    },
  );

  test.each([[['-3']], [['--raw', '-2']]])(
    'on a terminal with %j: the same, and nothing that the terminal would obey',
    async flags => {
      const theirs = await redisCli({ flags, onTerminal: true });
      const ours = await slotsh({ flags, onTerminal: true });
      expect(theirs.out.length).toBeGreaterThan(1000);
      const shown = (out: Buffer) => Buffer.from(untimed(out), 'latin1').toString().replaceAll('\r\n', '\n');
      expect(shown(ours.out)).toBe(escapeLines(shown(theirs.out)));
    },
  );

  // What redis-cli 7.0 prints there is no JSON: an error, infinity, a quote in a quoted string, a key that is no string.
  const isNoJson = (line: string) => {
    try {
      JSON.parse(line);
      return false;
    } catch {
      return true;
    }
  };

  test.each([[['--json']], [['--quoted-json', '-2']]])(
    'with %j: the same bytes, and JSON where redis-cli has none',
    async flags => {
      const theirs = (await redisCli({ flags })).out.toString('latin1').split('\n');
      const ours = (await slotsh({ flags })).out.toString('latin1').split('\n');
      expect(ours).toHaveLength(theirs.length);
      expect(ours.filter(line => line !== '' && isNoJson(line))).toEqual([]);
      const differing = theirs.filter((line, index) => line !== ours[index]);
      expect(differing.length).toBeGreaterThan(5);
      expect(differing.filter(line => !isNoJson(line))).toEqual([]);
    },
  );
});

describe('one command', () => {
  test('-x, -X, -r, -i, -n, --quoted-input: as redis-cli', async () => {
    const runs: Run[] = [
      { flags: ['-x'], args: ['set', 'stdin', 'last'], stdin: 'a\nb\n' },
      { flags: ['-X', 'TAG'], args: ['set', 'TAG', '3'], stdin: 'tagged' },
      { flags: ['-r', '3', '-i', '0.01'], args: ['incr', 'counter'] },
      { flags: ['-r', '2', '--no-raw'], args: ['nosuch'] },
      { flags: ['-n', '3'], args: ['set', 'in-three', '1'] },
      { flags: ['--quoted-input'], args: ['echo', '"\\x41 b"'] },
    ];
    for (const run of runs) {
      const theirs = await redisCli(run);
      await redisCli({ flags: [], args: ['flushall'] });
      const ours = await slotsh(run);
      expect(ours.out.toString(), JSON.stringify(run)).toBe(theirs.out.toString());
    }
  });

  test('lines that took half a second or more tell it, where replies look as on a terminal', async () => {
    const stdin = 'blpop none 0.6\nping\n2 blpop none 0.3\n';
    // On a machine that stands still for a while, PING is slow too.
    const times = (out: Buffer) =>
      out
        .toString()
        .replace(/\d+\.\d\d(?=s\))/g, '#')
        .replace('PONG\n(#s)\n', 'PONG\n');
    const runs: Run[] = [{ flags: ['--no-raw'] }, { flags: [] }, { flags: ['--csv'] }];
    await Promise.all([
      ...runs.map(async ({ flags }) => {
        const theirs = await redisCli({ flags, stdin });
        const ours = await slotsh({ flags, stdin });
        expect(times(ours.out), flags.join(' ')).toBe(times(theirs.out));
        expect(times(theirs.out).match(/\(#s\)/g) ?? []).toHaveLength(flags[0] === '--no-raw' ? 2 : 0);
      }),
      slotsh({ flags: ['--no-raw', '--trace'], stdin: '2 blpop none 0.3\nping\n' }).then(({ out }) =>
        expect(times(out)).toBe('(nil)\n(nil)\n(#s)\nPONG\n'),
      ),
      slotsh({ flags: ['--no-raw'], args: ['blpop', 'none', '0.6'] }).then(({ out }) =>
        expect(out.toString()).toBe('(nil)\n'),
      ),
    ]);
  });

  test('where redis-cli gives up: a big number in RESP3, INFO as JSON; an error is exit code 1, as with -e', async () => {
    const digits = '1234567999999999999999999999999999999';
    const bignum = ['debug', 'protocol', 'bignum'];
    expect((await redisCli({ flags: ['-3'], args: bignum })).out.toString()).not.toContain(digits);
    expect((await slotsh({ flags: ['-3'], args: bignum })).out.toString()).toBe(`${digits}\n`);
    expect((await slotsh({ flags: ['--json'], args: bignum })).out.toString()).toBe(`"${digits}"\n`);
    expect(
      JSON.parse((await slotsh({ flags: ['--json'], args: ['info', 'server'] })).out.toString()),
    ).toContain('redis_version');
    expect((await redisCli({ flags: ['-e'], args: ['nosuch'] })).code).toBe(1);
    expect((await slotsh({ flags: [], args: ['nosuch'] })).code).toBe(1);
    expect(await slotsh({ flags: ['-e', '-c'], args: ['ping'] })).toMatchObject({
      code: 0,
      out: Buffer.from('PONG\n'),
    });
  });

  test('a reader that has seen enough, as head -1, ends it quietly', async () => {
    const exec = `'${process.execPath}' '${cli}' exec -p ${port}`;
    for (const line of [`yes ping | ${exec} | head -1`, `${exec} -r -1 ping | head -1`]) {
      const child = spawn('bash', ['-c', `${line}; echo "\${PIPESTATUS[@]: -2}"`], {
        env: { ...process.env, SLOTSH_HOME: directory },
      });
      const [said, told] = await Promise.all([text(child.stdout), text(child.stderr)]);
      expect({ line, said: said.trim().split(/\s+/), told }).toEqual({
        line,
        said: ['PONG', '0', '0'],
        told: '',
      });
    }
  });
});
