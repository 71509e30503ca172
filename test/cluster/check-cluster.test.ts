import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatAddress } from '../../source/cluster/address.ts';
import { type CheckReport, checkCluster } from '../../source/cluster/check-cluster.ts';
import type { CheckFinding, FindingId } from '../../source/cluster/check-findings.ts';
import { formCluster } from '../../source/cluster/form-cluster.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { planMends } from '../../source/cluster/plan-mends.ts';
import { type NodeReport, readCluster } from '../../source/cluster/read-cluster.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import { describeFinding } from '../../source/words/describe-finding.ts';
import { wordsFor } from '../../source/words/words.ts';
import {
  type RedisServer,
  type RedisServers,
  redisCli,
  startRedisServers,
} from '../support/redis-servers.ts';

const open = openNodeClient({ connectTimeoutMs: 1000, commandTimeoutMs: 1000 });
const settings = { clusterNodeTimeoutMs: 1500, replDisklessSyncDelayS: 0 };

let group: RedisServers;
let masters: RedisServer[];
let replicas: RedisServer[];

beforeAll(async () => {
  group = await startRedisServers(6, {
    directives: { 'cluster-node-timeout': settings.clusterNodeTimeoutMs, 'repl-diskless-sync-delay': 0 },
  });
  const { servers } = group;
  const nodes = servers.map(({ host, port }) => ({ host, port, machine: 'this' }));
  const plan = planCluster(nodes, 1);
  const at = (node: { port: number }) => servers.find(({ port }) => port === node.port)!;
  masters = plan.masters.map(({ node }) => at(node));
  replicas = plan.replicas.map(({ node }) => at(node));
  await formCluster({ plan, open, settings });
});

afterAll(() => group.stop());

async function read(server: RedisServer): Promise<NodeReport[]> {
  const seed = await open({ host: server.host, port: server.port });
  try {
    return await readCluster(seed, open, { timeoutMs: 1500 });
  } finally {
    seed.close();
  }
}

async function check(server = masters[0]!): Promise<CheckReport> {
  return checkCluster(await read(server), { clusterNodeTimeoutMs: settings.clusterNodeTimeoutMs });
}

function find<I extends FindingId>(report: CheckReport, id: I): Extract<CheckFinding, { id: I }> {
  const found = report.findings.find(finding => finding.id === id);
  if (!found) throw new Error(`no finding ${id}`);
  return found as Extract<CheckFinding, { id: I }>;
}

const cli = async (server: RedisServer, ...args: (string | number)[]) =>
  (await redisCli(['-p', server.port, ...args])).stdout.trim();

test('a healthy cluster: everything fine but where it stands, and the guide’s table', async () => {
  await cli(masters[0]!, 'set', 'aaa', '1'); // slot 10439: refused here, so it counts nowhere
  await cli(masters[1]!, 'set', 'aaa', '1');
  const report = await check(replicas[2]);
  expect(report.ok).toBe(true);
  const notOk = report.findings.filter(({ severity }) => severity !== 'ok').map(({ id }) => id);
  // All on one host, and servers of a test that keep nothing.
  expect(notOk).toEqual(['replica-placement', 'machine-loss', 'persistence']);
  expect(
    report.masters.map(({ address, keys, slotCount, replicas: copies }) => [
      address.port,
      keys,
      slotCount,
      copies.length,
    ]),
  ).toEqual([
    [masters[0]!.port, 0, 5461, 1],
    [masters[1]!.port, 1, 5462, 1],
    [masters[2]!.port, 0, 5461, 1],
  ]);
});

test('every finding has its sentence in both languages, fine or not', async () => {
  const report = await check();
  for (const language of ['en', 'zh'] as const) {
    const { findings, mends } = wordsFor(language).check;
    expect(Object.keys(findings).sort()).toEqual(report.findings.map(({ id }) => id).sort());
    expect(Object.keys(mends).sort()).toEqual(Object.keys(findings).sort());
    for (const finding of report.findings) expect(describeFinding(findings, finding)).toMatch(/[.。]$/);
  }
});

