import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectNode } from '../../../source/redis/connect-node.ts';
import type { NodeConnection } from '../../../source/redis/node-connection.ts';
import type { Reply } from '../../../source/redis/reply.ts';
import { findKeys } from '../../../source/shell/commands/find-keys.ts';
import { type CommandTable, readCommands } from '../../../source/shell/commands/read-commands.ts';
import { splitLine } from '../../../source/shell/line/split-line.ts';
import { type RedisServers, redisCli, startRedisServers } from '../../support/redis-servers.ts';

function keysOf(line: string): string[] {
  const args = splitLine(line).args.map(arg => arg.bytes);
  return findKeys(args).map(index => args[index]!.toString());
}

describe('keys of a line', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['get', []],
    ['get name', ['name']],
    ['GeT name', ['name']],
    ['nosuchcommand a b', []],
    ['constructor a', []],
    ['__proto__ a', []],
    ['object constructor a', []],
    ['object encoding a', ['a']],
    ['object', []],
    ['memory usage a samples 5', ['a']],
    ['memory doctor', []],
    ['mset a 1 b 2', ['a', 'b']],
    ['spublish channel hello', ['channel']],
    ['publish channel hello', []],
    ['cluster keyslot a', []],
    // half typed: what is there already
    ['mset a 1 b', ['a', 'b']],
    ['eval s 2 a', ['a']],
    ['zinter 3 a b', ['a', 'b']],
    ['zunionstore d', ['d']],
    ['xread count 2 streams a', ['a']],
    ['xread streams', []],
    ['sort a store', ['a']],
    ['georadius a 1 1 1 km store', ['a']],
    ['migrate h 1 ""', []],
    ['migrate h 1 "" 0 1 keys', []],
    // no key count can keep the prompt busy
    ['eval s 99999999999 a b', ['a', 'b']],
    ['zinter 1e9 a b', ['a']],
    ['zinter -1 a', []],
    ['zinter x a', []],
    // Redis 8
    ['msetex 2 a 1 b 2 ex 10', ['a', 'b']],
  ])('%s', (line, expected) => {
    expect(keysOf(line)).toEqual(expected);
  });

  test('never throws, and never points outside the arguments', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 8 }), words => {
        const args = words.map(word => Buffer.from(word));
        for (const index of findKeys(args)) expect(args[index]).toBeDefined();
      }),
    );
  });
});

