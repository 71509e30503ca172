import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../source/cluster/address.ts';
import { readNodeFacts } from '../../source/cluster/node-facts.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { planFormation } from '../../source/cluster/plan-formation.ts';
import { redisCli } from '../support/redis-servers.ts';
import { commands, type Nodes, PASSWORD, SETTINGS, settingsOf, startNodes } from './start-nodes.ts';

/** The real redis-cli's opinion, and the settings as they were. */
async function expectWhole({ servers, cli }: Nodes): Promise<void> {
  const { stdout } = await redisCli(['--cluster', 'check', formatAddress(servers[0]!)], {
    password: PASSWORD,
  });
  expect(stdout).toContain('[OK] All nodes agree about slots configuration.');
  expect(stdout).toContain('[OK] All 16384 slots covered.');
  for (const server of servers) {
    expect(await cli(server, 'cluster', 'info')).toContain('cluster_state:ok');
    expect(await cli(server, 'info', 'replication')).not.toContain('master_link_status:down');
    expect(await settingsOf(cli, server)).toEqual(['4000', '5']);
  }
}

/** Who copies whom, as ports, by one node's table. */
async function rolesOf({ cli, servers }: Nodes): Promise<Record<string, string>> {
  const lines = (await cli(servers[0], 'cluster', 'nodes')).split('\n').map(line => line.split(' '));
  const port = (id: string | undefined) =>
    lines.find(line => line[0] === id)?.[1]?.match(/:(\d+)@/)?.[1] ?? '-';
  return Object.fromEntries(lines.map(line => [port(line[0]), port(line[3])]));
}

describe.concurrent('six nodes with a password', () => {
  test('become exactly the planned cluster, and running it again changes nothing', async ({
    onTestFinished,
  }) => {
    const nodes = await startNodes(6, { appendonly: true }, onTestFinished);
    const { plan, form, events } = nodes;
    const formed = await form();
    expect(formed.changed).toBe(true);
    expect(formed.nodes).toHaveLength(6);
    await expectWhole(nodes);
    expect(await rolesOf(nodes)).toEqual(
      Object.fromEntries([
        ...plan.masters.map(({ node }) => [String(node.port), '-']),
        ...plan.replicas.map(({ node, master }) => [String(node.port), String(master.port)]),
      ]),
    );
    for (const { node, slots } of plan.masters) {
      const line = formed.nodes.find(({ address }) => address.port === node.port);
      expect(line?.slots).toEqual([slots]);
    }
    const masters = formed.nodes.filter(({ role }) => role === 'master');
    expect(new Set(masters.map(({ configEpoch }) => configEpoch)).size).toBe(3);
    const readies = events.filter(event => event.type === 'node-stage' && event.stage === 'ready');
    expect(readies).toHaveLength(6);
    expect(JSON.stringify(events)).not.toContain('secret');

    events.length = 0;
    expect(await form()).toMatchObject({ changed: false });
    expect(commands(events)).toEqual([]);
  });

  test('what --plan would print is what is sent, but for MEETs that gossip makes needless or that are repeated', async ({
    onTestFinished,
  }) => {
    const { servers, plan, open, form, events } = await startNodes(6, {}, onTestFinished);
    const facts = await Promise.all(
      servers.map(async ({ host, port }) => {
        const client = await open({ host, port });
        return readNodeFacts(client).finally(() => client.close());
      }),
    );
    const preview = planFormation(facts, plan, SETTINGS);
    await form();
    // How far the timeout is lowered, if at all, follows the round trips, which are measured each time.
    const asSent = (texts: string[]) =>
      new Set(
        texts.map(text => text.replace(/(?:cluster-node-timeout \d+ )?(?=repl-diskless-sync-delay 0$)/, '')),
      );
    const told = asSent([...preview.lower, ...preview.missing, ...preview.restore].map(({ text }) => text));
    const sent = asSent(commands(events));
    const withoutMeets = (texts: Set<string>) => [...texts].filter(text => !text.includes(' MEET ')).sort();
    expect(withoutMeets(sent)).toEqual(withoutMeets(told));
    for (const command of sent) expect(told).toContain(command);
  });
});