test('hosts that are known to be other machines', async () => {
  const report = checkCluster(await read(masters[0]!), { machineOf: ({ port }) => String(port) });
  expect(find(report, 'replica-placement').severity).toBe('ok');
});

test('open slots, as redis-cli sees them', async () => {
  const id = await cli(masters[1]!, 'cluster', 'myid');
  await cli(masters[0]!, 'cluster', 'setslot', 7, 'migrating', id);
  try {
    const open = find(await check(), 'open-slots');
    expect(open).toMatchObject({
      severity: 'warn',
      facts: {
        open: [
          { node: formatAddress(masters[0]!), slot: 7, state: 'migrating', peer: formatAddress(masters[1]!) },
        ],
      },
    });
    const { stdout } = await redisCli(['--cluster', 'check', formatAddress(masters[0]!)]);
    expect(stdout).toContain('has slots in migrating state 7');
  } finally {
    await cli(masters[0]!, 'cluster', 'setslot', 7, 'stable');
  }
});

test('a timeout that was left lowered', async () => {
  await cli(replicas[0]!, 'config', 'set', 'cluster-node-timeout', 1000);
  const { severity, facts } = find(await check(), 'node-timeout');
  await cli(replicas[0]!, 'config', 'set', 'cluster-node-timeout', settings.clusterNodeTimeoutMs);
  expect(severity).toBe('warn');
  expect(facts.lowered).toEqual([{ node: formatAddress(replicas[0]!), ms: 1000 }]);
});

test('a replica without its master’s link', async () => {
  const copied = masters.find(({ port }) => port)!;
  const report = await read(copied);
  const lame = report.map(node =>
    node.facts?.own.role === 'replica'
      ? { ...node, facts: { ...node.facts, masterLink: 'down' as const } }
      : node,
  );
  const links = find(checkCluster(lame), 'replica-links');
  expect(links.severity).toBe('fail');
  expect(links.facts.down).toHaveLength(3);
});

test('nodes that see things differently, and masters with one epoch', async () => {
  const reports = await read(masters[0]!);
  const liar = reports.map((report, index) =>
    index === 1 && report.facts
      ? {
          ...report,
          facts: {
            ...report.facts,
            nodes: report.facts.nodes.map(node =>
              node.slots.length > 0 ? { ...node, slots: [], masterId: 'x', role: 'replica' as const } : node,
            ),
          },
        }
      : report,
  );
  const disputed = checkCluster(liar);
  const name = formatAddress(reports[1]!.address);
  expect(find(disputed, 'slots-agreement').nodes).toEqual([name]);
  expect(find(disputed, 'roles-agreement').nodes).toEqual([name]);
  expect(disputed.ok).toBe(false);
  const sameEpoch = reports.map(report =>
    report.facts
      ? {
          ...report,
          facts: { ...report.facts, nodes: report.facts.nodes.map(n => ({ ...n, configEpoch: 7 })) },
        }
      : report,
  );
  const colliding = checkCluster(sameEpoch);
  expect(find(colliding, 'config-epochs').facts.colliding).toEqual([
    { epoch: 7, masters: expect.arrayContaining(masters.map(formatAddress)) },
  ]);
  const commands = planMends(colliding.findings, sameEpoch).map(({ text }) => text);
  expect(commands).toEqual(['CLUSTER BUMPEPOCH', 'CLUSTER BUMPEPOCH']);
});

