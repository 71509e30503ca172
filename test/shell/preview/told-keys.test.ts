import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectNode } from '../../../source/redis/connect-node.ts';
import { type CommandTable, readCommands } from '../../../source/shell/commands/read-commands.ts';
import { askKeysOver } from '../../../source/shell/preview/ask-keys.ts';
import { ToldKeys } from '../../../source/shell/preview/told-keys.ts';
import { type RedisServers, redisCli, startRedisServers } from '../../support/redis-servers.ts';

// SORT under another name: no rule of ours knows it, as none knows a module's, and the server alone can tell its keys.
let servers: RedisServers;
let port: number;
let table: CommandTable;

const connect = () => connectNode({ host: '127.0.0.1', port }, {});
const words = (line: string) => line.split(' ').map(word => Buffer.from(word));
/** A promise to be resolved from elsewhere. */
function signalled() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  return { promise, resolve };
}
const asked = async () => {
  const { stdout } = await redisCli(['-p', port, 'info', 'commandstats']);
  return Number(/getkeysandflags:calls=(\d+)/.exec(stdout)?.[1] ?? 0);
};

beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false, directives: { 'rename-command': 'SORT ordne' } });
  port = servers.servers[0]!.port;
  const connection = await connect();
  const real = (await readCommands(connection))!;
  connection.close();
  table = new Map([...real, ['ordne', { ...real.get('sort')!, name: 'ordne' }]]);
});
afterAll(() => servers.stop());

test('a server is asked once about a line, when nobody types for a moment', async () => {
  const told = signalled();
  const keys = new ToldKeys(askKeysOver(connect), told.resolve);
  expect(keys.find(words('ordne a store'), table)).toBeUndefined();
  expect(keys.find(words('ordne a store b'), table)).toBeUndefined();
  await told.promise;
  expect(keys.find(words('ordne a store b'), table)).toEqual([1, 3]);
  expect(await asked()).toBe(1);
});

test('nobody is asked where the answer is known here, or about a secret', async () => {
  const lines: string[] = [];
  const told = signalled();
  const ask = async (args: readonly Buffer[]) => {
    lines.push(args.join(' '));
    return [];
  };
  // The specifications say it; our own rule does; there is no such command; it holds a password.
  for (const line of ['set a b', 'sort a', 'nosuch a', 'migrate h 1 a 0 1 auth geheim', 'ordne a']) {
    expect(new ToldKeys(ask, told.resolve).find(words(line), table)).toBeUndefined();
  }
  await told.promise;
  expect(lines).toEqual(['ordne a']);
});

test('an answer that does not come changes nothing, and is not asked for again', async () => {
  const failed = signalled();
  const keys = new ToldKeys(
    () => {
      failed.resolve();
      return Promise.reject(new Error('gone'));
    },
    () => undefined,
  );
  keys.find(words('ordne a'), table);
  await failed.promise;
  expect(keys.find(words('ordne a'), table)).toBeUndefined();
});
