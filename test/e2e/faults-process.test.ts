import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { killRuns } from '../soak/killed-runs.ts';
import { findFreePorts } from '../support/free-ports.ts';
import { redisCli } from '../support/redis-servers.ts';
import { type CliRun, runCli } from './run-cli.ts';

const failureOf = ({ last }: CliRun) => last['failure'] as { id: string; facts: Record<string, unknown> };
const exhibitOf = ({ events }: CliRun, kind: string) =>
  events.map(({ exhibit }) => exhibit as { kind: string }).find(exhibit => exhibit?.kind === kind);

test('killed at any moment: the next run ends in a clean cluster, and no key is lost (the long form: npm run test:soak)', async () => {
  const runs = await killRuns({ runs: 3, seed: 20, lasts: { first: 2500, changed: 8000 } });
  expect(runs.map(({ kind }) => kind)).toEqual(['first', 'first', 'changed']);
  expect(runs.flatMap(({ faults }) => faults)).toEqual([]);
});

describe('what is found half done, and the number of nodes in the file of a finished cluster', () => {
  let home: string;
  let ports: number[];
  const up = (...more: string[]) => runCli(['up', file(), '--yes', '--json', ...more], { home });
  const file = () => join(home, 'cluster.yaml');
  const redis = async (port: number | undefined, ...args: (string | number)[]) =>
    (await redisCli(['-p', port ?? 0, ...args], { password: '1234' })).stdout;

  async function write(count: number, maxmemory = '64mb'): Promise<void> {
    const lines = [
      `hosts: [{ address: 127.0.0.1, ports: [${ports.slice(0, count).join(', ')}] }]`,
      ...['runtime: process', `directory: ${home}/deploy`, 'password: "1234"'],
      `redis: { maxmemory: ${maxmemory}, repl-diskless-sync-delay: 0 }`,
    ];
    await writeFile(file(), `${lines.join('\n')}\n`);
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'slotsh-faults-'));
    ports = await findFreePorts(8);
    await write(6);
  });
  afterAll(async () => {
    await write(8);
    await runCli(['down', file(), '--data', '--yes', '--json'], { home });
    await rm(home, { recursive: true, force: true });
  });

  test('a run that was cut off says nothing of what it left; the next one does, keeps it, and finishes', async () => {
    const cut = await runCli(['up', file(), '--yes', '--json'], { home, interruptAt: '"form-node' });
    expect(cut.code).toBe(130);
    expect(exhibitOf(cut, 'half-done')).toBeUndefined();
    const next = await up();
    expect(exhibitOf(next, 'half-done')).toMatchObject({
      hosts: [{ host: '127.0.0.1', nodes: 6, started: 6, running: 6 }],
    });
    expect(next).toMatchObject({ code: 0, last: { outcome: 'done' } });
    expect(next.events.filter(({ name }) => name === 'start-process')).toEqual([]);
    expect(exhibitOf(await up(), 'half-done')).toBeUndefined();
  });

  test('two more nodes: the plan says as what they join; they join empty, and nobody else is changed', async () => {
    await redis(ports[0], '-c', 'set', 'name', 'mrhelloworld');
    await write(8);
    const plan = await up('--plan');
    const changes = plan.last['changes'] as { kind: string; purpose?: string; joins?: { kind: string }[] }[];
    expect(changes.flatMap(({ joins = [] }) => joins.map(({ kind }) => kind))).toEqual([
      'empty-master',
      'replica',
    ]);
    expect(changes.filter(({ purpose }) => purpose !== undefined).map(({ purpose }) => purpose)).toEqual([
      'start-process',
      'start-process',
    ]);
    const told = await runCli(['up', file(), '--plan'], { home });
    expect(told.stdout).toContain('joins as a master without slots');
    expect(told.stdout).toMatch(/redis-cli --cluster rebalance 127\.0\.0\.1:\d+ --cluster-use-empty-masters/);
    expect(told.stdout).not.toContain('Master[0]');

    // Cut off in the middle of it, it goes on as it was meant.
    const cut = await runCli(['up', file(), '--yes', '--json'], { home, interruptAt: '"meeting"' });
    expect(cut).toMatchObject({ code: 130, last: { outcome: 'interrupted', step: 'create-cluster' } });
    const run = await up();
    expect(run).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
    const nodes = run.last['nodes'] as { port: number; role: string; slots: string[]; master?: string }[];
    expect(nodes.slice(0, 6).flatMap(({ slots }) => slots)).toEqual(['0-5460', '5461-10922', '10923-16383']);
    expect(nodes.slice(6)).toMatchObject([
      { port: ports[6], role: 'master', slots: [] },
      { port: ports[7], role: 'replica', master: `127.0.0.1:${ports[6]}` },
    ]);
    // By hand: the rest that was to be done, not how the cluster was made.
    const typed = run.events.filter(({ type, step }) => type === 'by-hand' && step === 'create-cluster');
    expect(typed).toHaveLength(1);
    expect(typed[0]!['command']).not.toContain('--cluster create');
    expect(await redis(ports[0], '-c', 'get', 'name')).toBe('mrhelloworld\n');
    expect(await up()).toMatchObject({ code: 0, last: { outcome: 'done', changed: false } });
  });

  test('a node that the file leaves out is not stopped: it says why, and how it is taken out', async () => {
    await write(7);
    const run = await up();
    const id = (await redis(ports[7], 'cluster', 'myid')).trim();
    expect(run.code).toBe(3);
    expect(failureOf(run)).toMatchObject({
      id: 'node-left-out',
      facts: { nodes: [{ node: `127.0.0.1:${ports[7]}`, id }] },
    });
    expect(run.events.filter(({ type }) => type === 'changed')).toEqual([]);
    expect(await redis(ports[7], 'ping')).toBe('PONG\n');
    const { member } = failureOf(run).facts as { member: string };
    // What it advises works: afterwards the file is the cluster.
    await redisCli(['--cluster', 'del-node', member, id], { password: '1234' });
    expect(await up()).toMatchObject({ code: 0, last: { outcome: 'done' } });
  });

  test('a cluster with data whose change failed is never taken for a first set-up that may be taken back', async () => {
    await write(7, 'lots');
    expect(await up()).toMatchObject({ code: 1, last: { failure: { id: 'process-not-up' } } });
    const { clusters } = JSON.parse(readFileSync(join(home, 'state/clusters.json'), 'utf8'));
    expect(clusters).toMatchObject([{ state: 'usable' }]);
  });
});
