import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FACTS_SCRIPT } from '../../source/hosts/facts-script.ts';
import { gatherFacts } from '../../source/hosts/gather-facts.ts';
import { openLocalHost } from '../../source/hosts/local-host.ts';
import { architectureOf, parseFacts } from '../../source/hosts/parse-facts.ts';

const directory = mkdtempSync(join(tmpdir(), 'slotsh-facts-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const question = { directory: '/srv', ports: [6371, 16371], dataDirectories: ['/srv/6371/data'] };
/** Facts from lines as a machine would say them; the tab is written as `=`. */
const factsFrom = (...lines: string[]) =>
  parseFacts([...lines, 'end=facts'].map(line => `${line.replace('=', '\t')}\n`).join(''), question)?.facts;

describe('facts that were recorded elsewhere', () => {
  it('are read: CentOS 7 with Docker 19.03 and docker-compose v1', () => {
    expect(
      factsFrom(
        'clock=1732270000.123456789',
        'docker.exit=0',
        'docker.version=19.03.12 amd64',
        'docker.security=[name=seccomp,profile=default]',
        'image=',
        "compose.plugin=docker: 'compose' is not a docker command.",
        'compose.program=1.29.2',
        'kernel=Linux',
        'machine=x86_64',
        'os.id=centos',
        'os.like=rhel fedora',
        'os.version=7',
        'package-manager=yum',
        'listener=0100007F:18E3 4711',
        'listener=00000000000000000000000000000000:3FF3 4712',
        `owner=4711 1234 redis-server 11:cpu:/docker/${'a'.repeat(64)} 1:name=systemd:/`,
        `container=${'a'.repeat(64)} redis-6371`,
      ),
    ).toMatchObject({
      system: { id: 'centos', like: ['rhel', 'fedora'], version: '7', architecture: 'amd64' },
      packageManager: 'yum',
      docker: { state: 'running', version: '19.03.12', architecture: 'amd64', rootless: false },
      compose: { flavour: 'docker-compose', version: '1.29.2' },
      listeners: [
        {
          port: 6371,
          addresses: ['127.0.0.1'],
          owner: {
            pid: 1234,
            program: 'redis-server',
            containerId: 'a'.repeat(64),
            containerName: 'redis-6371',
          },
        },
        { port: 16371, addresses: ['::'] },
      ],
    });
  });

  it('are read: Compose v2 and later, rootless Docker, cgroup v2', () => {
    expect(
      factsFrom(
        'docker.exit=0',
        'docker.version=28.2.2 arm64',
        'docker.security=[name=seccomp,profile=builtin name=rootless name=cgroupns]',
        'compose.plugin=v2.24.5',
        'compose.program=1.29.2',
        'listener=0A0AA8C0:18E3 1',
        `owner=1 77 redis-server 0::/system.slice/docker-${'b'.repeat(64)}.scope`,
      ),
    ).toMatchObject({
      docker: { version: '28.2.2', architecture: 'arm64', rootless: true },
      compose: { flavour: 'docker compose', version: '2.24.5' },
      listeners: [{ addresses: ['192.168.10.10'], owner: { containerId: 'b'.repeat(64) } }],
    });
  });

  it('are read: macOS, which has no /proc', () => {
    expect(
      factsFrom(
        'clock=1732270000.N',
        'kernel=Darwin',
        'machine=arm64',
        'os.id=macos',
        'os.version=14.5',
        'boot=8D6E7A3C-0000-0000-0000-000000000000',
        'package-manager=brew',
        'server=redis-server /opt/homebrew/bin/redis-server Redis server v=7.2.5 sha=00000000:0',
        'address=127.0.0.1',
        'address=192.168.1.7',
        'lsof=p501',
        'lsof=credis-server',
        'lsof=f6',
        'lsof=n*:6371',
        'lsof=n[::1]:6371',
        'lsof=p502',
        'lsof=cother',
        'lsof=n127.0.0.1:8080',
      ),
    ).toMatchObject({
      system: { kernel: 'Darwin', id: 'macos', architecture: 'arm64' },
      docker: { state: 'absent' },
      server: { program: 'redis-server', path: '/opt/homebrew/bin/redis-server', version: '7.2.5' },
      addresses: ['127.0.0.1', '192.168.1.7'],
      listeners: [
        { port: 6371, addresses: ['0.0.0.0', '::1'], owner: { pid: 501, program: 'redis-server' } },
      ],
    });
  });

  it.each([
    [
      'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
      'not-permitted',
    ],
    [
      'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock',
      'not-permitted',
    ],
    [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'stopped',
    ],
    [
      'failed to connect to the docker API at unix:///var/run/docker.sock: no such file or directory',
      'stopped',
    ],
  ])('say why Docker does not answer: %s', (said, state) => {
    expect(factsFrom('docker.exit=1', 'docker.version=', `docker.version=${said}`)?.docker).toEqual({
      state,
      said,
    });
  });

  it.each([
    ['valkey-server', '/usr/bin/valkey-server', 'Valkey server v=8.0.1 sha=0', '8.0.1'],
    ['redis-server', '/opt/with space/bin/redis-server', 'Redis server v=7.0.15 sha=0', '7.0.15'],
  ])('know a %s at %s', (program, path, said, version) => {
    expect(factsFrom(`server=${program} ${path} ${said}`)?.server).toEqual({ program, path, version });
  });

  it('are none at all when they were cut short', () => {
    expect(parseFacts('kernel\tLinux\nmachine\tx86_64\n', question)).toBeUndefined();
    expect(parseFacts('', question)).toBeUndefined();
  });

  it('call architectures as Docker does', () => {
    expect(['x86_64', 'aarch64', 'armv7l', 's390x'].map(architectureOf)).toEqual([
      'amd64',
      'arm64',
      'arm',
      's390x',
    ]);
  });
});

describe('facts of this machine', () => {
  const host = openLocalHost('127.0.0.1');

  it('are gathered in one round trip', async () => {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const data = join(directory, "it's data");
    const nodesConf =
      'abc 127.0.0.1:6371@16371 myself,master - 0 0 1 connected 0-5460\nvars currentEpoch 1\n';
    spawnSync('mkdir', ['-p', data]);
    writeFileSync(join(data, 'nodes.conf'), nodesConf);
    writeFileSync(join(data, 'a\tname\nof two lines'), '');
    const began = Date.now();
    const facts = await gatherFacts(host, {
      directory: join(directory, 'absent/below'),
      ports: [port],
      dataDirectories: [data, join(directory, 'none')],
    });
    server.close();
    const { username, uid, gid } = userInfo();
    expect(facts).toMatchObject({
      hostname: hostname(),
      user: { name: username, uid, gid },
      addresses: expect.arrayContaining(['127.0.0.1']),
      directory: { type: 'absent', writable: true },
      listeners: [{ port, addresses: ['127.0.0.1'], owner: { pid: process.pid } }],
      dataDirectories: [
        { path: data, readable: true, entries: ['a\tname\nof two lines', 'nodes.conf'], nodesConf },
        { path: join(directory, 'none'), readable: true, entries: [] },
      ],
    });
    // It was asked at some time in between.
    expect(Math.abs(facts.clockOffsetMs)).toBeLessThan(1000 + Date.now() - began);
  });

  it('say what stands where the directory should be', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    symlinkSync(directory, join(directory, 'link'));
    const typeOf = async (path: string) =>
      (await gatherFacts(host, { directory: path, ports: [], dataDirectories: [] })).directory.type;
    expect(await typeOf(file)).toBe('other');
    expect(await typeOf(directory)).toBe('directory');
    expect(await typeOf(join(directory, 'link'))).toBe('directory');
    expect(await typeOf(join(file, 'below'))).toBe('absent');
  });

  it('are the same under dash and bash', () => {
    const listen = ['-c', FACTS_SCRIPT, 'facts', directory, 'redis', '22 80', directory];
    const outputs = ['dash', 'bash'].map(shell => {
      const { stdout, stderr } = spawnSync(shell, listen, {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C' },
      });
      expect(stderr).toBe('');
      // Times and free space go on; Docker and Compose come in whatever order.
      const lines = stdout.split('\n').filter(line => !/^(clock|directory\.free)\t/.test(line));
      return lines.sort();
    });
    expect(outputs[0]).toEqual(outputs[1]);
    expect(outputs[0]).toContain('end\tfacts');
  });
});

describe('settings of the kernel and guards', () => {
  it('are read as the kernel writes them', () => {
    const facts = factsFrom(
      'kernel.vm/overcommit_memory=0',
      'kernel.vm/swappiness=60',
      'kernel.net/core/somaxconn=128',
      'kernel.net/ipv4/ip_local_port_range=32768 60999',
      'kernel.huge-pages=[always] madvise never',
      'memory=8388608',
      'selinux=enforcing',
      'open-files=1024',
      'firewall=firewalld',
      'docker.at-boot=disabled',
    );
    expect(facts).toMatchObject({
      kernel: {
        ...{ overcommitMemory: 0, swappiness: 60, maxBacklog: 128 },
        ...{ localPorts: [32_768, 60_999], hugePages: true },
      },
      ...{ memoryKiB: 8_388_608, selinux: true, openFiles: 1024, firewall: 'firewalld', dockerAtBoot: false },
    });
  });

  it('are absent where a system has none', () => {
    const facts = factsFrom('kernel.huge-pages=', 'memory=', 'docker.at-boot=');
    expect(facts).toMatchObject({ kernel: { hugePages: false }, memoryKiB: 0, selinux: false });
    expect(facts).not.toHaveProperty('dockerAtBoot');
    expect(facts).not.toHaveProperty('firewall');
  });
});
