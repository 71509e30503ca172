import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandCatalogue } from '../../../source/shell/complete/command-docs.ts';
import { commonStart, completeLine } from '../../../source/shell/complete/complete-line.ts';
import { ghostOfLine } from '../../../source/shell/complete/ghost-of-line.ts';
import { namesOnly } from '../../../source/shell/complete/make-catalogue.ts';
import { targetWords } from '../../../source/shell/complete/target-words.ts';
import { type RedisServers, startRedisServers } from '../../support/redis-servers.ts';
import { guideView } from '../../ui/shell/sample-view.ts';
import { readServerDocs } from './server-docs.ts';

let servers: RedisServers;
let catalogue: CommandCatalogue;

beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
  catalogue = await readServerDocs(servers.servers[0]!);
});
afterAll(() => servers.stop());

const keys = ['user:1', '"two words"', 'name'];
const targets = targetWords(guideView);

/** What is offered at the end of a line, or where `|` stands in it. */
function offered(line: string, known = catalogue): string[] {
  const at = line.includes('|') ? line.indexOf('|') : line.length;
  const completion = completeLine(line.replace('|', ''), at, { catalogue: known, keys, targets });
  return completion?.candidates.map(({ text }) => text) ?? [];
}

describe('what may stand at the cursor', () => {
  test.each([
    ['clus', ['cluster']],
    ['CLUS', ['CLUSTER']],
    ['hset', ['hset', 'hsetnx']],
    ['cluster sh', ['shards']],
    ['qui', ['quit']],
    [':trace l', ['line']],
    [':scan x t', ['type']],
    [':scan x type z', ['zset']],
    [':where clus', ['cluster']],
    [':where set k v n', ['nx']],
    // Deprecated ones come last.
    ['cluster s', ['saveconfig', 'set-config-epoch', 'setslot', 'shards', 'slaves', 'slots']],
    ['hm', ['hmget', 'hmset']],
    ['CLIENT K', ['KILL']],
    ['CLIENT LIST ', ['TYPE', 'ID']],
    ['client list type r', ['replica']],
    ['set k v e', ['ex', 'exat']],
    ['SET k v EX 10 ', ['NX', 'XX', 'GET']],
    ['SET k v NX ', ['GET', 'EX', 'PX', 'EXAT', 'PXAT', 'KEEPTTL']],
    ['SET k v| XX', []],
    ['zadd k ', ['nx', 'xx', 'gt', 'lt', 'ch', 'incr']],
    ['zadd k nx 1 ', []],
    ['zunion 2 a b w', ['weights', 'withscores']],
    ['restore k 0 x rep', ['replace']],
    ['3 clus', ['cluster']],
    ['@B clus', ['cluster']],
    [':db', [':dbsize']],
    ['help clus', ['cluster']],
    ['help cluster sh', ['shards']],
    ['nosuch ', []],
    ['cluster nosuch ', []],
    ['get k ', []],
    ['get k | clus', []],
    ['scan 0 > m', []],
  ])('%s', (line, texts) => {
    expect(offered(line)).toEqual(texts);
  });

  test('no name more than once, and a full list on an empty line', () => {
    const all = offered('');
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(230);
  });

  test.each([
    ['get ', keys],
    ['get u', ['user:1']],
    ['get two', ['"two words"']],
    ['get "tw', ['"two words"']],
    ['get U', []],
    ['mget a n', ['name']],
    ['mset a n', []],
    ['mset a 1 n', ['name']],
    ['eval s 1 n', ['name']],
    ['eval s 1 k n', []],
    ['xread count 1 streams n', ['name']],
    ['publish n', []],
    ['@A get n', ['name']],
  ])('keys, only where a key stands: %s', (line, texts) => {
    expect(offered(line)).toEqual(texts);
  });

  test.each([
    ['@', ['@masters', '@replicas', '@all', '@owner(', '@A', '@B', '@C']],
    ['@637', ['@6371', '@6376', '@6374', '@6373', '@6372', '@6375']],
    ['@m', ['@masters']],
    ['@owner(', ['@owner(user:1)', '"@owner(two words)"', '@owner(name)']],
    ['@owner(tw', ['"@owner(two words)"']],
    ['@owner(na', ['@owner(name)']],
    ['@192.168.10.11:6', ['@192.168.10.11:6376', '@192.168.10.11:6374', '@192.168.10.11:6375']],
    ['get @', []],
    ['connect 192.168.10.11:637', ['192.168.10.11:6376', '192.168.10.11:6374', '192.168.10.11:6375']],
    ['connect @', []],
    [':where @m', ['@masters']],
  ])('targets: %s', (line, texts) => {
    expect(offered(line).slice(0, texts.length || undefined)).toEqual(texts);
  });

  test('a server of which only names are known: its names, and keys where they never move', () => {
    const names = namesOnly();
    expect(offered('hset', names)).toEqual(
      ['hset', 'hsetnx', 'hsetex'].filter(name => names.commands.has(name)).sort(),
    );
    expect(offered('get n', names)).toEqual(['name']);
    expect(offered('set k n', names)).toEqual([]);
  });

  test('what all candidates begin with is never half a character, and in the case of the first', () => {
    const about = { kind: 'key' } as const;
    const start = (...texts: string[]) =>
      commonStart({ from: 0, to: 0, candidates: texts.map(text => ({ text, isWhole: true, about })) });
    expect(start('user:1', 'user:2')).toBe('user:');
    expect(start('😀a', '😁b')).toBe('');
    expect(start('one')).toBe('one');
    expect(start('Foo:1', 'foo:2')).toBe('');
  });

  test('a line of any length costs no more than a short one', () => {
    expect(offered(`mset ${'k v '.repeat(5_000)}`)).toEqual([]);
  });
});

describe('the arguments left to type', () => {
  test.each([
    ['', ''],
    ['se', ''],
    [
      'SET',
      'key value [NX|XX] [GET] [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds|KEEPTTL]',
    ],
    [
      'SET ',
      'key value [NX|XX] [GET] [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds|KEEPTTL]',
    ],
    [
      'set k',
      'value [NX|XX] [GET] [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds|KEEPTTL]',
    ],
    ['set k v nx ex', 'seconds [GET]'],
    ['set k v nx ex 10', '[GET]'],
    [
      'set k v nx g',
      '[GET] [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds|KEEPTTL]',
    ],
    ['set k v nx ex 10 get', ''],
    ['set k v nonsense', ''],
    ['get "open', ''],
    [
      'set "open',
      'value [NX|XX] [GET] [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds|KEEPTTL]',
    ],
    ['mset a 1', '[key value ...]'],
    ['mset a', 'value [key value ...]'],
    ['zunion 2 a', 'key [WEIGHTS weight [weight ...]] [AGGREGATE <SUM|MIN|MAX>] [WITHSCORES]'],
    ['zunion 9 a', 'key key key ... [WEIGHTS weight [weight ...]] [AGGREGATE <SUM|MIN|MAX>] [WITHSCORES]'],
    ['lpush k', 'element [element ...]'],
    ['cluster', 'subcommand'],
    ['cluster ', 'subcommand'],
    ['cluster count-failure-reports ', 'node-id'],
    ['@A lpush', 'key element [element ...]'],
    ['help ', '[command] [subcommand]'],
    [':where lpush', 'key element [element ...]'],
    [':scan ', '[pattern] [type <string|list|set|zset|hash|stream>] [count n] [limit n]'],
  ])('%s', (line, left) => {
    expect(ghostOfLine(line, catalogue)).toBe(left);
  });
});