describe.concurrent('interrupted', () => {
  test.for(['slots', 'meeting', 'replicating'] as const)(
    'while nodes are at "%s": settings are put back, and the next run finishes it',
    async (stage, { onTestFinished }) => {
      const nodes = await startNodes(6, {}, onTestFinished);
      const controller = new AbortController();
      const aborted = nodes.form({
        signal: controller.signal,
        emit: event => {
          if (event.type === 'node-stage' && event.stage === stage) controller.abort();
        },
      });
      await expect(aborted).rejects.toMatchObject({ id: 'interrupted', exitCode: 130 });
      for (const server of nodes.servers) {
        expect(await settingsOf(nodes.cli, server)).toEqual(['4000', '5']);
      }
      await nodes.form();
      await expectWhole(nodes);
    },
  );

  test.for(['"stage":"meeting"', '"stage":"replicating"'])(
    'killed at %s, the next run finishes it',
    async (moment, { onTestFinished }) => {
      const nodes = await startNodes(6, {}, onTestFinished);
      const { servers, cli } = nodes;
      const ports = servers.map(({ port }) => port);
      const program = fileURLToPath(new URL('./form-in-a-process.ts', import.meta.url));
      const input = JSON.stringify({ ports, password: PASSWORD, settings: SETTINGS });
      const child = spawn(process.execPath, ['--import', 'tsx', program, input], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      for await (const line of createInterface(child.stdout))
        if (line.includes(moment)) child.kill('SIGKILL');
      if (child.signalCode === null) await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
      expect((await settingsOf(cli, servers[0]))[1]).toBe('0');
      expect(await nodes.form()).toMatchObject({ changed: true });
      await expectWhole(nodes);
    },
  );

  test('a cluster that redis-cli left half made: slots and epochs, and nobody met', async ({
    onTestFinished,
  }) => {
    const nodes = await startNodes(6, {}, onTestFinished);
    const { plan, servers, cli } = nodes;
    for (const [index, { node, slots }] of plan.masters.entries()) {
      const server = servers.find(({ port }) => port === node.port);
      await cli(server, 'cluster', 'addslotsrange', ...slots);
      await cli(server, 'cluster', 'set-config-epoch', index + 1);
    }
    await nodes.form();
    await expectWhole(nodes);
    expect(commands(nodes.events).filter(command => command.includes('ADDSLOTS'))).toEqual([]);
  });

  test('settings left lowered by a run that was killed are put back', async ({ onTestFinished }) => {
    const nodes = await startNodes(6, {}, onTestFinished);
    await nodes.form();
    const { servers, cli } = nodes;
    await cli(servers[2], 'config', 'set', 'cluster-node-timeout', 1000, 'repl-diskless-sync-delay', 0);
    nodes.events.length = 0;
    expect(await nodes.form()).toMatchObject({ changed: true });
    expect(commands(nodes.events)).toEqual([
      'CONFIG SET cluster-node-timeout 4000 repl-diskless-sync-delay 5',
    ]);
    await expectWhole(nodes);
  });

  test('some nodes joined, one slot range missing, one replica not yet one', async ({ onTestFinished }) => {
    const nodes = await startNodes(6, {}, onTestFinished);
    await nodes.form();
    const { plan, servers, cli } = nodes;
    const replica = servers.find(({ port }) => port === plan.replicas[0]?.node.port);
    await cli(replica, 'cluster', 'reset', 'soft');
    const master = servers.find(({ port }) => port === plan.masters[2]?.node.port);
    await cli(master, 'cluster', 'delslotsrange', ...plan.masters[2]!.slots);
    expect(await nodes.form()).toMatchObject({ changed: true });
    await expectWhole(nodes);
  });
});

test('after a failover the cluster is complete: nothing is changed', async ({ onTestFinished }) => {
  const nodes = await startNodes(6, {}, onTestFinished);
  await nodes.form();
  const { plan, servers, cli } = nodes;
  const replica = servers.find(({ port }) => port === plan.replicas[0]?.node.port);
  expect(await cli(replica, 'cluster', 'failover')).toBe('OK');
  await expect.poll(() => cli(replica, 'role')).toMatch(/^master/);
  nodes.events.length = 0;
  expect(await nodes.form()).toMatchObject({ changed: false });
  expect(commands(nodes.events)).toEqual([]);
  expect(await rolesOf(nodes)).toMatchObject({ [replica!.port]: '-' });
});

test('a master that was failed over while it was down comes back as a replica, by itself', async ({
  onTestFinished,
}) => {
  const nodes = await startNodes(6, {}, onTestFinished);
  await nodes.form();
  const { plan, servers, cli } = nodes;
  const { node, master } = plan.replicas[0]!;
  const former = servers.find(({ port }) => port === master.port)!;
  const successor = servers.find(({ port }) => port === node.port);
  const spare = servers.find(({ port }) => port === plan.masters[2]!.node.port);
  await former.kill();
  // Its nodes.conf says still that the slots are its own, and so does it until the others have told it.
  expect(await cli(successor, 'cluster', 'failover', 'takeover')).toBe('OK');
  await expect
    .poll(() => cli(spare, 'cluster', 'nodes'))
    .toMatch(new RegExp(`:${node.port}@.* master .*0-5460`));
  await former.restart();
  nodes.events.length = 0;
  expect(await nodes.form()).toMatchObject({ changed: false });
  expect(commands(nodes.events)).toEqual([]);
  expect(await rolesOf(nodes)).toMatchObject({ [node.port]: '-', [master.port]: String(node.port) });
});

describe.concurrent('refused before anything is changed', () => {
  async function expectUntouched({ servers, cli }: Nodes, changedOnes: number[] = []): Promise<void> {
    for (const server of servers) {
      if (changedOnes.includes(server.port)) continue;
      expect(await cli(server, 'cluster', 'info')).toContain('cluster_slots_assigned:0');
      expect(await cli(server, 'cluster', 'nodes')).not.toContain('\n');
      expect(await settingsOf(cli, server)).toEqual(['4000', '5']);
    }
  }

  test('a node with keys', async ({ expect, onTestFinished }) => {
    const nodes = await startNodes(3, {}, onTestFinished);
    const { servers, cli } = nodes;
    // A node takes keys only for its own slots: it is given one, and deprived of it again.
    await cli(servers[1], 'cluster', 'addslotsrange', 0, 16383);
    await expect.poll(() => cli(servers[1], 'set', 'k', 'v')).toBe('OK');
    await expect(nodes.form()).rejects.toMatchObject({
      id: 'node-not-empty',
      exitCode: 3,
      facts: { node: formatAddress(servers[1]!), keys: 1 },
    });
    expect(commands(nodes.events)).toEqual([]);
    await expectUntouched(nodes, [servers[1]!.port]);
  });

  test('a node of another cluster', async ({ expect, onTestFinished }) => {
    const nodes = await startNodes(4, {}, onTestFinished);
    const { servers, cli } = nodes;
    const plan = planCluster(
      servers.slice(0, 3).map(({ host, port }) => ({ host, port, machine: 'this' })),
      0,
    );
    await cli(servers[2], 'cluster', 'meet', '127.0.0.1', servers[3]!.port);
    await expect.poll(() => cli(servers[2], 'cluster', 'nodes')).not.toContain('handshake');
    await expect(nodes.form({ plan })).rejects.toMatchObject({
      id: 'node-in-other-cluster',
      exitCode: 3,
      facts: { node: formatAddress(servers[2]!), others: [formatAddress(servers[3]!)] },
    });
    expect(commands(nodes.events)).toEqual([]);
  });

  test('a node that lost its nodes.conf is a stranger at the same address', async ({
    expect,
    onTestFinished,
  }) => {
    const nodes = await startNodes(6, {}, onTestFinished);
    await nodes.form();
    const { plan, servers, cli } = nodes;
    const lost = servers.find(({ port }) => port === plan.replicas[0]?.node.port);
    const refused = { id: 'node-replaced', exitCode: 3, facts: { replaced: formatAddress(lost!) } };
    await cli(lost, 'cluster', 'reset', 'hard');
    await expect(nodes.form()).rejects.toMatchObject(refused);
    // Sooner or later the others see that somebody else answers there.
    const [first] = servers;
    await expect.poll(() => cli(first, 'cluster', 'nodes')).toContain('noaddr');
    await expect(nodes.form()).rejects.toMatchObject(refused);
  });

  test('no cluster mode, slots in another way, one server under two names', async ({ onTestFinished }) => {
    const nodes = await startNodes(3, {}, onTestFinished);
    const [a, b, c] = nodes.servers;
    const twice = planCluster(
      [a!, b!, { host: 'localhost', port: a!.port }].map(({ host, port }) => ({
        host,
        port,
        machine: 'this',
      })),
      0,
    );
    await expect(nodes.form({ plan: twice })).rejects.toMatchObject({ id: 'same-node-twice', exitCode: 3 });
    await nodes.cli(c, 'cluster', 'addslotsrange', 5000, 6000);
    await expect(nodes.form()).rejects.toMatchObject({ id: 'slots-differ', facts: { has: '5000-6000' } });
    await expectUntouched(nodes, [c!.port]);
    const alone = await startNodes(3, { cluster: false }, onTestFinished);
    await expect(alone.form()).rejects.toMatchObject({ id: 'cluster-mode-off', exitCode: 3 });
  });
});
