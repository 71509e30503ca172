import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findFreePorts } from '../support/free-ports.ts';
import { redisCli } from '../support/redis-servers.ts';
import { aloneHere } from './alone-here.ts';
import { type CliRun, runCli } from './run-cli.ts';

interface Node {
  host: string;
  port: number;
  role: string;
  slots: string[];
  master?: string;
}

const nodesOf = ({ last }: CliRun) => (last['nodes'] ?? []) as Node[];
const stepsOf = ({ events }: CliRun) =>
  events.filter(({ type }) => type === 'step-finished').map(({ step, outcome }) => `${step} ${outcome}`);
const changesOf = ({ events }: CliRun) => events.filter(({ type }) => type === 'changed');
const failureOf = ({ last }: CliRun) => last['failure'] as { id: string; facts: Record<string, unknown> };

/** Every file below a directory. */
function filesIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

describe('a cluster on this machine, from nothing to nothing', () => {
  let home: string;
  let password: string;
  let ports: number[];
  const slotsh = (...args: string[]) => runCli(args, { home });
  const redis = (port: number, ...args: string[]) => redisCli(['-p', port, ...args], { password });
  const pids = async () =>
    Promise.all(
      ports.map(async port => /process_id:(\d+)/.exec((await redis(port, 'info', 'server')).stdout)?.[1]),
    );

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'slotsh-here-'));
  });
  afterAll(async () => {
    await slotsh('down', '--data', '--yes');
    await rm(home, { recursive: true, force: true });
  });

  test('a plan names every change and makes none', async () => {
    const run = await aloneHere(() => slotsh('up', '--here', '--plan', '--json'));
    expect(run).toMatchObject({ code: 0, last: { outcome: 'planned' } });
    const changes = run.last['changes'] as { kind: string; purpose?: string }[];
    expect(changes.filter(({ kind }) => kind === 'write-file')).toHaveLength(7);
    expect(changes.filter(({ purpose }) => purpose === 'start-process')).toHaveLength(6);
    expect(changes.filter(({ kind }) => kind === 'form-cluster')).toHaveLength(1);
    expect(changesOf(run)).toEqual([]);
    expect(filesIn(home)).toEqual([]);
  });

  test('from nothing: usable, with the roles the real redis-cli finds right', async () => {
    const run = await aloneHere(() => slotsh('up', '--here', '--yes', '--json'));
    expect(run).toMatchObject({ code: 0, stderr: '', last: { outcome: 'done', changed: true } });
    const nodes = nodesOf(run);
    ports = nodes.map(({ port }) => port);
    expect(nodes.map(({ role }) => role)).toEqual([
      'master',
      'master',
      'master',
      'replica',
      'replica',
      'replica',
    ]);
    expect(nodes.flatMap(({ slots }) => slots)).toEqual(['0-5460', '5461-10922', '10923-16383']);
    password = readFileSync(String(run.last['passwordFile']), 'utf8').trim();

    for (const port of ports) {
      expect((await redis(port, 'cluster', 'info')).stdout).toContain('cluster_state:ok');
      expect((await redis(port, 'config', 'get', 'appendonly')).stdout).toContain('yes');
      expect((await redisCli(['-p', port, 'ping'])).stdout).toContain('NOAUTH');
    }
    const check = await redis(ports[0]!, '--cluster', 'check', `127.0.0.1:${ports[0]}`);
    expect(check.stdout).toContain('[OK] All nodes agree about slots configuration.');
    expect(check.stdout).toContain('[OK] All 16384 slots covered.');
  });

  test('again: every step finds its work done, and says so; the password is where nobody else can read it', async () => {
    const before = await pids();
    const run = await slotsh('up', '--here', '--yes', '--json');
    expect(run).toMatchObject({ code: 0, last: { outcome: 'done', changed: false } });
    expect(stepsOf(run)).toEqual(
      ['prepare-hosts', 'write-configs', 'start-containers', 'create-cluster', 'verify'].map(
        step => `${step} unchanged`,
      ),
    );
    expect(changesOf(run)).toEqual([]);
    expect(await pids()).toEqual(before);

    expect(run.stdout, 'the password is in no event').not.toContain(password);
    for (const pid of before) expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(password);
    const holders = filesIn(home).filter(file => readFileSync(file, 'latin1').includes(password));
    expect(holders).toHaveLength(7);
    for (const file of holders) expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('a node that was killed is started again, and only that one', async () => {
    const before = await pids();
    const run = await aloneHere(() => {
      process.kill(Number(before[4]), 'SIGKILL');
      return slotsh('up', '--here', '--yes', '--json');
    });
    expect(run).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
    const after = await pids();
    expect(after.filter((pid, index) => pid !== before[index])).toHaveLength(1);
  });

  test('down stops it, keeps the data, tells where it is; up brings it back with its keys', async () => {
    await redis(ports[0]!, '-c', 'set', 'name', 'mrhelloworld');
    await aloneHere(async () => {
      const down = await slotsh('down', '--json');
      expect(down).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
      expect(JSON.stringify(down.last['left'])).toContain(String(ports[0]));
      expect((await redis(ports[0]!, 'ping')).stderr).toContain('Connection refused');
      expect((await slotsh('down', '--json')).last).toMatchObject({ outcome: 'done', changed: false });

      const plan = await slotsh('up', '--here', '--plan', '--json');
      const kinds = (plan.last['changes'] as { kind: string }[]).map(({ kind }) => kind);
      expect(kinds).toEqual(Array(6).fill('run'));

      expect(await slotsh('up', '--here', '--yes', '--json')).toMatchObject({
        code: 0,
        last: { changed: true },
      });
    });
    expect((await redis(ports[0]!, '-c', 'get', 'name')).stdout).toBe('mrhelloworld\n');
  });

  test('down --data asks first, and no answer is no', async () => {
    const down = await slotsh('down', '--data', '--json');
    expect(down).toMatchObject({ code: 3, last: { outcome: 'failed', failure: { id: 'removal-declined' } } });
    expect((await redis(ports[0]!, 'ping')).stdout).toBe('PONG\n');
  });

  test('down --data leaves nothing: no process, no file of the cluster, no password', async () => {
    const running = await pids();
    const down = await slotsh('down', '--data', '--yes', '--json');
    expect(down).toMatchObject({ code: 0, last: { outcome: 'done', changed: true, left: [] } });
    for (const pid of running) expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(filesIn(home).map(file => file.slice(home.length))).toEqual(['/state/clusters.json']);
    expect(readdirSync(join(home, 'data'))).toEqual([]);
  });
});

