import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRedisServer } from '../../source/hosts/find-redis-server.ts';
import { gatherFacts } from '../../source/hosts/gather-facts.ts';
import type { Host } from '../../source/hosts/host.ts';
import type { PackageManager } from '../../source/hosts/host-facts.ts';
import { isPortFree } from '../../source/hosts/is-port-free.ts';
import { type InstallFacts, planInstall } from '../../source/hosts/plan-install.ts';
import { openSshHost } from '../../source/hosts/ssh/ssh-host.ts';
import { type Lab, labAvailable, startLab } from '../lab/lab.ts';
import { findFreePort } from '../support/free-ports.ts';

const factsOf = (
  packageManager: PackageManager | undefined,
  uid: number,
  id = '',
  version = '',
  like: string[] = [],
) =>
  ({
    ...(packageManager && { packageManager }),
    system: { kernel: 'Linux', architecture: 'amd64', id, like, version },
    user: { name: uid === 0 ? 'root' : 'me', uid, gid: uid, groups: [] },
  }) satisfies InstallFacts;

describe('the install command', () => {
  it.each([
    [
      factsOf('apt-get', 0, 'debian', '12'),
      'apt-get update && apt-get install -y --no-install-recommends redis-server',
    ],
    [factsOf('dnf', 0, 'fedora', '40'), 'dnf install -y redis'],
    [factsOf('dnf', 0, 'fedora', '41'), 'dnf install -y valkey'],
    [factsOf('dnf', 0, 'rocky', '9.4', ['rhel', 'fedora']), 'dnf install -y redis'],
    [factsOf('dnf', 0, 'almalinux', '10.0', ['rhel', 'fedora']), 'dnf install -y valkey'],
    [factsOf('yum', 0, 'centos', '7'), 'yum install -y epel-release && yum install -y redis'],
    [factsOf('apk', 0, 'alpine', '3.20'), 'apk add redis'],
    [factsOf('pacman', 0, 'arch'), 'pacman -S --noconfirm valkey'],
    [factsOf('zypper', 0, 'opensuse-leap'), 'zypper --non-interactive install redis'],
    [factsOf('brew', 501, 'macos'), 'brew install redis'],
  ])('is exact, and may be run by who has the right: %j', (facts, byHand) => {
    expect(planInstall(facts, '/cache')).toMatchObject({ how: 'package', byHand, canRun: true });
  });

  it.each(['dnf', 'yum', 'apk', 'pacman', 'zypper'] as const)('is for root to run: %s', manager => {
    const plan = planInstall(factsOf(manager, 1000), '/cache');
    expect(plan).toMatchObject({ canRun: false, byHand: expect.stringMatching(/^sudo /) });
  });

  it('stops the server that a package starts under systemd', () => {
    const facts = factsOf('apt-get', 0, 'ubuntu', '24.04');
    const plan = planInstall({ ...facts, system: { ...facts.system, systemd: true } }, '/cache');
    expect(plan?.commands.at(-1)).toEqual(['systemctl', 'disable', '--now', 'redis-server']);
  });

  it('is unknown where no package manager is', () => {
    expect(planInstall(factsOf(undefined, 0), '/cache')).toBeUndefined();
  });
});

describe('isPortFree', () => {
  it('knows what listens, on one address or on all', async () => {
    const port = await findFreePort();
    expect(await isPortFree(port)).toBe(true);
    for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
      const server = createServer();
      await new Promise<void>(resolve => server.listen({ port, host }, resolve));
      expect(await isPortFree(port)).toBe(false);
      await new Promise(resolve => server.close(resolve));
    }
    expect(await isPortFree(port)).toBe(true);
  });
});

/** Makes packages from the installed programs, and a repository of them; then takes the programs away. */
const MAKE_REPOSITORY = `
set -e
mkdir -p /srv/repo /tmp/redis-tools/DEBIAN /tmp/redis-tools/usr/bin /tmp/redis-server/DEBIAN /tmp/redis-server/usr/bin
server=$(readlink -f "$(command -v redis-server)")
cp "$server" /tmp/redis-tools/usr/bin/redis-check-rdb
cp "$(command -v redis-cli)" /tmp/redis-tools/usr/bin/redis-cli
ln -s redis-check-rdb /tmp/redis-server/usr/bin/redis-server
library=$(ldd "$server" | awk '/liblzf|libjemalloc/ { print $3; exit }')
place=/tmp/liblab1$(dirname "$(readlink -f "$library")")
mkdir -p /tmp/liblab1/DEBIAN "$place"
cp "$library" "$place/"
describe() {
  printf 'Package: %s\\nVersion: 9:1\\nArchitecture: all\\nMaintainer: lab\\nDescription: lab\\n%s\\n' "$1" "$2"
}
describe liblab1 'Replaces: liblzf1, libjemalloc2' >/tmp/liblab1/DEBIAN/control
describe redis-tools 'Depends: liblab1' >/tmp/redis-tools/DEBIAN/control
describe redis-server 'Depends: redis-tools' >/tmp/redis-server/DEBIAN/control
dpkg --purge --force-all redis-server redis-tools >/dev/null 2>&1 || true
rm -f /usr/bin/redis-server /usr/bin/redis-cli /usr/bin/redis-check-rdb /usr/local/bin/redis-* "$library"
cd /srv/repo
for package in liblab1 redis-tools redis-server; do
  dpkg-deb -Znone --build /tmp/$package $package.deb >/dev/null
  cat /tmp/$package/DEBIAN/control
  printf 'Filename: ./%s.deb\\nSize: %s\\nSHA256: %s\\n\\n' $package "$(wc -c <$package.deb)" "$(sha256sum $package.deb | cut -d ' ' -f 1)"
done >Packages
rm -rf /etc/apt/sources.list.d /etc/apt/sources.list /var/lib/apt/lists
mkdir -p /var/lib/apt/lists/partial
echo 'deb [trusted=yes] file:/srv/repo ./' >/etc/apt/sources.list`;

