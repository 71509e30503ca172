import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectNode } from '../../../source/redis/connect-node.ts';
import {
  type CommandTable,
  findCommand,
  readCommands,
} from '../../../source/shell/commands/read-commands.ts';
import { ServerCommands } from '../../../source/shell/commands/server-commands.ts';
import { type RedisServers, startRedisServers } from '../../support/redis-servers.ts';

let servers: RedisServers;
let table: CommandTable;

const connect = () => {
  const [server] = servers.servers;
  return connectNode({ host: server!.host, port: server!.port }, {});
};

beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
  table = (await new ServerCommands(connect).load())!;
});
afterAll(() => servers.stop());

const find = (line: string) =>
  findCommand(
    table,
    line.split(' ').map(word => Buffer.from(word)),
  )!;

test('a command with its flags, categories and where its key is', () => {
  const { name, arity, flags, categories, keySpecs } = find('SeT k v');
  expect({ name, arity }).toEqual({ name: 'set', arity: -3 });
  expect([...flags]).toEqual(expect.arrayContaining(['write', 'denyoom']));
  expect([...categories]).toContain('string');
  expect(keySpecs).toMatchObject([
    { begin: { type: 'index', index: 1 }, find: { type: 'range', last: 0, step: 1, limit: 0 } },
  ]);
  expect(find('xread').keySpecs[0]).toMatchObject({
    begin: { type: 'keyword', keyword: 'streams', from: 1 },
    find: { type: 'range', last: -1, step: 1, limit: 2 },
  });
  expect(find('eval').keySpecs[0]?.find).toEqual({ type: 'keynum', count: 0, first: 1, step: 1 });
});

test('a subcommand has its own; a word that is none leaves the container', () => {
  expect(find('config SET maxmemory 0').name).toBe('config|set');
  expect(find('config nonsense').name).toBe('config');
  expect(find('dbsize').tips).toContain('request_policy:all_shards');
  expect(findCommand(table, [Buffer.from('nosuchcommand')])).toBeUndefined();
});

test('all in RESP3 as in RESP2', async () => {
  const [server] = servers.servers;
  const third = await connectNode({ host: server!.host, port: server!.port }, { protocol: 3 });
  expect(await readCommands(third)).toEqual(table);
  third.close();
});

test('read once; what could not be asked is asked again, but not with every key', async () => {
  let calls = 0;
  const commands = new ServerCommands(() => {
    calls++;
    return calls === 1 ? Promise.reject(new Error('not now')) : connect();
  }, 0);
  expect(await commands.load()).toBeUndefined();
  expect((await Promise.all([commands.load(), commands.load()])).map(one => one?.size)).toEqual([
    table.size,
    table.size,
  ]);
  expect([calls, commands.table?.size]).toEqual([2, table.size]);

  const failing = new ServerCommands(() => {
    calls++;
    return Promise.reject(new Error('not now'));
  });
  for (let key = 0; key < 3; key++) expect(await failing.load()).toBeUndefined();
  expect(calls).toBe(3);
});
