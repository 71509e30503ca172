import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textWidth } from '../../source/ui/components/text-width.ts';
import { type RedisServers, startRedisServers } from '../support/redis-servers.ts';
import { buildCli } from './build-cli.ts';

/** The program as people start it, without a terminal, to its end. */
describe('the front door', () => {
  let home: string;
  let cli: string;
  let servers: RedisServers;
  let node: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'slotsh-front-door-'));
    cli = await buildCli();
    servers = await startRedisServers(1, { cluster: false, password: 'pass-1' });
    node = `127.0.0.1:${servers.servers[0]!.port}`;
  });
  afterAll(async () => {
    await servers.stop();
    await rm(home, { recursive: true, force: true });
  });

  async function run(args: readonly string[], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: home,
      env: {
        ...process.env,
        SLOTSH_HOME: join(home, 'slotsh'),
        LC_ALL: 'C.UTF-8',
        REDISCLI_AUTH: 'pass-1',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = [child.stdout, child.stderr].map(async stream => {
      let text = '';
      for await (const chunk of stream.setEncoding('utf8')) text += chunk;
      return text;
    });
    const code = await new Promise<number | null>(resolve => {
      child.once('close', resolve);
    });
    const [stdout = '', stderr = ''] = await Promise.all(texts);
    return { code, stdout, stderr };
  }

  test.each([
    [['dwon'], 'unknown-command'],
    [['up', '--trace'], 'unknown-flag'],
    [['exec', '--nonsense', '--', 'ping'], 'unknown-flag'],
    [['exec', '--user'], 'flag-without-value'],
    [['--lang', 'fr'], 'flag-wrong'],
    [['exec', '-p', '70000', '--', 'ping'], 'flag-wrong'],
    [['exec', 'http://127.0.0.1', '--', 'ping'], 'address-wrong'],
    [['exec', '127.0.0.1:1', 'ping', '--', 'ping'], 'too-many-words'],
    [['exec', '--tls', '--cacert', 'absent.pem', '-p', '1', '--', 'ping'], 'file-unreadable'],
    [['exec', '--', 'ping'], 'no-cluster-known'],
    [['down'], 'no-cluster-known'],
    [['up'], 'needs-terminal'],
    [['connect', '127.0.0.1:1'], 'needs-terminal'],
    [['up', 'absent.yaml'], 'spec-unreadable'],
    [['up', '--here', 'cluster.yaml'], 'too-many-words'],
  ])('%j is refused in words, with exit code 2', async (args, id) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`id: ${id}\n`);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('every fault of a cluster.yaml is said at once, with its place', async () => {
    await writeFile(
      join(home, 'wrong.yaml'),
      'name: a\nhosts:\n  - address: 127.0.0.1\n    ports: 6371-6373, 99999\nreplica: 1\n',
    );
    const { code, stderr } = await run(['up', 'wrong.yaml', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('wrong.yaml:4:');
    expect(stderr).toContain('wrong.yaml:5:1');
  });

  test('help and version, in both languages, at most 80 columns wide', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
    const english = await run(['--help']);
    const chinese = await run(['--help'], { LC_ALL: 'zh_CN.UTF-8' });
    expect(english.stdout).toContain('Usage');
    expect(chinese.stdout).toContain('用法');
    expect(
      Math.max(...[...english.stdout.split('\n'), ...chinese.stdout.split('\n')].map(textWidth)),
    ).toBeLessThanOrEqual(80);
    expect((await run([])).stdout).toBe(english.stdout);
  });

  test('exec takes a command with and without --, an address, -p, a URL', async () => {
    for (const words of [
      [node, 'ping'],
      [node, '--', 'ping'],
      ['-p', node.slice('127.0.0.1:'.length), 'ping'],
      ['-u', `redis://${node}`, 'ping'],
    ]) {
      expect(await run(['exec', ...words])).toEqual({ code: 0, stdout: 'PONG\n', stderr: '' });
    }
  });

  test('a password in the arguments is warned of; a wrong one and a dead node are exit code 1', async () => {
    const given = await run(['exec', node, '-a', 'pass-1', 'ping']);
    expect(given.code).toBe(0);
    expect(given.stderr).toContain('REDISCLI_AUTH');
    const wrong = await run(['exec', node, '-a', 'other', 'ping']);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('id: auth-wrong\n');
    const dead = await run(['exec', '127.0.0.1:1', 'ping']);
    expect(dead.code).toBe(1);
    expect(dead.stderr).toContain('id: connection-refused\n');
  });
});
