import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession } from '../../source/shell/open-session.ts';
import { words } from '../shell/running-cluster.ts';
import { findFreePorts } from '../support/free-ports.ts';
import { redisCli } from '../support/redis-servers.ts';
import { type CliRun, runCli } from './run-cli.ts';

const failureOf = ({ last }: CliRun) => last['failure'] as { id: string };
const rowsOf = ({ events }: CliRun, name: string) =>
  events.filter(event => event['name'] === name && event['state'] === 'done').map(({ node }) => node);

describe('the file of a finished cluster is changed', () => {
  let home: string;
  let ports: number[];
  let file: string;
  const up = (...more: string[]) => runCli(['up', file, '--yes', '--json', ...more], { home });

  async function write(replicas: number, password: string, maxmemory: string): Promise<void> {
    const lines = [
      `hosts: [{ address: 127.0.0.1, ports: [${ports.join(', ')}] }]`,
      ...[
        `replicas: ${replicas}`,
        'runtime: process',
        `directory: ${home}/deploy`,
        `password: "${password}"`,
      ],
      `redis: { maxmemory: ${maxmemory}, repl-diskless-sync-delay: 0 }`,
    ];
    await writeFile(file, `${lines.join('\n')}\n`);
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'slotsh-rolling-'));
    ports = await findFreePorts(6);
    file = join(home, 'cluster.yaml');
    await write(1, '1234', '64mb');
    expect(await up()).toMatchObject({ code: 0, last: { outcome: 'done' } });
  });
  afterAll(async () => {
    await runCli(['down', file, '--data', '--yes', '--json'], { home });
    await rm(home, { recursive: true, force: true });
  });

  test('another password is refused before anything is changed', async () => {
    await write(1, 'another', '64mb');
    const run = await up();
    expect(run.code).toBe(3);
    expect(failureOf(run)).toMatchObject({ id: 'password-changed' });
    const conf = await readFile(`${home}/deploy/redis-cluster/${ports[0]}/conf/redis.conf`, 'utf8');
    expect(conf).toContain('1234');
  });

  test('a directive: one node after the other, replicas first, and every slot stays served', async () => {
    const session = await openSession({
      ...{ name: 'test', connection: { password: '1234' } },
      seeds: ports.map(port => ({ host: '127.0.0.1', port })),
    });
    const refusals: string[] = [];
    const written = new Map<string, string>();
    /** Does any node lead there? One that has just started refuses all keys until it has heard of the others. */
    const isServed = async (key: string, value: string) => {
      const answers = await Promise.all(
        ports.map(port => redisCli(['-c', '-p', port, 'set', key, value], { password: '1234' })),
      );
      return answers.some(({ stdout }) => stdout === 'OK\n');
    };
    let ends = false;
    const writing = (async () => {
      for (let number = 0; !ends; number++) {
        const [key, value] = [`key-${number % 300}`, String(number)];
        let refusal: string | undefined;
        await session.run(words(`SET ${key} ${value}`), event => {
          if (event.type !== 'command-finished') return;
          const { reply, failure } = event;
          if (reply?.type === 'status') written.set(key, value);
          // The connection to a node that restarts ends; what must not be is a slot that nobody serves.
          else if (reply?.type === 'error') refusal = reply.value.toString();
          else if (failure && failure.id !== 'connection-lost') refusal = failure.id;
        });
        if (refusal && !(await isServed(key, value))) refusals.push(refusal);
      }
    })();
    await write(1, '1234', '96mb');
    const run = await up();
    ends = true;
    await writing;
    session.close();
    expect(run).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
    expect(refusals).toEqual([]);
    const restarted = rowsOf(run, 'start-process');
    expect(new Set(restarted).size).toBe(6);
    expect(rowsOf(run, 'take-over')).toHaveLength(3);
    // Every take-over is by a replica that was restarted before.
    for (const node of rowsOf(run, 'take-over')) expect(restarted.slice(0, 3)).toContain(node);
    for (const port of ports) {
      const { stdout } = await redisCli(['-p', port, 'config', 'get', 'maxmemory'], { password: '1234' });
      expect(stdout).toContain(String(96 * 1024 * 1024));
    }
    expect(written.size).toBeGreaterThan(100);
    for (const [key, value] of written) {
      const { stdout } = await redisCli(['-c', '-p', ports[0]!, 'get', key], { password: '1234' });
      expect([key, Number(stdout) >= Number(value)]).toEqual([key, true]);
    }
  });

  test('a directive that Redis refuses stops at the first replica, and the cluster goes on', async () => {
    await write(1, '1234', 'lots');
    const run = await up();
    expect(run).toMatchObject({ code: 1, last: { failure: { id: 'process-not-up' } } });
    const { stdout } = await redisCli(['-p', ports[0]!, 'cluster', 'info'], { password: '1234' });
    const alive = await Promise.all(
      ports.map(port =>
        redisCli(['-p', port, 'ping'], { password: '1234' }).then(({ stdout: said }) => said.trim()),
      ),
    );
    expect(alive.filter(said => said === 'PONG')).toHaveLength(5);
    expect(stdout === '' || stdout.includes('cluster_state:ok')).toBe(true);
  });
});

test('slots without a copy are not taken down unless that is agreed to by name', async () => {
  const home = await mkdtemp(join(tmpdir(), 'slotsh-rolling-'));
  const ports = await findFreePorts(3);
  const file = join(home, 'cluster.yaml');
  const write = (maxmemory: string) =>
    writeFile(
      file,
      [
        `hosts: [{ address: 127.0.0.1, ports: [${ports.join(', ')}] }]`,
        ...['replicas: 0', 'runtime: process', `directory: ${home}/deploy`, 'password: "1234"'],
        `redis: { maxmemory: ${maxmemory} }`,
      ].join('\n'),
    );
  const up = (...more: string[]) => runCli(['up', file, '--yes', '--json', ...more], { home });
  try {
    await write('64mb');
    expect(await up()).toMatchObject({ code: 0 });
    await write('96mb');
    const refused = await up();
    expect(refused).toMatchObject({ code: 3, last: { failure: { id: 'only-copy' } } });
    expect(refused.events.filter(({ type }) => type === 'changed')).toEqual([]);
    expect(await up('--ignore', 'only-copy')).toMatchObject({
      code: 0,
      last: { outcome: 'done', changed: true },
    });
  } finally {
    await runCli(['down', file, '--data', '--yes', '--json'], { home });
    await rm(home, { recursive: true, force: true });
  }
});
