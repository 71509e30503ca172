import { afterAll, beforeAll, expect, test } from 'vitest';
import { keySlot } from '../../../source/cluster/key-slot.ts';
import { connectNode } from '../../../source/redis/connect-node.ts';
import type { NodeConnection } from '../../../source/redis/node-connection.ts';
import { plainReply } from '../../../source/redis/plain-reply.ts';
import type { CommandCatalogue } from '../../../source/shell/complete/command-docs.ts';
import { namesOnly } from '../../../source/shell/complete/make-catalogue.ts';
import { clusterBehaviour } from '../../../source/shell/help/cluster-behaviour.ts';
import { type RedisServers, startRedisServers } from '../../support/redis-servers.ts';
import { readServerDocs } from '../complete/server-docs.ts';

let servers: RedisServers;
let catalogue: CommandCatalogue;
let connection: NodeConnection;

beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
  const [server] = servers.servers;
  catalogue = await readServerDocs(server!);
  connection = await connectNode({ host: server!.host, port: server!.port });
});
afterAll(async () => {
  connection.close();
  await servers.stop();
});

const behaviour = (name: string) => clusterBehaviour(catalogue.commands.get(name)!);

test('the keys of every example are those that the server finds in it, and their slots are theirs', async () => {
  const examples = [...catalogue.commands.values()].flatMap(doc => clusterBehaviour(doc).examples);
  expect(examples.length).toBeGreaterThan(200);
  const asked = examples.map(({ line }) => connection.send(['COMMAND', 'GETKEYS', ...line.split(' ')]));
  const found = (await Promise.all(asked)).map(({ reply }) => plainReply(reply));
  for (const [index, { line, keys }] of examples.entries()) {
    // What shard channels are is no matter of keys for the server.
    if (/^S(SUBSCRIBE|PUBLISH)/.test(line)) continue;
    expect([line, found[index]]).toEqual([line, keys.map(({ name }) => name)]);
    expect(keys.map(({ slot }) => slot)).toEqual(keys.map(({ name }) => keySlot(name)));
  }
});

test('every command that has a key has an example; with several keys one slot, and then several', () => {
  for (const doc of catalogue.commands.values()) {
    const { examples, scope } = clusterBehaviour(doc);
    if (examples.length === 0) continue;
    expect(scope).toBeUndefined();
    const slots = examples.map(({ keys }) => new Set(keys.map(({ slot }) => slot)).size);
    expect([doc.name, slots[0], slots.length]).toEqual([doc.name, 1, examples[0]!.keys.length > 1 ? 2 : 1]);
    if (slots.length > 1)
      expect([doc.name, slots[1]]).toEqual([doc.name, expect.toSatisfy(count => count > 1)]);
  }
});

test.each([
  ['get', ['GET user:1']],
  ['mset', ['MSET {user:1}:a 1 {user:1}:b 2', 'MSET a 1 b 2']],
  ['rename', ['RENAME {user:1}:a {user:1}:b', 'RENAME a b']],
  ['xread', ['XREAD STREAMS {user:1}:a {user:1}:b id id', 'XREAD STREAMS a b id id']],
  ['eval', ['EVAL script 2 {user:1}:a {user:1}:b', 'EVAL script 2 a b']],
  ['multi', []],
])('examples of %s', (name, lines) => {
  expect(behaviour(name).examples.map(({ line }) => line)).toEqual(lines);
});

test('what stands beside the keys, or in their place', () => {
  expect(behaviour('keys').scope).toEqual({ of: 'masters', instead: expect.any(String) });
  expect(behaviour('config get').scope).toMatchObject({ of: 'nodes' });
  expect(behaviour('multi').notes).toEqual(['transaction']);
  expect(behaviour('subscribe').notes).toEqual(['channels']);
  expect(behaviour('ssubscribe').notes).toEqual(['shard-channels']);
  expect(behaviour('evalsha_ro').notes).toEqual(['script']);
  expect(behaviour('blpop').notes).toEqual(['blocking']);
  expect(behaviour('select')).toEqual({ examples: [], notes: ['database'] });
  expect(behaviour('ping')).toEqual({ examples: [], notes: [] });
});

test('of a command that is known by name alone, no examples are made up', () => {
  expect(clusterBehaviour(namesOnly().commands.get('get')!)).toEqual({ examples: [], notes: [] });
});
