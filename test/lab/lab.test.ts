import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, labAvailable, startLab } from './lab.ts';

const available = labAvailable();

describe.skipIf(!available.ok)(`two machines on one box${available.ok ? '' : ` (${available.why})`}`, () => {
  let lab: Lab;
  const [first = '', second = ''] = ['192.168.10.10', '192.168.10.11'];

  beforeAll(async () => {
    lab = await startLab({
      hosts: [{ address: first, users: [{ name: 'deploy', password: 'a b', groups: ['docker'] }] }, second],
    });
  });
  afterAll(() => lab?.close());

  const facts = (address: string): Promise<string[]> =>
    Promise.all(
      [
        ['hostname'],
        ['cat', '/proc/sys/kernel/random/boot_id'],
        ['cat', '/etc/machine-id'],
        ['cat', '/etc/lab/ssh_host_ed25519_key.pub'],
        ['docker', 'info', '--format', '{{.ID}}'],
        ['hostname', '-I'],
      ].map(async argv => (await lab.host(address).run(argv)).stdout),
    );

  it('tells them apart in every way a program could', async () => {
    const [here, there] = await Promise.all([facts(first), facts(second)]);
    expect(here).toHaveLength(there.length);
    for (const [index, fact] of here.entries()) {
      expect(fact.trim()).not.toBe('');
      expect(fact).not.toBe(there[index]);
    }
  });

  it('opens them to the operator, by key and by name', async () => {
    const answer = await lab.run([
      'ssh',
      '-o',
      'BatchMode=yes',
      `deploy@${first}`,
      'id -un; docker images -q redis',
    ]);
    expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(/^deploy\n[0-9a-f]{12}\n$/) });
    expect((await lab.run(['ssh', '-o', 'BatchMode=yes', second, 'id -un'])).stdout).toBe('root\n');
  });

  it('lets them reach each other, and nothing else', async () => {
    const reach = (target: string): string[] => ['bash', '-c', `exec 3<>/dev/tcp/${target}`];
    expect((await lab.host(first).run(reach(`${second}/22`))).code).toBe(0);
    for (const place of ['1.1.1.1/53', '10.0.0.1/22', '192.168.11.10/22']) {
      for (const answer of [await lab.run(reach(place)), await lab.host(second).run(reach(place))]) {
        expect(answer.stderr).toContain('Network is unreachable');
      }
    }
  });

  it('has the same image on both, behaving like the official one', async () => {
    const images = await Promise.all(
      lab.hosts.map(host => host.run(['docker', 'image', 'inspect', '-f', '{{.Id}}', 'redis'])),
    );
    expect(images[0]?.stdout).toMatch(/^sha256:/);
    expect(images[0]?.stdout).toBe(images[1]?.stdout);
    const inside = await lab
      .host(first)
      .run(['docker', 'run', '--rm', '--network=host', '--entrypoint', 'id', 'redis', '-u', 'redis']);
    expect(inside.stdout).toBe('999\n');
  });

  it('blocks a port, pulls a cable, cuts the power and starts again with its files and containers', async () => {
    const host = lab.host(second);
    const port = 6399;
    const client = ['timeout', '1', 'redis-cli', '-h', second, '-p', `${port}`, 'get', 'k'];
    const started = await host.run(
      [
        'docker',
        'run',
        '-d',
        '--name',
        'kept',
        '--restart=always',
        '--network=host',
        'redis',
        'redis-server',
      ].concat('--port', `${port}`, '--protected-mode', 'no', '--appendonly', 'yes'),
    );
    expect(started).toMatchObject({ code: 0 });
    const ping = async (): Promise<string> => (await lab.run(client)).stdout;
    await expect.poll(ping).toBe('\n');
    await lab.run([...client.slice(0, -2), 'set', 'k', 'v']);

    await host.blockPort(port);
    expect((await lab.run(client)).stdout).toBe('');
    await host.unblockPort(port);
    await expect.poll(ping).toBe('v\n');

    const bootId = (await host.run(['cat', '/proc/sys/kernel/random/boot_id'])).stdout;
    await host.kill();
    expect((await lab.run(client)).stdout).toBe('');
    await host.start();
    await expect.poll(ping).toBe('v\n');
    expect(await host.containers()).toEqual(new Map([['kept', 'running']]));
    expect((await host.run(['cat', '/proc/sys/kernel/random/boot_id'])).stdout).not.toBe(bootId);

    await host.cable('down');
    expect((await lab.run(client)).stdout).toBe('');
    await host.cable('up');
    await expect.poll(ping).toBe('v\n');
  });

  it('can offer an image to a machine that has none', async () => {
    const host = lab.host(first);
    await host.run(['docker', 'rmi', 'redis']);
    const withoutRegistry = await host.run(['docker', 'pull', 'redis']);
    expect(withoutRegistry.code).not.toBe(0);
    const registry = await lab.startRegistry();
    expect(await host.run(['docker', 'pull', 'redis'])).toMatchObject({ code: 0 });
    await registry.close();
  });

  it('leaves nothing behind', async () => {
    const other = await startLab({ hosts: [{ address: first, docker: false }] });
    const daemon = other.spawn(['setsid', 'sleep', '1000']);
    const before = { lab: lab.id, other: other.id };
    expect(before.lab).not.toBe(before.other);
    await other.close();
    expect(daemon.signalCode ?? daemon.exitCode).not.toBeNull();
    expect(readdirSync(tmpdir())).not.toContain(other.id);
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(other.id);
    expect((await lab.run(['ssh', '-o', 'BatchMode=yes', first, 'true'])).code).toBe(0);
  });
});
