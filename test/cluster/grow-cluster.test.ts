import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { formatAddress } from '../../source/cluster/address.ts';
import { readNodeFacts } from '../../source/cluster/node-facts.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { planFormation } from '../../source/cluster/plan-formation.ts';
import { joinByHand } from '../../source/guide/files/join-by-hand.ts';
import type { ClusterSpec } from '../../source/spec/cluster-spec.ts';
import { redisCli } from '../support/redis-servers.ts';
import { commands, PASSWORD, SETTINGS, settingsOf, startNodes } from './start-nodes.ts';

const PROCESSES: ClusterSpec = {
  ...{ name: 'test', hosts: [], replicas: 1, runtime: 'process', image: 'redis' },
  ...{ password: { from: 'text', value: PASSWORD }, directory: '/nowhere', directives: [] },
};

test('nodes join a finished cluster empty: one as a replica, a whole shard as a master and its replica; no slot moves', async () => {
  const { servers, cli, open, events, ...nodes } = await startNodes(10, {
    directives: { 'repl-diskless-sync-delay': 0 },
  });
  const settings = { ...SETTINGS, replDisklessSyncDelayS: 0 };
  const form = (count: number) => nodes.form({ plan: planOf(count), settings });
  const planOf = (count: number) =>
    planCluster(
      servers.slice(0, count).map(({ host, port }) => ({ host, port, machine: 'this' })),
      1,
    );
  const [first, , , , , , seventh, eighth, ninth, tenth] = servers;
  const tableOf = async () => {
    const lines = (await cli(first, 'cluster', 'nodes')).split('\n').map(line => line.split(' '));
    const portOf = (id = '') => lines.find(([other]) => other === id)?.[1]?.match(/:(\d+)@/)?.[1] ?? '-';
    return new Map(
      lines.map(([id, , , master, , , , , ...slots]) => [portOf(id), slots.join(' ') || portOf(master)]),
    );
  };

  await form(6);
  const keys = Array.from({ length: 100 }, (_, index) => `set key-${index} ${index}\n`).join('');
  await redisCli(['-c', '-p', first!.port], { password: PASSWORD, input: keys });
  const before = await tableOf();

  const factsOf = (count: number) =>
    Promise.all(
      servers.slice(0, count).map(async server => {
        const client = await open(server, new AbortController().signal);
        return readNodeFacts(client).finally(() => client.close());
      }),
    );
  const facts = await factsOf(7);
  const filled = facts.map((node, index) => (index === 6 ? { ...node, keys: 1 } : node));
  expect(() => planFormation(filled, planOf(7), settings)).toThrow(/node-not-empty/);
  expect(planFormation(facts, planOf(7), settings).joins).toMatchObject([{ kind: 'replica' }]);

  events.length = 0;
  await form(7);
  const masters = planOf(6).masters.map(({ node }) => `${node.port}`);
  const joined = await tableOf();
  expect(masters).toContain(joined.get(`${seventh!.port}`));
  expect(new Map([...joined].filter(([port]) => port !== `${seventh!.port}`))).toEqual(before);
  expect(commands(events).filter(command => /SLOTS|CONFIG SET|FAILOVER/.test(command))).toEqual([]);
  expect(await settingsOf(cli, seventh)).toEqual(['4000', '0']);
  expect(await form(7)).toMatchObject({ changed: false });

  // What is shown as done by hand, typed: the same comes of it.
  const eighthFacts = await factsOf(8);
  const { joins } = planFormation(eighthFacts, planOf(8), settings);
  const [typed] = joinByHand({ spec: PROCESSES, hosts: [] }, joins, eighthFacts);
  const env = { ...process.env, REDIS_PASSWORD: PASSWORD };
  await promisify(execFile)('sh', ['-c', typed?.command ?? ''], { env });
  events.length = 0;
  await form(8);
  expect(commands(events).filter(command => command.includes('REPLICATE'))).toEqual([]);
  expect(masters).toContain((await tableOf()).get(`${eighth!.port}`));

  const eight = await tableOf();
  await form(10);
  const grown = await tableOf();
  expect(new Map([...grown].filter(([port]) => eight.has(port)))).toEqual(eight);
  const shard = [ninth, tenth].map(server => `${server!.port}`);
  const spare = shard.find(port => grown.get(port) === '-') ?? '';
  expect(shard.filter(port => grown.get(port) === spare)).toHaveLength(1);
  expect(await form(10)).toMatchObject({ changed: false });
  const check = await redisCli(['--cluster', 'check', formatAddress(first!)], { password: PASSWORD });
  expect(check.stdout).toContain('[OK] All 16384 slots covered.');
  expect(check.stdout).not.toMatch(/ERR|WARNING/);
});