describe('a cluster.yaml for servers without Docker', () => {
  let home: string;
  let ports: number[];
  const slotsh = (...args: string[]) => runCli(args, { home });

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'slotsh-file-'));
    ports = await findFreePorts(6);
  });
  afterEach(async () => {
    await slotsh('down', 'cluster.yaml', '--data', '--yes');
    await rm(home, { recursive: true, force: true });
  });

  async function writeSpec(directory: string, more = ''): Promise<string> {
    const file = join(home, 'cluster.yaml');
    const lines = [
      'hosts:',
      '  - address: 127.0.0.1',
      `    ports: [${ports.join(', ')}]`,
      'runtime: process',
      `directory: ${JSON.stringify(directory)}`,
      'password: "1234"',
      more,
    ];
    await writeFile(file, `${lines.join('\n')}\n`);
    return file;
  }

  const up = async (file: string, ...more: string[]) => slotsh('up', file, '--yes', '--json', ...more);

  test('a directory with every kind of character; Ctrl-C in the middle, and up again', async () => {
    const directory = join(home, 'a b\'c"d $HOME `id` #e \\ 中文');
    const file = await writeSpec(directory);
    const cut = await runCli(['up', file, '--yes', '--json'], { home, interruptAt: '"form-node' });
    expect(cut).toMatchObject({ code: 130, last: { outcome: 'interrupted', step: 'create-cluster' } });
    expect(filesIn(directory).filter(path => /tmp$/.test(path))).toEqual([]);

    expect(await up(file)).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
    expect(await up(file)).toMatchObject({ code: 0, last: { outcome: 'done', changed: false } });
    const timeout = await redisCli(['-p', ports[0]!, 'config', 'get', 'cluster-node-timeout'], {
      password: '1234',
    });
    expect(timeout.stdout).toContain('15000');

    expect(await slotsh('down', file, '--data', '--yes')).toMatchObject({ code: 0 });
    expect(existsSync(directory)).toBe(false);
  });

  test('ports in use, by whom, and a directory that is none: all of it at once, and nothing is changed', async () => {
    const taken = createServer().listen(ports[1], '127.0.0.1');
    const busTaken = createServer().listen(ports[2]! + 10_000, '127.0.0.1');
    await writeFile(join(home, 'a file'), 'mine');
    const run = await up(await writeSpec(join(home, 'a file')));
    taken.close();
    busTaken.close();
    expect(run).toMatchObject({ code: 3, last: { outcome: 'failed', exitCode: 3 } });
    const { findings } = failureOf(run).facts as {
      findings: { id: string; facts: Record<string, unknown> }[];
    };
    expect(findings.map(({ id, facts }) => [id, facts['port'] ?? facts['reason']])).toEqual([
      ['port-in-use', ports[1]],
      ['port-in-use', ports[2]! + 10_000],
      ['directory-unusable', 'not-a-directory'],
    ]);
    expect(findings[0]?.facts['owner']).toMatch(new RegExp(`\\(pid ${process.pid}\\)$`));
    expect(changesOf(run)).toEqual([]);
    expect(readFileSync(join(home, 'a file'), 'utf8')).toBe('mine');
  });

  test('the data of another cluster, and of a Redis that was none, are not touched', async () => {
    const directory = join(home, 'deploy');
    const data = (index: number) => join(directory, 'redis-cluster', String(ports[index]), 'data');
    const id = (digit: string) => digit.repeat(40);
    const table = [
      `${id('a')} 127.0.0.1:${ports[0]}@${ports[0]! + 10_000} myself,master - 0 0 1 connected 0-5460`,
      `${id('b')} 127.0.0.1:7999@17999 master - 0 0 2 connected 5461-16383`,
      'vars currentEpoch 2 lastVoteEpoch 0',
    ].join('\n');
    for (const index of [0, 1]) await mkdir(data(index), { recursive: true });
    await writeFile(join(data(0), 'nodes.conf'), `${table}\n`);
    await writeFile(join(data(1), 'dump.rdb'), 'precious');
    const file = await writeSpec(directory);
    const run = await up(file);
    expect(run.code).toBe(3);
    expect(failureOf(run).facts['findings']).toMatchObject([
      { id: 'node-of-another-cluster', facts: { port: ports[0], strangers: ['127.0.0.1:7999'] } },
      { id: 'node-has-data', facts: { port: ports[1], files: ['dump.rdb'] } },
    ]);
    const down = await slotsh('down', file, '--data', '--yes', '--json');
    expect(down.code).toBe(3);
    expect(filesIn(directory).sort()).toEqual(
      [join(data(0), 'nodes.conf'), join(data(1), 'dump.rdb')].sort(),
    );
    await rm(directory, { recursive: true });
  });

  test('without --yes and without a terminal nobody can agree, so nothing is changed', async () => {
    const directory = join(home, 'never');
    const file = await writeSpec(directory);
    const { code, last } = await slotsh('up', file, '--json');
    expect(code).toBe(3);
    expect(last).toMatchObject({ outcome: 'failed', failure: { id: 'changes-declined' }, exitCode: 3 });
    expect(existsSync(directory)).toBe(false);
  });

  test('a server that will not start: its own words, and exit code 1', async () => {
    const run = await up(await writeSpec(join(home, 'deploy'), 'redis:\n  maxmemory: lots'));
    expect(run).toMatchObject({ code: 1, last: { outcome: 'failed', failure: { id: 'process-not-up' } } });
    expect(failureOf(run).facts['log']).toContain("'maxmemory");
  });
});
