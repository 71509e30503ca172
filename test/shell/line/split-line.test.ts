import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { splitLine } from '../../../source/shell/line/split-line.ts';
import { type RedisServers, redisCli, startRedisServers } from '../../support/redis-servers.ts';

/** The arguments as text, or `null` where the quotes are unbalanced. */
function texts(line: string | Buffer): string[] | null {
  const split = splitLine(line);
  return split.ok ? split.args.map(arg => arg.bytes.toString()) : null;
}

describe('splitting a line', () => {
  test.each<[string, string[] | null]>([
    ['', []],
    ['   \t ', []],
    ['set name mrhelloworld', ['set', 'name', 'mrhelloworld']],
    ['  get   a ', ['get', 'a']],
    ['"a b" \'c d\'', ['a b', 'c d']],
    ['a"b c"', ['ab c']],
    ['a"b"c', null],
    ['"a"\'b\'', null],
    ['"a', null],
    ["'a", null],
    ['""', ['']],
    ["'it\\'s'", ["it's"]],
    ["'a\\nb'", ['a\\nb']],
    ['"a\\nb\\t\\r\\b\\a\\q\\""', ['a\nb\t\r\b\x07q"']],
    ['"\\x41\\x4g"', ['Ax4g']],
    ['a\\ b', ['a\\', 'b']],
    ['a\vb \vc', ['a\vb', 'c']],
    ['get 键', ['get', '键']],
    ['get "\\键"', ['get', '键']],
    ['get "\\😀"', ['get', '😀']],
    ['get a\0b', ['get', 'a']],
    ['"a\\', null],
    ['get a ', ['get', 'a']],
  ])('%j', (line, expected) => {
    expect(texts(line)).toEqual(expected);
  });

  test('an escape is one byte, not one character', () => {
    const split = splitLine('"\\xff键"');
    expect(split.args[0]?.bytes).toEqual(Buffer.from([0xff, 0xe9, 0x94, 0xae]));
  });

  test('a Buffer is taken byte by byte', () => {
    const split = splitLine(Buffer.from([0x67, 0x20, 0xff, 0x80]));
    expect(split.args.map(arg => arg.bytes.toString('hex'))).toEqual(['67', 'ff80']);
  });

  test('positions are where an argument stood, quotes included', () => {
    const line = ' set "a b"  键x';
    const places = splitLine(line).args.map(({ start, end }) => line.slice(start, end));
    expect(places).toEqual(['set', '"a b"', '键x']);
  });

  test('a fault names its quote, and what was typed so far is there', () => {
    expect(splitLine('set a "b c')).toMatchObject({ ok: false, at: 6 });
    expect(splitLine('set a "b c').args.map(arg => arg.bytes.toString())).toEqual(['set', 'a', 'b c']);
    expect(splitLine('a"b"c')).toMatchObject({ ok: false, at: 3 });
  });
});

describe('redis-cli as the judge', () => {
  let servers: RedisServers;
  beforeAll(async () => {
    servers = await startRedisServers(1, { cluster: false });
  });
  afterAll(() => servers.stop());

  /** Answers with the number of its arguments and each one's bytes in hex, so that nothing is lost on the way. */
  const script =
    "local t={} for i,a in ipairs(ARGV) do t[i]=a:gsub('.',function(c) return string.format('%02x',c:byte()) end) end " +
    "return #ARGV..':'..table.concat(t,',')";

  /** What redis-cli made of each line, in one process. */
  async function judge(lines: readonly string[]): Promise<string[]> {
    const port = servers.servers[0]!.port;
    const input = lines.map(line => `EVAL "${script}" 0 ${line}\n`).join('');
    const { stdout } = await redisCli(['-p', port], { input });
    return stdout.split('\n').slice(0, -1);
  }

  function ours(line: string): string {
    const split = splitLine(`EVAL 0 0 ${line}`);
    if (!split.ok) return 'Invalid argument(s)';
    const args = split.args.slice(3);
    return `${args.length}:${args.map(arg => arg.bytes.toString('hex')).join(',')}`;
  }

  test('any line of quotes, escapes and blanks is split as redis-cli splits it', async () => {
    const piece = fc.constantFrom(
      ...[
        '"',
        "'",
        '\\',
        ' ',
        '\t',
        '\v',
        '\f',
        '\r',
        'a',
        'n',
        'x4',
        '\\x41',
        '\\n',
        '键',
        '\x01',
        "\\'",
        '" ',
        "' ",
      ],
    );
    const lines = fc.sample(
      fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join('')),
      3000,
    );
    const texts = fc.sample(fc.string({ unit: 'grapheme', maxLength: 20 }), 1000);
    const asked = [...lines, ...texts].filter(line => !/[\n\0]/.test(line));
    const judged = await judge(asked);
    expect(asked.map((line, i) => ({ line, args: judged[i] }))).toEqual(
      asked.map(line => ({ line, args: ours(line) })),
    );
  });
});
