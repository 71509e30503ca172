import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckCommandOptions, runCheck } from '../../source/commands/check.ts';
import { findCheckTarget } from '../../source/commands/find-check-target.ts';
import type { Flags } from '../../source/commands/flags.ts';
import { wordsFor } from '../../source/words/words.ts';
import { type Nodes, PASSWORD, startNodes } from '../cluster/start-nodes.ts';
import { eventually } from '../support/eventually.ts';
import type { RedisServer } from '../support/redis-servers.ts';

let nodes: Nodes;
let end: () => Promise<void>;
let directory: string;

beforeAll(async () => {
  nodes = await startNodes(6, {}, stop => {
    end = stop;
  });
  await nodes.form();
  directory = await mkdtemp(join(tmpdir(), 'slotsh-check-'));
});

afterAll(async () => {
  await end();
  await rm(directory, { recursive: true, force: true });
});

/** The server that the plan made the n-th master, or the master's replica. */
function server(role: 'master' | 'replica', index: number): RedisServer {
  const master = nodes.plan.masters[index]!.node;
  const { port } =
    role === 'master' ? master : nodes.plan.replicas.find(r => r.master.port === master.port)!.node;
  return nodes.servers.find(each => each.port === port)!;
}

const at = ({ host, port }: RedisServer) => ({ host, port });

async function run(options: Partial<CheckCommandOptions> = {}) {
  let stdout = '';
  const code = await runCheck({
    name: 'a cluster',
    seeds: [at(server('master', 0))],
    connection: { password: PASSWORD },
    acceptNewHostKeys: false,
    fix: false,
    json: false,
    words: wordsFor('en'),
    colour: true,
    signal: new AbortController().signal,
    stdout: new Writable({
      write(chunk, _encoding, done) {
        stdout += chunk;
        done();
      },
    }),
    ...options,
  });
  return { code, stdout };
}

/** What is not as it should be, as `--json` has it, by id. */
async function findings(seed = server('master', 0)) {
  const { code, stdout } = await run({ json: true, seeds: [at(seed)] });
  const { ok, findings } = JSON.parse(stdout);
  expect(ok).toBe(code === 0);
  const wrong = findings.filter(({ severity }: { severity: string }) => severity !== 'ok');
  return {
    code,
    wrong: new Map<string, Record<string, unknown>>(wrong.map((f: { id: string }) => [f.id, f])),
  };
}

describe('a healthy cluster', () => {
  it('is said to be so, with the guide’s tables, from any node', async () => {
    const { code, stdout } = await run({ seeds: [at(server('replica', 1))] });
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    const [a, b, c] = [0, 1, 2].map(index => `127.0.0.1:${server('master', index).port}`);
    expect(lines[0]).toBe(`a cluster, read from 127.0.0.1:${server('replica', 1).port}`);
    expect(lines).toContain(`A  ${a}     0   5461  0-5460       127.0.0.1:${server('replica', 0).port}`);
    expect(lines).toContain(`B  ${b}     0   5462  5461-10922   127.0.0.1:${server('replica', 1).port}`);
    expect(lines).toContain(`C  ${c}     0   5461  10923-16383  127.0.0.1:${server('replica', 2).port}`);
    expect(lines).toContain('0 keys in 3 masters.');
    expect(lines).toContain('[OK]   All 16384 slots covered.');
    // All nodes of this test stand on one host, and keep nothing on disk.
    expect(lines.at(-2)).toMatch(/^Healthy: 3 of \d+ checks warn, none fails\.$/);
    expect(stdout).not.toContain('\u001b');
  });

  it('as JSON: one ASCII line with every node', async () => {
    const { code, stdout } = await run({ json: true, words: wordsFor('zh') });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[\x20-\x7e]+\n$/);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ ok: true, name: 'a cluster', masters: [{ slots: ['0-5460'] }, {}, {}] });
    expect(report.nodes).toHaveLength(6);
    const replica = report.nodes.find(({ port }: { port: number }) => port === server('replica', 2).port);
    expect(replica).toMatchObject({
      role: 'replica',
      master: `127.0.0.1:${server('master', 2).port}`,
      slots: [],
    });
    expect(stdout).not.toContain('secret');
  });

  it('of a cluster.yaml', async () => {
    const file = join(directory, 'cluster.yaml');
    const ports = nodes.servers.map(({ port }) => port).join(', ');
    const lines = [
      'name: mine',
      `hosts: [{ address: 127.0.0.1, ports: [${ports}] }]`,
      'runtime: process',
      `password: ${JSON.stringify(PASSWORD)}`,
      'redis: { cluster-node-timeout: 4000 }',
    ];
    await writeFile(file, lines.join('\n'));
    const { stderr } = process;
    const context = { env: { SLOTSH_HOME: directory }, loadWords: async () => wordsFor('en'), stderr };
    const target = await findCheckTarget({ command: 'check', flags: {} as Flags, input: [file] }, context);
    expect(target).toMatchObject({ name: 'mine', connection: { password: PASSWORD } });
    const { job, ...options } = target;
    const { code, stdout } = await run({ ...options, spec: job!.spec });
    expect(code).toBe(0);
    expect(stdout).toContain('[OK]   cluster-node-timeout is 4000 ms or more on every node.');
  });
});

