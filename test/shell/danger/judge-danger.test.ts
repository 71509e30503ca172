import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectNode } from '../../../source/redis/connect-node.ts';
import { type CommandTable, readCommands } from '../../../source/shell/commands/read-commands.ts';
import { refuseWrite } from '../../../source/shell/commands/refuse-write.ts';
import { lookUpDanger } from '../../../source/shell/danger/danger-table.ts';
import { judgeDanger } from '../../../source/shell/danger/judge-danger.ts';
import { type RedisServers, redisCli, startRedisServers } from '../../support/redis-servers.ts';

let servers: RedisServers;
let table: CommandTable;
let dangerous: string[];
let writing: string[];

const words = (line: string) => line.split(' ').map(word => Buffer.from(word));
const list = (text: string) => text.trim().split('\n');

beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
  const { host, port } = servers.servers[0]!;
  const connection = await connectNode({ host, port }, {});
  table = (await readCommands(connection))!;
  connection.close();
  const ask = async (...args: string[]) => list((await redisCli(['-p', port, ...args])).stdout);
  dangerous = await ask('acl', 'cat', 'dangerous');
  writing = await ask('command', 'list', 'filterby', 'aclcat', 'write');
});
afterAll(() => servers.stop());

test('of everything that the server calls dangerous it is decided whether to ask', () => {
  expect(dangerous.length).toBeGreaterThan(70);
  const undecided = dangerous.filter(name => {
    const [command = '', subcommand = ''] = name.split('|');
    return lookUpDanger(command, subcommand) === undefined;
  });
  expect(undecided).toEqual([]);
});

test.each([
  ['flushall async', 'deletes-keys'],
  ['CONFIG SET maxmemory 1', 'changes-settings'],
  ['cluster setslot 1 node x', 'reshapes-cluster'],
  ['debug sleep 1', 'debugs-node'],
  ['script flush', 'drops-scripts'],
  ['acl deluser x', 'changes-users'],
  ['config get maxmemory', undefined],
  ['debug help', undefined],
  ['info', undefined],
  ['client list', undefined],
  ['set k v', undefined],
  ['nosuch', undefined],
])('%s', (line, reason) => {
  expect(judgeDanger(words(line), table)).toBe(reason);
  expect(judgeDanger(words(line), undefined)).toBe(reason);
});

test('what nobody has heard of is asked about when its server calls it dangerous', () => {
  const [, info] = [...table][0]!;
  const later = { ...info, name: 'graph.wipe', categories: new Set(['dangerous']), subcommands: new Map() };
  const newer = new Map([...table, ['graph.wipe', later]]);
  expect(judgeDanger(words('GRAPH.WIPE all'), newer)).toBe('said-dangerous');
});

test('a session that only reads sends nothing that the server flags as writing', () => {
  expect(writing.length).toBeGreaterThan(100);
  for (const name of writing) {
    const args = name.split('|').map(word => Buffer.from(word));
    expect([name, refuseWrite(args, table)?.facts.reason]).toEqual([name, 'writes']);
  }
});

test.each([
  ['eval s 1 k', 'script', 'EVAL_RO'],
  ['FCALL f 0', 'script', 'FCALL_RO'],
  ['sort k', 'writes', 'SORT_RO'],
  ['set k v', 'writes', ''],
  ['config set maxmemory 1', 'admin', ''],
  ['config resetstat', 'admin', ''],
  ['shutdown', 'admin', ''],
  ['bgsave', 'admin', ''],
])('read-only refuses %s', (line, reason, instead) => {
  expect(refuseWrite(words(line), table)?.facts).toMatchObject({ reason, instead });
  // Without the server's word the same is known of today's commands.
  expect(refuseWrite(words(line), undefined)?.facts).toMatchObject({ reason, instead });
});

test.each([
  ...['get k', 'eval_ro s 1 k', 'sort_ro k', 'keys *', 'scan 0', 'info', 'config get *', 'cluster nodes'],
  ...['publish c m', 'multi', 'exec', 'select 0', 'subscribe c', 'readonly', 'command', 'dbsize', 'auth x'],
])('read-only sends %s', line => {
  expect(refuseWrite(words(line), table)).toBeUndefined();
  expect(refuseWrite(words(line), undefined)).toBeUndefined();
});

test('without the server nobody says of an unknown command that it only reads', () => {
  expect(refuseWrite(words('graph.get k'), undefined)?.facts.reason).toBe('unknown');
  expect(refuseWrite(words('graph.get k'), table)).toBeUndefined();
});