describe("the server's COMMAND GETKEYSANDFLAGS as the judge", () => {
  let servers: RedisServers;
  beforeAll(async () => {
    servers = await startRedisServers(1, { cluster: false });
  });
  afterAll(() => servers.stop());

  /** Shard channels: no keys to the server, but routed like keys. */
  const shardChannels = new Set(['spublish', 'ssubscribe', 'sunsubscribe']);

  /** `null`: the server calls the arguments invalid and says no keys. */
  async function judge(commands: readonly string[][]): Promise<(string[] | null)[]> {
    const script =
      "local r=redis.pcall('command','getkeysandflags',unpack(ARGV)) " +
      'if not r.err then for i=1,#r do r[i]=r[i][1] end return cjson.encode(r) end ' +
      "if r.err:find('no key arguments') then return '[]' end return 'null'";
    const quoted = commands.map(words => words.map(word => `"${word}"`).join(' '));
    const input = quoted.map(words => `EVAL "${script}" 0 ${words}\n`).join('');
    const { stdout } = await redisCli(['-p', servers.servers[0]!.port], { input });
    return stdout
      .split('\n')
      .slice(0, -1)
      .map(answer => (answer === '{}' ? [] : JSON.parse(answer)));
  }

  async function commandNames(): Promise<string[][]> {
    const { stdout } = await redisCli(['-p', servers.servers[0]!.port, 'command', 'list']);
    return stdout
      .trim()
      .split('\n')
      .map(name => name.split('|'));
  }

  test('every command of the server, with hundreds of different arguments', async () => {
    const names = await commandNames();
    expect(names.length).toBeGreaterThan(300);
    const tokens = ['store', 'STOREDIST', 'KEYS', 'by', 'get', 'limit', 'auth', 'auth2', 'copy'];
    const word = fc.oneof(
      fc.constantFrom('k1', 'k2', 'k3', 'k4', '', '{a}b'),
      fc.constantFrom('0', '1', '2', '3', '2x', '-1', ' 2', '+1'),
      fc.constantFrom(...tokens, 'block', 'count', 'group', 'noack', 'replace'),
    );
    const any = fc
      .tuple(fc.constantFrom(...names), fc.array(word, { maxLength: 9 }))
      .map(([name, args]) => [...name, ...args]);
    const well = fc.sample(likely(), 2000);
    const commands = [
      ...well,
      ...names.map(name => [...name, 'a', 'b', '2', 'c', 'd']),
      ...fc.sample(any, 2500),
    ];

    const judged = await judge(commands);
    const fair = commands.flatMap((command, i) => {
      const keys = judged[i];
      return keys && isFair(command, keys) ? [{ command, keys: keys.toSorted() }] : [];
    });
    expect(fair.length).toBeGreaterThan(2500);
    // By our own rules, by what this server says of its commands, and by the little that Redis 6 would say.
    const [server] = servers.servers;
    const connection = await connectNode({ host: server!.host, port: server!.port }, {});
    const tables = [undefined, await readCommands(connection), await readCommands(asRedis6(connection))];
    connection.close();
    for (const table of tables) {
      const disputed = fair
        .map(({ command, keys }) => ({ command, keys, ours: ours(command, table) }))
        .filter(one => one.keys.join() !== one.ours.join());
      expect(disputed).toEqual([]);
    }
  });

  /** Left out: shard channels, which are our own addition, and half-typed commands, where we say more than the server. */
  function isFair([name = '', , , third]: readonly string[], keys: readonly string[]): boolean {
    if (shardChannels.has(name)) return false;
    if (/^(eval|fcall)/i.test(name)) return keys.length > 0;
    return !(name === 'migrate' && third === '' && keys[0] === '');
  }

  /** The same server, its answer cut down to what COMMAND was before Redis 7. */
  function asRedis6(connection: NodeConnection): NodeConnection {
    const send = async (words: readonly (string | Buffer)[]) => {
      const { reply, ms } = await connection.send(words);
      if (reply.type !== 'array') throw new Error(reply.type);
      const items = reply.items.map(
        (entry): Reply => (entry.type === 'array' ? { ...entry, items: entry.items.slice(0, 7) } : entry),
      );
      return { reply: { ...reply, items }, ms };
    };
    return { ...connection, send };
  }

  function ours(command: readonly string[], table?: CommandTable): string[] {
    const args = command.map(word => Buffer.from(word));
    return findKeys(args, table)
      .map(index => command[index]!)
      .toSorted();
  }

  /** Commands whose keys move, as people write them. */
  function likely(): fc.Arbitrary<string[]> {
    const key = fc.constantFrom('k1', 'k2', 'k3', 'store', 'streams', 'keys', 'by', '2');
    const keys = fc.array(key, { minLength: 1, maxLength: 4 });
    const counted = (name: string, before: string[], after: string[]) =>
      keys.map(list => [name, ...before, String(list.length), ...list, ...after]);
    const options = (...values: string[][]) => fc.subarray(values).map(chosen => chosen.flat());
    return fc.oneof(
      fc.constantFrom('EVAL', 'evalsha_ro', 'FCALL').chain(name => counted(name, ['s'], ['arg'])),
      fc.constantFrom('blmpop', 'bzmpop').chain(name => counted(name, ['0'], ['left'])),
      fc.constantFrom('lmpop', 'zmpop').chain(name => counted(name, [], ['min'])),
      fc.constantFrom('sintercard', 'zintercard').chain(name => counted(name, [], ['limit', '1'])),
      fc.constantFrom('zunionstore', 'ZDIFFSTORE').chain(name => counted(name, ['d'], ['weights', '1'])),
      fc
        .tuple(options(['block', '0'], ['COUNT', '2']), keys)
        .map(([chosen, list]) => ['xread', ...chosen, 'STREAMS', ...list, ...list.map(() => '0')]),
      fc
        .tuple(options(['noack'], ['count', '2']), keys)
        .map(([chosen, list]) => [
          ...['xreadgroup', 'group', 'streams', 'keys', ...chosen, 'streams'],
          ...[...list, ...list.map(() => '>')],
        ]),
      fc
        .tuple(
          fc.constantFrom('sort', 'sort_ro'),
          key,
          options(
            ['by', 'store'],
            ['limit', 'get', '2'],
            ['get', 'store'],
            ['alpha'],
            ['store', 'd'],
            ['STORE', 'e'],
          ),
        )
        .filter(([name, , chosen]) => name === 'sort' || !chosen.includes('store'))
        .map(([name, first, chosen]) => [name, first, ...chosen]),
      fc
        .tuple(key, options(['store', 'd'], ['withcoord'], ['STOREDIST', 'e'], ['count', '2']))
        .map(([first, chosen]) => ['georadius', first, '1', '1', '1', 'km', ...chosen]),
      fc
        .tuple(key, options(['store', 'd'], ['storedist', 'e']))
        .map(([first, chosen]) => ['georadiusbymember', first, 'm', '1', 'km', ...chosen]),
      fc
        .tuple(options(['copy'], ['replace'], ['auth', 'keys'], ['auth2', 'keys', 'keys']), keys)
        .map(([chosen, list]) => ['migrate', 'h', '1', '', '0', '1', ...chosen, 'KEYS', ...list]),
      key.map(one => ['migrate', 'h', '1', one, '0', '1', 'copy']),
    );
  }
});
