import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ComposeCall,
  composeDown,
  composeProjectName,
  composeUp,
  containerLogs,
  imageUserId,
  inspectContainers,
  inspectImage,
  listContainers,
  pullImage,
} from '../../source/hosts/docker.ts';
import { gatherFacts } from '../../source/hosts/gather-facts.ts';
import type { Host, HostPrompts } from '../../source/hosts/host.ts';
import {
  PullProgress,
  parseContainers,
  parseImage,
  parseInspection,
} from '../../source/hosts/parse-docker.ts';
import { openSshHost } from '../../source/hosts/ssh/ssh-host.ts';
import { type Lab, labAvailable, startLab } from '../lab/lab.ts';
import { ownTime } from '../support/own-time.ts';

const available = labAvailable();
const [first, second, third] = ['192.168.10.10', '192.168.10.11', '192.168.10.12'] as const;
const directory = '/usr/local/docker-redis';
/** A state that comes after a while. */

describe.skipIf(!available.ok)(`hosts that are machines${available.ok ? '' : ` (${available.why})`}`, () => {
  let lab: Lab;
  const ports = new Map<string, number>();
  let configs = 0;

  beforeAll(async () => {
    const users = [
      { name: 'deploy', password: 'a b$c', groups: ['docker'] },
      { name: 'guest', password: 'guest' },
    ];
    lab = await startLab({
      hosts: [
        { address: first, users },
        { address: second, users, image: false },
        {
          address: third,
          users,
          docker: false,
          sshd: ['UsePAM yes', 'KbdInteractiveAuthentication yes', 'PasswordAuthentication no'],
        },
      ],
    });
    for (const address of [first, second, third]) ports.set(address, await lab.forward(address, 22));
  });
  afterAll(() => lab?.close());

  /** Opens a machine by its key, or, with answers, by what a person types. */
  const open = async (
    address: string,
    user = 'root',
    secrets?: (string | null)[],
    asked: unknown[] = [],
  ): Promise<Host> => {
    // A file of its own: while one is written, nobody may read it.
    const configFile = join(lab.home, `config-${++configs}`);
    const key = secrets ? 'no-key' : 'id_ed25519';
    writeFileSync(
      configFile,
      [
        `HostName 127.0.0.1`,
        `Port ${ports.get(address)}`,
        `HostKeyAlias ${address}`,
        `UserKnownHostsFile ${lab.home}/.ssh/known_hosts`,
        `IdentityFile ${lab.home}/.ssh/${key}`,
        'IdentityAgent none',
      ].join('\n'),
    );
    const askSecret: HostPrompts['askSecret'] = async ({ kind, prompt }) => {
      asked.push([kind, prompt]);
      return secrets?.shift() ?? null;
    };
    return openSshHost(address, {
      target: { user, host: address },
      configFile,
      prompts: { confirmHostKey: async () => false, askSecret },
    });
  };

  const using = async <T>(opening: Promise<Host>, use: (host: Host) => Promise<T>): Promise<T> => {
    const host = await opening;
    try {
      return await use(host);
    } finally {
      await host.close();
    }
  };

  const factsOf = (host: Host, image = 'redis') =>
    gatherFacts(host, {
      ports: [22, 6371, 16371],
      directory,
      dataDirectories: [`${directory}/redis-cluster/6371/data`, '/root/.ssh'],
      image,
    });

  describe('logging in with what a person types', () => {
    const whoAmI = async (host: Host): Promise<string> => (await host.run(['id', '-un'])).stdout.trim();

    it('takes a password, and asks again when it was wrong', async () => {
      const asked: unknown[] = [];
      expect(await using(open(first, 'deploy', ['wrong', 'a b$c'], asked), whoAmI)).toBe('deploy');
      expect(asked).toEqual([
        ['password', ''],
        ['password', ''],
      ]);
    });

    it('says what was tried when it is wrong three times, or nobody types one', async () => {
      await expect(open(first, 'deploy', ['1', '2', '3', 'a b$c'])).rejects.toMatchObject({
        id: 'login-refused',
        facts: {
          host: `deploy@${first}`,
          user: 'deploy',
          tried: ['password'],
          offered: ['publickey', 'password'],
        },
      });
      await expect(open(first, 'deploy', [])).rejects.toMatchObject({
        id: 'login-refused',
        facts: { tried: [] },
      });
    });

    it('answers keyboard-interactive, with the words of the server', async () => {
      const asked: unknown[] = [];
      expect(await using(open(third, 'deploy', ['a b$c'], asked), whoAmI)).toBe('deploy');
      expect(asked).toEqual([['keyboard-interactive', 'Password: ']]);
      await expect(open(third, 'deploy', [null])).rejects.toMatchObject({
        facts: { tried: [], offered: ['publickey', 'keyboard-interactive'] },
      });
    });
  });

  describe('facts', () => {
    it('tell two machines apart, and what is on them', async () => {
      const began = Date.now();
      const [here, there, bare] = await Promise.all(
        [first, second, third].map(address => using(open(address), factsOf)),
      );
      expect(here).toMatchObject({
        system: { kernel: 'Linux', architecture: process.arch === 'x64' ? 'amd64' : process.arch },
        hostname: 'node-1',
        user: { name: 'root', uid: 0, groups: ['root'] },
        docker: { state: 'running', rootless: false, version: expect.stringMatching(/^\d+\./) },
        compose: { version: expect.stringMatching(/^\d+\./) },
        image: { id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), architecture: expect.any(String) },
        server: { program: 'redis-server', path: expect.stringMatching(/^\//), version: expect.any(String) },
        directory: { path: directory, type: 'absent', writable: true },
      });
      expect(here?.addresses).toEqual(expect.arrayContaining(['127.0.0.1', first]));
      expect(here?.addresses).not.toContain(second);
      expect(here?.bootId).toMatch(/^[0-9a-f-]{36}$/);
      expect(here?.directory.freeKiB).toBeGreaterThan(1000);
      expect(Math.abs(here?.clockOffsetMs ?? Number.NaN)).toBeLessThan(1000 + Date.now() - began);
      expect(here?.listeners).toMatchObject([
        { port: 22, addresses: ['0.0.0.0', '::'], owner: { program: 'sshd', pid: expect.any(Number) } },
      ]);
      expect(here?.dataDirectories).toEqual([
        { path: `${directory}/redis-cluster/6371/data`, readable: true, entries: [] },
        { path: '/root/.ssh', readable: true, entries: ['authorized_keys'] },
      ]);
      for (const fact of ['bootId', 'machineId', 'hostname', 'addresses'] as const)
        expect(here?.[fact]).not.toEqual(there?.[fact]);
      expect(there?.image).toBeUndefined();
      expect(bare?.docker).toMatchObject({
        state: 'stopped',
        said: expect.stringContaining('Cannot connect'),
      });
    });

    it('tell a user without rights from a daemon that is down', async () => {
      const [guest, deploy] = await Promise.all(
        ['guest', 'deploy'].map(user => using(open(first, user), factsOf)),
      );
      expect(guest?.docker).toMatchObject({
        state: 'not-permitted',
        said: expect.stringContaining('permission denied'),
      });
      expect(guest?.user).toMatchObject({ name: 'guest', uid: expect.any(Number) });
      expect(guest?.directory.writable).toBe(false);
      expect(guest?.sudo).toBeUndefined();
      // What others listen with, and what is in directories of others, is not for a guest.
      expect(guest?.listeners).toEqual([{ port: 22, addresses: ['0.0.0.0', '::'] }]);
      expect(guest?.dataDirectories[1]).toMatchObject({ entries: [] });
      expect(deploy?.docker.state).toBe('running');
      expect(deploy?.user.groups).toContain('docker');
      await using(open(first, 'guest'), async host => {
        await expect(host.readPaths(['/etc/hosts', '/root/.ssh/authorized_keys'])).rejects.toMatchObject({
          id: 'path-unreadable',
          facts: { host: `guest@${first}`, path: '/root/.ssh/authorized_keys' },
        });
        await expect(
          host.writeFile({ path: '/etc/redis.conf', content: '', mode: 0o600 }),
        ).rejects.toMatchObject({ id: 'file-not-written', facts: { path: '/etc/redis.conf' } });
      });
    });
  });

  describe('Docker and Compose', () => {
    const conf = `${directory}/redis-cluster/6371/conf/redis.conf`;
    const file = `${directory}/docker-compose.yml`;
    const service = (command: string): string =>
      `services:\n  redis-6371:\n    image: redis\n    container_name: redis-6371\n    restart: always\n    network_mode: "host"\n    volumes:\n      - ${conf}:/usr/local/etc/redis/redis.conf\n      - ${directory}/redis-cluster/6371/data:/data\n    command: ${command}\n`;

    it('start, show and stop what the guide starts', async () => {
      await using(open(first), async host => {
        const { compose } = await factsOf(host);
        if (!compose) throw new Error('no Compose in the lab');
        const project = composeProjectName(directory, compose.flavour);
        const call: ComposeCall = { compose, project, file };
        await host.run([
          'mkdir',
          '-p',
          `${directory}/redis-cluster/6371/conf`,
          `${directory}/redis-cluster/6371/data`,
        ]);
        const uid = Number((await host.run(imageUserId('redis'))).stdout);
        const gid = Number((await host.run(imageUserId('redis', 'gid'))).stdout);
        expect([uid, gid]).toEqual([999, 999]);
        const text = 'port 6371\ncluster-enabled yes\nappendonly yes\nrequirepass 1234\n';
        // Readable by the image's user and by nobody else: enough, and no more.
        await host.writeFile({ path: conf, content: text, mode: 0o400, uid, gid });
        await host.writeFile({
          path: file,
          content: service('redis-server /usr/local/etc/redis/redis.conf'),
          mode: 0o644,
        });

        expect(await host.run(composeUp(call))).toMatchObject({ code: 0 });
        const running = async () => parseContainers((await host.run(listContainers(project))).stdout);
        expect(await running()).toMatchObject([
          {
            name: 'redis-6371',
            image: 'redis',
            status: 'running',
            command: expect.stringContaining('redis-server'),
          },
        ]);
        // Typed there by hand, Compose knows the same project.
        const byHand = await host.run([...compose.flavour.split(' '), 'ps'], { cwd: directory });
        expect(byHand.stdout).toContain('redis-6371');

        const data = (await factsOf(host)).dataDirectories;
        await expect.poll(async () => (await factsOf(host)).listeners.length).toBe(3);
        const { listeners, dataDirectories } = await factsOf(host);
        for (const port of [6371, 16371]) {
          expect(listeners.find(listener => listener.port === port)).toMatchObject({
            addresses: ['0.0.0.0', '::'],
            owner: {
              program: 'redis-server',
              containerName: 'redis-6371',
              containerId: (await running())[0]?.id,
            },
          });
        }
        expect(data).toHaveLength(2);
        expect(dataDirectories[0]?.entries).toContain('nodes.conf');
        expect(dataDirectories[0]?.nodesConf).toContain('myself,master');

        expect(await host.run(composeDown(call))).toMatchObject({ code: 0 });
        expect(await host.run(composeDown(call))).toMatchObject({ code: 0 });
        expect(await running()).toEqual([]);
      });
    });

    it('tell of a container that crashes again and again, and what it said', async () => {
      await using(open(first), async host => {
        const { compose } = await factsOf(host);
        if (!compose) throw new Error('no Compose in the lab');
        const call: ComposeCall = { compose, project: 'crashing', file };
        await host.writeFile({
          path: file,
          content: service('redis-server --no-such-directive yes'),
          mode: 0o644,
        });
        expect(await host.run(composeUp(call))).toMatchObject({ code: 0 });
        const inspect = async () =>
          parseInspection((await host.run(inspectContainers(['redis-6371']))).stdout);
        // Between two starts: while it runs, it has no exit code.
        const crashed = async () =>
          (await inspect()).map(({ restarts, exitCode }) => [restarts > 0, exitCode]);
        await expect.poll(crashed).toEqual([[true, 1]]);
        expect(await inspect()).toMatchObject([
          { name: 'redis-6371', labels: { 'com.docker.compose.project': 'crashing' } },
        ]);
        const log = await host.run(containerLogs('redis-6371', 5));
        expect(log.stdout + log.stderr).toContain('no-such-directive');
        await host.run(composeDown(call));
      });
    });

    it('pull an image with a progress, and say when it cannot be had', async () => {
      await using(open(second), async host => {
        expect((await host.run(inspectImage('redis'))).code).toBe(1);
        const unavailable = await host.run(pullImage('redis'));
        expect(unavailable.code).not.toBe(0);
        expect(unavailable.stderr).not.toBe('');
        const registry = await lab.startRegistry();
        const progress = new PullProgress();
        const fractions: number[] = [];
        const pulled = await host.run(pullImage('redis'), {
          onOutput: piece => fractions.push(progress.take(piece)),
        });
        await registry.close();
        expect(pulled.code).toBe(0);
        expect(fractions.at(-1)).toBe(1);
        expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
        expect(parseImage((await host.run(inspectImage('redis'))).stdout)).toMatchObject({
          id: expect.stringMatching(/^sha256:/),
        });
        expect((await factsOf(host)).image).toBeDefined();
      });
    });
  });

  describe('the network between them', () => {
    it('is looked at from where a node will stand', async () => {
      await using(open(first), async host => {
        const dial = (address: string, port: number) => host.dial(address, port, 1500);
        (await dial(second, 22)).destroy();
        const failure = (reason: string) => ({
          id: 'tunnel-failed',
          facts: { host: `root@${first}`, reason },
        });
        await expect(dial(second, 16374)).rejects.toMatchObject(failure('refused'));
        await lab.host(second).blockPort(16374);
        await expect(dial(second, 16374)).rejects.toMatchObject(failure('timeout'));
        await lab.host(second).unblockPort(16374);
        await lab.host(second).blockPort(16374, 'reject');
        await expect(dial(second, 16374)).rejects.toMatchObject(failure('no-route'));
        await lab.host(second).unblockPort(16374, 'reject');
        await expect(dial('10.1.2.3', 22)).rejects.toMatchObject(failure('no-route'));
      });
    });

    it('shows within 5 seconds when a machine goes down, and when it is back', async () => {
      const host = await open(second);
      const { bootId } = await factsOf(host);
      const lost = expect(host.run(['sleep', '1000'])).rejects.toMatchObject({
        id: 'host-lost',
        facts: { host: `root@${second}` },
      });
      await host.run(['true']);
      await lab.host(second).kill();
      const passed = ownTime();
      await lost;
      expect(passed()).toBeLessThan(6000);
      await host.close();
      await lab.host(second).start();
      const again = await using(open(second), factsOf);
      expect(again.hostname).toBe('node-2');
      expect(again.bootId).not.toBe(bootId);
    });
  });

  it('leaves known_hosts as it was', () => {
    expect(readFileSync(join(lab.home, '.ssh/known_hosts'), 'utf8').trim().split('\n')).toHaveLength(6);
  });
});