const available = labAvailable();
const isDebian = existsSync('/usr/bin/dpkg-deb') && existsSync('/usr/bin/apt-get');

describe.skipIf(!available.ok || !isDebian)('a machine without a Redis server', () => {
  const address = '192.168.10.10';
  let lab: Lab;
  let port: number;

  beforeAll(async () => {
    lab = await startLab({
      hosts: [{ address, docker: false, users: [{ name: 'guest', password: 'guest' }] }],
    });
    const made = await lab.host(address).run(['sh', '-c', MAKE_REPOSITORY]);
    if (made.code !== 0) throw new Error(made.stderr);
    port = await lab.forward(address, 22);
  });
  afterAll(() => lab?.close());

  const openAs = async (user: string): Promise<Host> => {
    const configFile = `${lab.home}/config`;
    const lines = [
      'HostName 127.0.0.1',
      `Port ${port}`,
      `HostKeyAlias ${address}`,
      `UserKnownHostsFile ${lab.home}/.ssh/known_hosts`,
      `IdentityFile ${lab.home}/.ssh/id_ed25519`,
      'IdentityAgent none',
    ];
    await lab.run(['tee', configFile], { stdin: lines.join('\n') });
    const prompts = { confirmHostKey: async () => false, askSecret: async () => null };
    return openSshHost(address, { target: { user, host: address }, configFile, prompts });
  };

  it.each([
    ['guest', 'unpack', '/home/guest/.cache/slot sh'],
    ['root', 'package', '/root/.cache/slotsh'],
  ])('gets one for %s', async (user, how, cache) => {
    const host = await openAs(user);
    const facts = await gatherFacts(host, { directory: cache, ports: [], dataDirectories: [] });
    expect(facts.server).toBeUndefined();
    expect(await findRedisServer(host, cache)).toBeUndefined();
    const plan = planInstall(facts, cache);
    expect(plan).toMatchObject({ how, canRun: true });
    for (const argv of plan?.commands ?? []) expect((await host.run(argv)).code).toBe(0);

    const server = await findRedisServer(host, cache);
    expect(server).toMatchObject({ program: 'redis-server', version: expect.stringMatching(/^\d+\.\d+/) });
    expect(server?.path.startsWith(cache)).toBe(how === 'unpack');
    const place = (await host.run(['mktemp', '-d'])).stdout.trim();
    const conf = `${place}/redis.conf`;
    await host.writeFile({
      path: conf,
      content: `port 0\nunixsocket ${place}/socket\ndaemonize yes\ndir ${place}\n`,
      mode: 0o600,
    });
    expect(await host.run([server?.path ?? '', conf])).toMatchObject({ code: 0 });
    const client =
      server?.path.replace('redis-server', 'redis-server').replace(/redis-server$/, 'redis-cli') ?? '';
    const ping = async () => (await host.run([client, '-s', `${place}/socket`, 'ping'])).stdout;
    await expect.poll(ping).toBe('PONG\n');
    await host.run([client, '-s', `${place}/socket`, 'shutdown', 'nosave']);
    // Nothing but the programs is left in the cache.
    const [left] = await host.readPaths([cache]);
    expect(left).toMatchObject(how === 'unpack' ? { entries: ['redis-server'] } : { type: 'absent' });
    await host.close();
  });

  it('says what apt says when it cannot be had', async () => {
    await lab.host(address).run(['sh', '-c', 'rm -r /srv/repo /home/guest/.cache']);
    const host = await openAs('guest');
    const facts = await gatherFacts(host, { directory: '/srv', ports: [], dataDirectories: [] });
    const plan = planInstall({ ...facts, packageManager: 'apt-get' }, '/home/guest/.cache/slotsh');
    const [argv = []] = plan?.commands ?? [];
    const result = await host.run(argv);
    expect(result.code).not.toBe(0);
    expect(result.stderr).toMatch(/^E: /m);
    expect(await host.readPaths(['/home/guest/.cache/slotsh'])).toMatchObject([{ entries: [] }]);
    await host.close();
  });
});
