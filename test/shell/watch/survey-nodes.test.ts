import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../../source/shell/open-session.ts';
import type { ClusterView, NodeView, ShellSession } from '../../../source/shell/session.ts';
import { pauseUntilLook } from '../../../source/shell/watch/pace-looks.ts';
import { redisCli } from '../../support/redis-servers.ts';
import { addressOf, type RunningCluster, startCluster, viewWhere } from '../running-cluster.ts';

let cluster: RunningCluster;
let session: ShellSession;
beforeAll(async () => {
  cluster = await startCluster({ nodeTimeoutMs: 1000 });
});
afterEach(() => session?.close());
afterAll(() => cluster?.stop());

async function open() {
  session = await openSession({
    ...{ seeds: [addressOf(cluster.nodes[0]!)], connection: {}, name: 'test' },
    patienceMs: 500,
  });
  return session;
}

const ask = async (index: number, ...words: (string | number)[]) =>
  (await redisCli(['-p', cluster.nodes[index]!.port, ...words])).stdout.trim();
const nodeOf = (view: ClusterView, index: number): NodeView =>
  view.nodes.find(({ address }) => address.port === cluster.nodes[index]!.port)!;
const masters = (view: ClusterView) => view.nodes.filter(({ role }) => role === 'master');
const replicas = (view: ClusterView) => view.nodes.filter(({ role }) => role === 'replica');

test('keys, memory and lag of every node, while the map is shown and no longer', async () => {
  await ask(0, 'set', 'bbb', 'x');
  await open();
  expect(session.view.nodes.every(({ figures }) => figures === undefined)).toBe(true);
  session.show('map');
  await viewWhere(session, view => view.nodes.every(({ figures }) => figures !== undefined));
  const { view } = session;
  expect(nodeOf(view, 0).figures?.keys).toBe(1);
  for (const { figures } of masters(view)) expect(figures?.memory).toBeGreaterThan(500_000);
  for (const { figures } of replicas(view)) expect(figures).toMatchObject({ link: 'up', behind: 0 });
  session.show('strip');
  await viewWhere(session, now => now.nodes.every(({ figures }) => figures === undefined));
});

test('slots on the move are seen on every master, not on the prompt’s alone', async () => {
  const [giver, taker] = [3, 1];
  const idOf = (index: number) => ask(index, 'cluster', 'myid');
  const [from, to] = await Promise.all([idOf(giver), idOf(taker)]);
  await ask(taker, 'cluster', 'setslot', 5798, 'importing', from);
  await ask(giver, 'cluster', 'setslot', 5798, 'migrating', to);
  try {
    await open();
    session.show('strip');
    await viewWhere(session, view => nodeOf(view, giver).migrating.length > 0);
    expect(nodeOf(session.view, giver).migrating).toEqual([{ slot: 5798, to }]);
    expect(nodeOf(session.view, taker).importing).toEqual([{ slot: 5798, from }]);
  } finally {
    await Promise.all([giver, taker].map(index => ask(index, 'cluster', 'setslot', 5798, 'stable')));
  }
});

test('a node that hangs keeps no other from telling', async () => {
  await open();
  cluster.nodes[3]!.pause();
  try {
    session.show('map');
    await viewWhere(
      session,
      view => masters(view).filter(({ figures }) => figures?.keys !== undefined).length === 2,
    );
    expect(nodeOf(session.view, 3).figures).toBeUndefined();
  } finally {
    cluster.nodes[3]!.resume();
  }
});

test('looking at the cluster costs a node less than a hundredth of a core, at its fastest and with the map up', async () => {
  await open();
  session.show('map');
  await viewWhere(session, view => masters(view).every(({ figures }) => figures !== undefined));
  session.close();
  // The processor time of a node that answers one of the commands again and again: microseconds for each.
  const spent = async () => {
    const cpu = (await ask(0, 'info', 'cpu')).matchAll(/used_cpu_(?:sys|user)_main_thread:([\d.]+)/g);
    return [...cpu].reduce((sum, [, seconds]) => sum + Number(seconds) * 1e6, 0);
  };
  const usecPerCall = new Map<string, number>();
  for (const command of ['cluster info', 'cluster nodes', 'dbsize', 'info']) {
    const before = await spent();
    await redisCli(['-p', cluster.nodes[0]!.port], { input: `${command}\n`.repeat(500) });
    usecPerCall.set(command, ((await spent()) - before) / 500);
  }
  const cost = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + (usecPerCall.get(name) ?? Number.NaN), 0);
  const fastestMs = pauseUntilLook(1500, { calm: false, sinceKeyMs: 0, sinceNewsMs: 0, nodes: 6 });
  const share =
    cost(['cluster info', 'cluster nodes']) / (fastestMs * 1000) +
    cost(['cluster nodes', 'dbsize', 'info', 'info']) / (2000 * 1000);
  expect(share).toBeLessThan(0.01);
});

test('a killed master: who took over, and how long it took', async () => {
  await open();
  const [dead, heir] = [3, 2].map(index => nodeOf(session.view, index).address);
  await cluster.nodes[3]!.kill();
  await viewWhere(session, view => view.failovers !== undefined);
  expect(session.view.failovers).toEqual([
    { number: 1, letter: 'B', from: dead, to: heir, ms: expect.any(Number) },
  ]);
  expect(session.view.failovers![0]!.ms).toBeGreaterThan(0);
  expect(masters(session.view).find(({ letter }) => letter === 'B')?.address).toEqual(heir);
});