test('what a host, the power or a full memory would cost', async () => {
  // Three hosts, as it should be: nothing is lost with any of them.
  const hostOf = ({ port }: { port: number }) => {
    const index = masters.findIndex(master => master.port === port);
    return index >= 0 ? `host ${index}` : `host ${(replicas.findIndex(r => r.port === port) + 1) % 3}`;
  };
  const reports = await read(masters[0]!);
  expect(find(checkCluster(reports, { machineOf: hostOf }), 'machine-loss').severity).toBe('ok');
  // Two hosts, as in the guide: one of them has the majority, and each copy is on the other one.
  const guideHost = (address: { port: number }) =>
    hostOf(address) === 'host 2' ? 'host 0' : hostOf(address);
  const { facts } = find(checkCluster(reports, { machineOf: guideHost }), 'machine-loss');
  expect(facts.machines).toMatchObject([{ machine: 'host 0', masters: 2, majority: true }]);
  expect(find(checkCluster(reports), 'machine-loss').facts.machines).toEqual([
    { machine: '127.0.0.1', masters: 3, majority: true, slots: 16384 },
  ]);

  await cli(masters[0]!, 'config', 'set', 'maxmemory', '100mb');
  await cli(masters[0]!, 'config', 'set', 'save', '3600 1');
  const report = await check();
  await cli(masters[0]!, 'config', 'set', 'maxmemory', '0');
  await cli(masters[0]!, 'config', 'set', 'save', '');
  const name = formatAddress(masters[0]!);
  expect(find(report, 'memory-policy').nodes).toEqual([name]);
  expect(find(report, 'persistence').nodes).not.toContain(name);
  const { nodes, facts: configuration } = find(report, 'configuration');
  expect(nodes).toEqual([name]);
  expect(configuration.differing.map(({ directive }) => directive)).toEqual(['save', 'maxmemory']);
});

test('a node that was met and is not there', async () => {
  await cli(masters[0]!, 'cluster', 'meet', '127.0.0.1', '9');
  expect(find(await check(), 'handshakes').facts.open).toEqual([
    { node: '127.0.0.1:9', by: [formatAddress(masters[0]!)] },
  ]);
});

test('versions, addresses and offsets that are apart', async () => {
  const reports = (await read(masters[0]!)).map(report => {
    if (!report.facts || report.address.port !== replicas[0]!.port) return report;
    const { facts } = report;
    const own = { ...facts.own, address: { host: '127.0.0.9', port: facts.own.address.port } };
    return { ...report, facts: { ...facts, own, version: '6.2.0', replicationOffset: -2_000_000 } };
  });
  const name = formatAddress(replicas[0]!);
  const report = checkCluster(reports);
  expect(find(report, 'versions')).toMatchObject({ severity: 'warn', nodes: [name] });
  expect(find(report, 'replica-lag').facts.behind).toMatchObject([
    { replica: name, master: formatAddress(masters[0]!) },
  ]);
  expect(find(report, 'stale-addresses').facts.stale).toEqual([
    { node: name, seen: name, by: expect.arrayContaining(masters.map(formatAddress)) },
  ]);
  const commands = planMends(report.findings, reports).map(({ kind, text }) => `${kind}: ${text}`);
  const { port, busPort } = { port: replicas[0]!.port, busPort: replicas[0]!.port + 10_000 };
  expect(new Set(commands)).toEqual(new Set([`meet: CLUSTER MEET 127.0.0.1 ${port} ${busPort}`]));
});

// The last ones: they break the cluster.
describe('broken', () => {
  test('a replica that died: reported, and its master has no other', async () => {
    await replicas[0]!.kill();
    const dead = formatAddress(replicas[0]!);
    const report = await check();
    expect(report.ok).toBe(false);
    const { facts, nodes } = find(report, 'nodes-reachable');
    expect(nodes).toEqual([dead]);
    expect(facts.unreachable[0]?.failure?.id).toBe('connection-refused');
    await expect
      .poll(async () => find(await check(), 'failing-nodes').facts.failing)
      .toContainEqual(expect.objectContaining({ node: dead, flag: 'fail' }));
    expect(find(await check(), 'masters-with-replicas').nodes).toEqual([formatAddress(masters[0]!)]);
  });

  test('slots of a dead master without a replica are not covered', async () => {
    await masters[0]!.kill();
    await expect
      .poll(async () => find(await check(masters[1]!), 'slot-coverage').facts)
      .toEqual({ uncovered: ['0-5460'], slots: 5461, owners: [formatAddress(masters[0]!)] });
    expect(find(await check(masters[1]!), 'cluster-state').severity).toBe('fail');
  });
});

test('a server that is no cluster', async () => {
  const { servers, stop } = await startRedisServers(1, { cluster: false });
  try {
    await expect(read(servers[0]!)).rejects.toMatchObject({ id: 'cluster-mode-off' });
  } finally {
    await stop();
  }
});
