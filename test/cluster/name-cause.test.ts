import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { formatAddress } from '../../source/cluster/address.ts';
import type { FormOptions } from '../../source/cluster/form-cluster.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import { type Nodes, PASSWORD, settingsOf, startNodes } from './start-nodes.ts';

/** Enough for nodes that can join to have joined. */
const TIMEOUT_MS = 6000;

async function failureOf(
  { form, servers, cli }: Nodes,
  options: Partial<FormOptions> = {},
): Promise<unknown> {
  const [formed] = await Promise.allSettled([form({ timeoutMs: TIMEOUT_MS, ...options })]);
  for (const server of servers) {
    if (server.running) expect(await settingsOf(cli, server)).toEqual(['4000', '5']);
  }
  return formed.status === 'rejected' ? formed.reason : formed;
}

test.concurrent('a bus port that nobody reaches: from where to where, and the others get together', async ({
  onTestFinished,
}) => {
  // The last node says that it is at 127.0.0.3, where clients get to it through a tunnel and the bus does not.
  const nodes = await startNodes(
    4,
    {
      directives: ({ index }) => ({ 'cluster-announce-ip': index === 3 ? '127.0.0.3' : '127.0.0.1' }),
    },
    onTestFinished,
  );
  const announced = await Promise.all(
    nodes.servers.map(server => nodes.cli(server, 'config', 'get', 'cluster-announce-ip')),
  );
  const list = nodes.servers.map(({ port }, index) => ({
    host: announced[index]?.split('\n')[1] ?? '',
    port,
    machine: 'this',
  }));
  const open = openNodeClient({
    password: PASSWORD,
    dial: async ({ port }) => connect(port, '127.0.0.1'),
  });
  const failure = await failureOf(nodes, { plan: planCluster(list, 0), open });
  const blocked = list.find(({ host }) => host === '127.0.0.3')!;
  const others = list.filter(node => node !== blocked);
  expect(failure).toMatchObject({ id: 'bus-port-blocked', exitCode: 1 });
  const { links } = (failure as { facts: { links: { from: string; to: string; bus: string }[] } }).facts;
  expect(links.map(({ from }) => from).sort()).toEqual(others.map(formatAddress).sort());
  for (const { to, bus } of links) {
    expect([to, bus]).toEqual([formatAddress(blocked), `127.0.0.3:${blocked.port + 10_000}`]);
  }
});

test.concurrent('a wrong announced bus port', async ({ onTestFinished }) => {
  const nodes = await startNodes(
    3,
    {
      directives: ({ index, port }) => ({
        'cluster-announce-bus-port': port + (index === 0 ? 10_001 : 10_000),
      }),
    },
    onTestFinished,
  );
  const failure = await failureOf(nodes);
  expect(failure).toMatchObject({ id: 'announced-address-wrong' });
  const { facts } = failure as { facts: { node: string; announced: string; expected: string } };
  const port = Number(facts.node.split(':')[1]);
  expect(facts.announced).toBe(`127.0.0.1:${port}@${port + 10_001}`);
  expect(facts.expected).toBe(`127.0.0.1:${port}@${port + 10_000}`);
});

test.concurrent('a wrong announced address', async ({ onTestFinished }) => {
  const nodes = await startNodes(
    3,
    {
      directives: ({ index }) => ({ 'cluster-announce-ip': index === 0 ? '127.0.0.9' : '127.0.0.1' }),
    },
    onTestFinished,
  );
  expect(await failureOf(nodes)).toMatchObject({ id: 'announced-address-wrong' });
});

test.concurrent('masterauth missing: the cluster is fine, the replica is not', async ({ onTestFinished }) => {
  const nodes = await startNodes(6, { directives: { masterauth: '' } }, onTestFinished);
  expect(await failureOf(nodes)).toMatchObject({ id: 'masterauth-wrong', facts: { missing: true } });
});

test.concurrent('masterauth wrong', async ({ onTestFinished }) => {
  const nodes = await startNodes(6, { directives: { masterauth: 'another' } }, onTestFinished);
  expect(await failureOf(nodes)).toMatchObject({ id: 'masterauth-wrong', facts: { missing: false } });
});

test.concurrent('a node that falls silent on the way, and comes back for the next run', async ({
  onTestFinished,
}) => {
  const nodes = await startNodes(6, {}, onTestFinished);
  const { plan, servers, form } = nodes;
  const silent = servers.find(({ port }) => port === plan.masters[1]?.node.port)!;
  const failing = form({
    emit: event => {
      nodes.events.push(event);
      if (event.type === 'node-stage' && event.stage === 'meeting' && event.node.port === silent.port)
        silent.pause();
    },
  });
  await expect(failing).rejects.toMatchObject({
    id: expect.stringMatching(/^(node-not-answering|connection-timeout)$/),
    facts: { node: formatAddress(silent) },
  });
  const told = nodes.events.filter(({ type }) => type === 'node-silent' || type === 'settings-left');
  expect(told).toMatchObject([
    { type: 'node-silent', node: { port: silent.port } },
    { type: 'settings-left', commands: [{ node: formatAddress(silent) }] },
  ]);
  silent.resume();
  expect(await form()).toMatchObject({ changed: true });
  for (const server of servers) expect(await settingsOf(nodes.cli, server)).toEqual(['4000', '5']);
});

test.concurrent('a node that is down at the start', async ({ onTestFinished }) => {
  const nodes = await startNodes(3, {}, onTestFinished);
  await nodes.servers[1]!.kill();
  expect(await failureOf(nodes)).toMatchObject({
    id: 'connection-refused',
    facts: { node: formatAddress(nodes.servers[1]!) },
  });
});

test.concurrent('interrupted while a node does not answer at all: ends at once, nothing changed', async ({
  onTestFinished,
}) => {
  const nodes = await startNodes(3, {}, onTestFinished);
  nodes.servers[2]!.pause();
  const controller = new AbortController();
  const open: typeof nodes.open = async address => {
    controller.abort();
    return nodes.open(address);
  };
  await expect(nodes.form({ open, signal: controller.signal })).rejects.toMatchObject({
    id: 'interrupted',
    exitCode: 130,
  });
  expect(nodes.events.filter(({ type }) => type === 'command-sent')).toEqual([]);
});