describe('a sick one', () => {
  it('a replica without a link to its master', async () => {
    const replica = server('replica', 0);
    await nodes.cli(replica, 'config', 'set', 'masterauth', 'wrong');
    await nodes.cli(server('master', 0), 'client', 'kill', 'type', 'replica');
    await eventually(async () => {
      const { code, wrong } = await findings();
      expect(code).toBe(1);
      expect(wrong.get('replica-links')).toMatchObject({
        severity: 'fail',
        nodes: [`127.0.0.1:${replica.port}`],
      });
    });
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain('[ERR]  Replicas without a link to their master');
    await nodes.cli(replica, 'config', 'set', 'masterauth', PASSWORD);
    await expect.poll(async () => (await findings()).code).toBe(0);
  });

  it('a slot that nobody owns', async () => {
    await Promise.all(nodes.servers.map(each => nodes.cli(each, 'cluster', 'delslots', 0)));
    const { code, wrong } = await findings();
    expect(code).toBe(1);
    expect(wrong.get('slot-coverage')).toMatchObject({
      severity: 'fail',
      facts: { uncovered: ['0'], slots: 1 },
    });
    await nodes.cli(server('master', 0), 'cluster', 'addslots', 0);
    await expect.poll(async () => (await findings()).code).toBe(0);
  });

  it('--fix lets nodes meet again that do not know each other, and says what it sent', async () => {
    const [first, second] = [server('master', 0), server('replica', 1)];
    const id = (await nodes.cli(second, 'cluster', 'myid')).trim();
    await nodes.cli(first, 'cluster', 'forget', id);
    const seeds = [at(server('master', 1))];
    const { wrong } = await findings(server('master', 1));
    expect(wrong.get('membership-agreement')).toMatchObject({ nodes: [`127.0.0.1:${first.port}`] });
    const { stdout } = await run({ fix: true, seeds });
    const meet = `CLUSTER MEET 127.0.0.1 ${second.port} ${second.port + 10_000}`;
    expect(stdout).toContain(`done: redis-cli -h 127.0.0.1 -p ${first.port} ${meet}`);
    await expect.poll(async () => (await findings()).code).toBe(0);
    const again = JSON.parse((await run({ fix: true, json: true, seeds })).stdout);
    expect(again.sent).toEqual([]);
  });

  it('a dead node: named, with the reason; another seed is asked instead of it', async () => {
    const dead = server('master', 2);
    await dead.kill();
    const seeds = [at(dead), at(server('master', 1))];
    const { code, stdout } = await run({ seeds });
    expect(code).toBe(1);
    expect(stdout).toContain(`read from 127.0.0.1:${server('master', 1).port}`);
    expect(stdout).toContain(`[ERR]  1 of 6 nodes do not answer: 127.0.0.1:${dead.port}.`);
    expect(stdout).toMatch(new RegExp(`^ {7}127\\.0\\.0\\.1:${dead.port}: .+`, 'm'));
    expect(stdout).toMatch(/^Not healthy: \d+ of \d+ checks fails?\.$/m);
    await expect(run({ seeds: [at(dead)] })).rejects.toMatchObject({ id: 'connection-refused' });
    await dead.restart();
  });
});

it('says that the password is wrong before that a node is down', async () => {
  const seeds = [{ host: '127.0.0.1', port: 1 }, at(server('master', 0))];
  await expect(run({ seeds, connection: { password: 'wrong' } })).rejects.toMatchObject({ id: 'auth-wrong' });
});

it('ends with 130 when it is interrupted', async () => {
  expect(await run({ signal: AbortSignal.abort() })).toMatchObject({ code: 130, stdout: '' });
});

describe('what is checked', () => {
  const context = {
    env: { SLOTSH_HOME: '/nonexistent' },
    loadWords: async () => wordsFor('en'),
    stderr: process.stderr,
  };
  const find = (...input: string[]) =>
    findCheckTarget({ command: 'check', flags: {} as Flags, input }, context);

  it('takes a word for a file when it ends like one', async () => {
    await expect(find('absent.yaml')).rejects.toMatchObject({ id: 'spec-unreadable', exitCode: 2 });
    await expect(find('absent.yaml', 'more')).rejects.toMatchObject({ id: 'too-many-words', exitCode: 2 });
    expect(await find('127.0.0.1:7000')).toMatchObject({ seeds: [{ host: '127.0.0.1', port: 7000 }] });
    await expect(find()).rejects.toMatchObject({ id: 'no-cluster-known', exitCode: 2 });
  });
});
