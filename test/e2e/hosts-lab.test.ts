import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, type LabHost, labAvailable, startLab } from '../lab/lab.ts';
import { redisImage } from '../lab/redis-image.ts';
import { watchProcesses } from '../lab/watch-processes.ts';
import { buildCli } from './build-cli.ts';
import { type CliRun, type JsonEvent, readRun } from './run-cli.ts';
import { openTerminal } from './terminal.ts';

const available = labAvailable();
/** Machines with Docker, whose people use sudo. */
const [first, second] = ['192.168.10.10', '192.168.10.11'] as const;
/** Machines without, of unusual manners; nobody there may use sudo. */
const [third, fourth] = ['192.168.10.12', '192.168.10.13'] as const;
/** Random: no other program of this machine has them by chance. */
const clusterPassword = `cluster-${randomBytes(8).toString('hex')}`;
const personsPassword = `person-${randomBytes(8).toString('hex')}`;

interface HostLine {
  address: string;
  /** `root@ADDRESS` when left out. */
  ssh?: string;
  ports: string;
}

interface Finding {
  id: string;
  facts: Record<string, unknown>;
}

/** Arguments: address, milliseconds each way, and how much of what is sent takes three times as long. */
const LONG_LINE = `
const net = require('node:net');
const [address, ms, loss] = process.argv.slice(1);
const carry = (from, to) => {
  // One after the other: timers alone keep no order.
  let last = Promise.resolve();
  const later = act => {
    const due = performance.now() + ms * (Math.random() < loss ? 3 : 1);
    last = last.then(() => new Promise(done => setTimeout(done, due - performance.now()))).then(act);
  };
  from.on('data', piece => later(() => to.write(piece)));
  from.on('close', () => later(() => to.destroy()));
  from.on('error', () => {});
};
const server = net.createServer({ noDelay: true }, near => {
  const far = net.connect({ host: address, port: 22, noDelay: true });
  carry(near, far);
  carry(far, near);
}).listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

const done = { code: 0, last: { outcome: 'done', changed: true } };
const failureOf = ({ last }: CliRun) => (last['failure'] ?? { id: 'none', facts: {} }) as Finding;
const warnedOf = ({ events }: CliRun) =>
  events.flatMap(({ exhibit }) => {
    const { kind, findings } = (exhibit ?? {}) as { kind?: string; findings?: { failure: Finding }[] };
    return kind === 'preflight' ? (findings ?? []).map(({ failure }) => failure.id) : [];
  });

/** Several runs of the program each, on machines that share this one's two cores. */
const patient = { timeout: 180_000 };

describe.skipIf(!available.ok)(
  `hosts as they are${available.ok ? '' : ` (${available.why})`}`,
  patient,
  () => {
    let lab: Lab;
    let cli: string;

    beforeAll(async () => {
      const people = [
        { name: 'ops', password: personsPassword, sudo: 'free' },
        { name: 'deploy', password: personsPassword, sudo: 'password' },
        // May use Docker, but not write where the guide's files go.
        { name: 'member', password: 'x', groups: ['docker'], sudo: 'free' },
        { name: 'guest', password: 'guest' },
      ] as const;
      [lab, cli] = await Promise.all([
        startLab({
          hosts: [
            { address: first, users: people },
            { address: second, users: people },
            {
              address: third,
              docker: false,
              users: [
                { name: 'noisy', password: 'x' },
                { name: 'closed', password: 'x', shell: '/usr/sbin/nologin' },
              ],
              sshd: ['MaxSessions 2', 'Banner /etc/lab/banner'],
            },
            {
              address: fourth,
              docker: false,
              users: [{ name: 'plain', password: 'x', shell: '/bin/dash' }],
              sshd: ['MaxSessions 1'],
            },
          ],
        }),
        buildCli(),
      ]);
      writeFileSync(join(lab.home, 'password'), clusterPassword, { mode: 0o600 });
      writeFileSync(
        join(lab.home, '.ssh/config'),
        [
          `Include ${lab.home}/.ssh/slow`,
          `Host typed-1\n  HostName ${first}\nHost typed-2\n  HostName ${second}`,
          'Host typed-*\n  User deploy\n  IdentityFile none\n  IdentitiesOnly yes\n  PubkeyAuthentication no',
          `Host behind\n  HostName ${fourth}\n  User plain\n  ProxyJump root@${first}\n`,
        ].join('\n'),
      );
    });
    afterAll(() => lab?.close());

    const slotsh = async (...args: string[]): Promise<CliRun> =>
      readRun(await lab.run([process.execPath, cli, ...args]));
    const up = (file: string, ...more: string[]) => slotsh('up', file, '--yes', '--json', ...more);
    const clear = async (file: string) =>
      expect(await slotsh('down', file, '--data', '--yes', '--json')).toMatchObject({
        code: 0,
        last: { outcome: 'done', left: [] },
      });

    /** A cluster of masters alone: three nodes are enough. */
    function writeSpec(name: string, hosts: readonly HostLine[], ...more: string[]): string {
      const lines = hosts.flatMap(({ address, ssh = `root@${address}`, ports }) => [
        `  - address: ${JSON.stringify(address)}`,
        `    ssh: ${JSON.stringify(ssh)}`,
        `    ports: ${ports}`,
      ]);
      const file = join(lab.home, name);
      const common = ['replicas: 0', `passwordFile: ${lab.home}/password`];
      writeFileSync(file, `${['hosts:', ...lines, ...common, ...more].join('\n')}\n`);
      return file;
    }
    const processSpec = (name: string, hosts: readonly HostLine[], directory: string) =>
      writeSpec(name, hosts, 'runtime: process', `directory: ${directory}`);
    const onBoth = (name: string, directory: string) =>
      processSpec(
        name,
        [
          { address: third, ports: '6371' },
          { address: fourth, ports: '6372-6373' },
        ],
        directory,
      );

    const sh = (host: LabHost, script: string) => host.run(['sh', '-c', script]);
    const listTree = async (address: string, path: string) =>
      (await sh(lab.host(address), `find ${path} 2>/dev/null | sort`)).stdout.split('\n').filter(Boolean);
    /** What a node answers; the password goes over standard input, so that whoever looks at processes sees no secret of this test. */
    const redisCli = async (address: string, port: number, command: string) => {
      const { stdout } = await lab.run(['redis-cli', '-e', '-h', address, '-p', `${port}`], {
        stdin: `AUTH ${clusterPassword}\n${command}\n`,
      });
      return stdout.replace(/^OK\n/u, '');
    };
    /** Files that were made since a machine was, and hold a secret. */
    const filesWith = async (address: string, secret: string) => {
      // Itself in no argv.
      const script = `cat >/opt/secret
      find /etc /home /root /run /srv /tmp /usr/local /var -xdev -type f -newer /etc/lab/sshd_config \\
        -exec grep -laF -f /opt/secret {} + | xargs -r stat -c '%a %u %n' | sort
      rm /opt/secret`;
      const { stdout } = await lab.host(address).run(['sh', '-c', script], secret);
      return stdout.split('\n').filter(Boolean);
    };

    /** Runs `up`, and does something as soon as it says something that fits. Resolves with the run, and how long it went on: milliseconds. */
    async function upUntil(
      file: string,
      fits: (event: JsonEvent) => boolean,
      act: () => Promise<unknown>,
    ): Promise<CliRun & { wentOnMs: number }> {
      const child = lab.spawn([process.execPath, cli, 'up', file, '--yes', '--json']);
      let stdout = '';
      let acted: Promise<number> | undefined;
      child.stdin?.end();
      child.stderr?.resume();
      child.stdout?.setEncoding('utf8').on('data', text => {
        stdout += text;
        const lines = stdout.split('\n').slice(0, -1);
        if (acted || !lines.some(line => fits(JSON.parse(line)))) return;
        acted = act().then(() => performance.now());
      });
      const code = await new Promise<number | null>(resolve => child.on('close', resolve));
      const wentOnMs = performance.now() - ((await acted) ?? 0);
      return { ...readRun({ code, stdout, stderr: '' }), wentOnMs };
    }

    /** A way to a host's sshd that takes its time, as TCP sees a long line on which one segment in a hundred is sent twice. */
    async function delay(address: string): Promise<number> {
      const child = lab.spawn([process.execPath, '-e', LONG_LINE, address, '100', '0.01']);
      const [port] = await once(child.stdout!, 'data');
      return Number(port);
    }

    describe('users that are not root, on hosts with Docker', () => {
      const spec = (user: string) =>
        writeSpec(`${user}.yaml`, [
          { address: first, ssh: `${user}@${first}`, ports: '6371-6372' },
          { address: second, ssh: `${user}@${second}`, ports: '6373' },
        ]);

      test('sudo without a password: the plan says it, up and down go through it, and nobody sees a secret', async () => {
        const file = spec('ops');
        const watch = watchProcesses([clusterPassword]);
        const plan = await up(file, '--plan');
        const typed = (plan.last['changes'] as { purpose?: string; argv?: string[] }[]).filter(
          ({ purpose }) => purpose === 'compose-up',
        );
        expect(typed.map(({ argv }) => argv?.[0])).toEqual(['sudo', 'sudo']);
        const run = await up(file);
        expect(run).toMatchObject(done);
        expect(await up(file)).toMatchObject({ code: 0, last: { outcome: 'done', changed: false } });
        const { leaks, commands } = watch.end();
        expect(leaks).toEqual([]);
        expect([...commands].filter(line => line.startsWith('sudo -k -n -- sh -c'))).not.toEqual([]);
        expect(`${plan.stdout}${run.stdout}`).not.toContain(clusterPassword);

        const conf = '/usr/local/docker-redis/redis-cluster';
        expect(await filesWith(first, clusterPassword)).toEqual([
          `400 999 ${conf}/6371/conf/redis.conf`,
          `400 999 ${conf}/6372/conf/redis.conf`,
        ]);
        const inspected = await sh(
          lab.host(first),
          'docker inspect redis-6371; docker logs redis-6371 2>&1; docker exec redis-6371 env',
        );
        expect(inspected.stdout).toContain('CMD-SHELL');
        expect(inspected.stdout).not.toContain(clusterPassword);
        const state = await lab.run(['sh', '-c', `grep -rlF "$SECRET" . || true`], {
          env: { SECRET: clusterPassword },
        });
        expect(state.stdout).toBe('./password\n');
      });

      test("the containers' health check fails on a wrong password, and leaves nothing to be seen", async () => {
        const check = async () => {
          const format = '{{index .Config.Healthcheck.Test 1}}';
          const { stdout } = await lab.host(second).run(['docker', 'inspect', '-f', format, 'redis-6373']);
          return lab.host(second).run(['docker', 'exec', 'redis-6373', 'sh', '-c', stdout.trimEnd()]);
        };
        const watch = watchProcesses([clusterPassword]);
        expect(await check()).toMatchObject({ code: 0, stdout: '', stderr: '' });
        expect(await redisCli(second, 6373, 'CONFIG SET requirepass another')).toBe('OK\n');
        expect(await check()).toMatchObject({ code: 1, stdout: '' });
        const restarted = await lab.host(second).run(['docker', 'restart', 'redis-6373']);
        expect(restarted).toMatchObject({ code: 0 });
        await expect.poll(async () => (await check()).code).toBe(0);
        await clear(join(lab.home, 'ops.yaml'));
        const { leaks, commands } = watch.end();
        expect(leaks).toEqual([]);
        expect([...commands].some(line => line.includes('requirepass'))).toBe(true);
      });

      test('login and sudo with a password that is typed: asked once for all hosts, and seen by nobody', async () => {
        const file = writeSpec('typed.yaml', [
          { address: first, ssh: 'typed-1', ports: '6371-6372' },
          { address: second, ssh: 'typed-2', ports: '6373' },
        ]);
        const watch = watchProcesses([clusterPassword, personsPassword]);
        const [command = '', ...enter] = lab.enter;
        const state = join(lab.home, 'state');
        const terminal = await openTerminal({
          command,
          args: [...enter, `--wd=${lab.home}`, '--', process.execPath, cli, 'up', file, '--lang', 'en'],
          env: { ...lab.env, SLOTSH_HOME: state },
          rows: 40,
        });
        try {
          // Which host is quicker is not known.
          const asksFor = (pattern: RegExp) => terminal.waitFor(screen => pattern.test(screen.join('\n')));
          await asksFor(/host +typed-[12]\n.*Password\n/s);
          const [, one] = /host +typed-([12])/.exec(terminal.screen().join('\n')) ?? [];
          terminal.type(`${personsPassword}\r`);
          await asksFor(new RegExp(`host +typed-${one === '1' ? '2' : '1'}\\n.*Password\\n`, 's'));
          terminal.type(`${personsPassword}\r`);
          await asksFor(/host +typed-[12]\n.*Password for sudo\n/s);
          terminal.type(`${personsPassword}\r`);
          await terminal.waitFor('Shall I make these changes?');
          terminal.type('y');
          await terminal.waitFor('Can I set the above configuration?');
          terminal.type('y');
          await terminal.waitFor('Enter open the shell');
          terminal.type('q');
          expect(await terminal.exitCode).toBe(0);
          expect(terminal.output()).not.toContain(personsPassword);
          expect(terminal.output()).not.toContain(clusterPassword);
        } finally {
          await terminal.close();
        }
        const { leaks, commands } = watch.end();
        expect(leaks).toEqual([]);
        expect([...commands].some(line => line.startsWith('sudo -k -S'))).toBe(true);
        expect(await filesWith(first, personsPassword)).toEqual([]);
        const kept = spawnSync('grep', ['-rlF', personsPassword, lab.home], { encoding: 'utf8' });
        expect(kept.stdout).toBe('');
      });

      test('the prompt of a cluster behind its hosts: the screen is taken away for each password, and a line waits for them', async () => {
        const rule = ['INPUT', '-s', lab.operatorAddress, '-p', 'tcp', '--dport', '6371:6373'];
        const reject = [...rule, '-j', 'REJECT', '--reject-with', 'tcp-reset'];
        for (const address of [first, second]) await lab.host(address).run(['iptables', '-I', ...reject]);
        const [command = '', ...enter] = lab.enter;
        const state = join(lab.home, 'state');
        const terminal = await openTerminal({
          command,
          args: [...enter, `--wd=${lab.home}`, '--', process.execPath, cli, 'connect', '--lang', 'en'],
          env: { ...lab.env, SLOTSH_HOME: state },
        });
        try {
          await terminal.waitFor(`${first}:6371>`);
          terminal.type('echo early\r');
          for (const host of ['typed-1', 'typed-2']) {
            const question = new RegExp(`host +${host}\\n\\s*Password\\n>$`);
            const asked = (screen: string[]) => {
              const text = screen.join('\n').trimEnd();
              return question.test(text) && !text.includes('6371>');
            };
            await terminal.waitFor(asked);
            terminal.type(`${personsPassword}\r`);
          }
          await terminal.waitFor('"early"');
          await terminal.waitFor(/ {2}ok · 3 masters/);
          terminal.press('ctrl-d');
          expect(await terminal.exitCode).toBe(0);
          expect(terminal.output()).not.toContain(personsPassword);
        } finally {
          await terminal.close();
          for (const address of [first, second]) await lab.host(address).run(['iptables', '-D', ...reject]);
        }
        await clear(spec('ops'));
      });

      test('sudo refused, or a password that nobody types: said before anything is changed', async () => {
        const guest = await up(spec('guest'));
        expect(guest.code).toBe(3);
        const findings = failureOf(guest).facts['findings'] as Finding[];
        expect(findings.filter(({ id }) => id === 'docker-not-permitted')).toMatchObject([
          { facts: { user: 'guest', sudo: '' } },
          { facts: { user: 'guest', sudo: '' } },
        ]);
        expect(await listTree(first, '/usr/local/docker-redis')).toEqual([]);
      });

      test('a password for sudo in a file of ones own: handed over without a question, and seen by nobody', async () => {
        const file = spec('deploy');
        const secret = join(lab.home, 'sudo-password');
        const plan = (mode: number, password: string) => {
          rmSync(secret, { force: true });
          writeFileSync(secret, `${password}\n`, { mode });
          return up(file, '--plan', '--sudo-password-file', secret);
        };
        const watch = watchProcesses([personsPassword]);
        const planned = await plan(0o600, personsPassword);
        expect(planned).toMatchObject({ code: 0, last: { outcome: 'planned' } });
        expect(planned.stdout).not.toContain(personsPassword);
        expect(watch.end().leaks).toEqual([]);
        const open = await plan(0o644, personsPassword);
        expect(open.code).toBe(2);
        expect(`${open.stdout}${open.stderr}`).toContain('password-file-open');
        const wrong = await plan(0o600, 'wrong');
        expect(wrong.code).toBe(3);
        expect(JSON.stringify(failureOf(wrong))).toMatch(/"user":"deploy","sudo":"[^"]*try again/);
        rmSync(secret);
      });

      test('an image of another architecture is refused, and a Docker that takes its time is waited for', async () => {
        const host = lab.host(first);
        const { archive } = await redisImage();
        const own = process.arch === 'x64' ? 'amd64' : 'arm64';
        const other = own === 'amd64' ? 'arm64' : 'amd64';
        const foreign = readFileSync(archive, 'latin1')
          .replace(`"architecture":"${own}"`, `"architecture":"${other}"`)
          .replace('redis:latest', 'redis:abroad');
        const loaded = await host.run(['docker', 'load', '-q'], Buffer.from(foreign, 'latin1'));
        expect(loaded).toMatchObject({ code: 0 });
        const file = writeSpec(
          'abroad.yaml',
          [{ address: first, ports: '6371-6373' }],
          'image: redis:abroad',
        );
        expect(failureOf(await up(file))).toMatchObject({
          id: 'architecture-differs',
          facts: { host: `root@${first}`, image: 'redis:abroad' },
        });

        const docker = (await sh(host, 'command -v docker')).stdout.trim();
        await sh(
          host,
          `mv ${docker} ${docker}.real && printf '#!/bin/sh\\nsleep 0.5\\nexec ${docker}.real "$@"\\n' >${docker} && chmod 755 ${docker}`,
        );
        const slow = writeSpec('slow.yaml', [{ address: first, ssh: `member@${first}`, ports: '6371-6373' }]);
        expect(await up(slow)).toMatchObject(done);
        await sh(host, `mv ${docker}.real ${docker}`);
        await clear(slow);
      });
    });

    describe('hosts of unusual manners', () => {
      test('a noisy login, dash, one session or two, a jump host, hosts given by name', async () => {
        const host = lab.host(third);
        await sh(host, `printf '\\033]0;owned\\007 *** welcome ***\\n$(reboot)\\n' >/etc/lab/banner`);
        await sh(host, `printf 'echo hello from bashrc; printf "run-0 1\\n"\\n' >/home/noisy/.bashrc`);
        const file = processSpec(
          'manners.yaml',
          [
            { address: 'node-3', ssh: `noisy@${third}`, ports: '6371' },
            { address: 'node-4', ssh: 'behind', ports: '6372-6373' },
          ],
          '/tmp/manners',
        );
        const watch = watchProcesses([clusterPassword]);
        const run = await up(file);
        expect(run).toMatchObject(done);
        expect(run.stdout).not.toContain('welcome');
        expect(await up(file)).toMatchObject({ code: 0, last: { changed: false } });
        expect(await filesWith(third, clusterPassword)).toEqual([
          expect.stringMatching(/^600 \d+ \/tmp\/manners\/redis-cluster\/6371\/conf\/redis\.conf$/),
        ]);
        await clear(file);
        expect(watch.end().leaks).toEqual([]);
      });

      test('a round trip of 200 ms, and one segment in a hundred that is lost', async () => {
        const slow = await Promise.all([first, second].map(address => delay(address)));
        writeFileSync(
          join(lab.home, '.ssh/slow'),
          slow.map((port, index) => `Host slow-${index}\n  HostName 127.0.0.1\n  Port ${port}\n`).join(''),
        );
        const hosts = [
          { address: first, ports: '6371' },
          { address: second, ports: '6372-6373' },
        ];
        const far = hosts.map((host, index) => ({ ...host, ssh: `root@slow-${index}` }));
        const file = processSpec('far.yaml', far, '/srv/far');
        // The nodes, too, are reached over that line alone.
        const firewall = (action: '-I' | '-D') =>
          Promise.all(
            [first, second].map(address =>
              lab
                .host(address)
                .run(
                  ['iptables', action, 'INPUT', '-s', lab.operatorAddress, '-p', 'tcp'].concat([
                    '--dport',
                    '6371:6373',
                    '-j',
                    'REJECT',
                    '--reject-with',
                    'icmp-host-prohibited',
                  ]),
                ),
            ),
          );
        await firewall('-I');
        const run = await up(file, '--accept-new-host-keys');
        await firewall('-D');
        expect(run).toMatchObject(done);
        expect(run.events).toContainEqual(expect.objectContaining({ name: 'reach-node', detail: 'tunnel' }));
        await clear(processSpec('near.yaml', hosts, '/srv/far'));
      });

      test('a clock that is an hour ahead is told, and no reason to stop', async () => {
        const wrong = `#!/bin/sh\nexec /bin/date -d '+1 hour' "$@"\n`;
        const host = lab.host(fourth);
        await host.run(['sh', '-c', 'cat >/usr/local/bin/date && chmod 755 /usr/local/bin/date'], wrong);
        const checked = await slotsh('check', onBoth('clock.yaml', '/srv/clock'), '--json');
        await host.run(['rm', '/usr/local/bin/date']);
        expect(warnedOf(checked)).toContain('clock-apart');
        expect(failureOf(checked).id).not.toBe('clock-apart');
      });

      test('an account without a shell is refused, in its own words', async () => {
        const file = processSpec(
          'closed.yaml',
          [{ address: third, ssh: `closed@${third}`, ports: '6371-6373' }],
          '/tmp/x',
        );
        expect(failureOf(await up(file))).toMatchObject({
          id: 'shell-unusable',
          facts: { host: `closed@${third}`, said: expect.stringContaining('not available') },
        });
      });

      test('hosts with addresses of version 6', async () => {
        const [one, two] = [lab.host(third).address6, lab.host(fourth).address6];
        const file = processSpec(
          'six.yaml',
          [
            { address: one, ports: '6371' },
            { address: two, ports: '6372-6373' },
          ],
          '/srv/six',
        );
        expect(await up(file)).toMatchObject(done);
        expect(await redisCli(one, 6371, 'CLUSTER NODES')).toContain(`${two}:6373@16373`);
        const env = { REDISCLI_AUTH: clusterPassword };
        const exec = ['exec', `[${one}]:6371`, '--json', '--', 'set', 'name', 'x'];
        const { stdout } = await lab.run([process.execPath, cli, ...exec], { env });
        expect(JSON.parse(stdout)).toMatchObject({ reply: { value: 'OK' } });
        await clear(file);
      });
    });

    describe('disks', () => {
      test('a full one: said with host and path, nothing half-written; with room, up goes on', async () => {
        const host = lab.host(third);
        await sh(host, 'mkdir -p /srv/full && mount -t tmpfs -o size=8k tmpfs /srv/full');
        const file = processSpec('full.yaml', [{ address: third, ports: '6371-6373' }], '/srv/full');
        const run = await up(file);
        expect(run).toMatchObject({ code: 1, last: { outcome: 'failed' } });
        expect(failureOf(run)).toMatchObject({
          id: 'file-not-written',
          facts: {
            host: `root@${third}`,
            path: expect.stringContaining('/srv/full/'),
            said: expect.stringContaining('No space left on device'),
          },
        });
        const files = await sh(host, 'find /srv/full -type f -size 0; find /srv/full -name ".slotsh-*"');
        expect(files.stdout).toBe('');
        expect(warnedOf(run)).toContain('disk-short');
        await sh(host, 'mount -o remount,size=64m /srv/full');
        expect(await up(file)).toMatchObject(done);
        await clear(file);
      });

      test('one that may only be read is found before anything is changed', async () => {
        await sh(lab.host(third), 'mkdir -p /srv/fixed && mount -t tmpfs -o ro tmpfs /srv/fixed');
        const file = processSpec('fixed.yaml', [{ address: third, ports: '6371-6373' }], '/srv/fixed/redis');
        expect(failureOf(await up(file))).toMatchObject({
          id: 'directory-unusable',
          facts: { host: `root@${third}`, path: '/srv/fixed/redis', reason: 'not-writable' },
        });
      });
    });

    describe('hosts that go away', () => {
      test('a cable that is pulled in the middle of a step: said within five seconds; then up goes on', async () => {
        const file = onBoth('cable.yaml', '/srv/cable');
        const host = lab.host(fourth);
        const run = await upUntil(
          file,
          ({ type }) => type === 'changed',
          () => host.cable('down'),
        );
        expect(run).toMatchObject({ code: 1, last: { outcome: 'failed' } });
        expect(failureOf(run)).toMatchObject({ id: 'host-lost', facts: { host: `root@${fourth}` } });
        expect(run.wentOnMs).toBeLessThan(6000);
        await host.cable('up');
        expect(await up(file)).toMatchObject(done);
        await clear(file);
      });

      test('a host that starts anew between two steps: the next up finishes', async () => {
        const file = onBoth('reboot.yaml', '/srv/reboot');
        const host = lab.host(fourth);
        const run = await upUntil(
          file,
          ({ type, step }) => type === 'step-finished' && step === 'write-configs',
          () => host.kill(),
        );
        expect(run).toMatchObject({ code: 1, last: { outcome: 'failed' } });
        expect(failureOf(run).id).toBe('host-lost');
        await host.start();
        expect(await up(file)).toMatchObject(done);
        await clear(file);
      });
    });
  },
);
