import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labAvailable, startLab } from '../lab/lab.ts';
import { buildCli } from './build-cli.ts';
import { type CliRun, readRun } from './run-cli.ts';

const available = labAvailable();
const first = '192.168.10.10';
const second = '192.168.10.11';
const withoutDocker = '192.168.10.12';
const withoutImage = '192.168.10.13';
const nobody = '192.168.10.99';
const directory = '/usr/local/docker-redis';

interface Finding {
  id: string;
  facts: Record<string, unknown>;
}

const changesOf = ({ events }: CliRun) => events.filter(({ type }) => type === 'changed');
const failureOf = ({ last }: CliRun) => (last['failure'] ?? { id: 'none', facts: {} }) as Finding;
/** The ids of all findings, one or several. */
const findingsOf = (run: CliRun): Finding[] => {
  const failure = failureOf(run);
  return (failure.facts['findings'] as Finding[] | undefined) ?? [failure];
};
const idsOf = (run: CliRun) => findingsOf(run).map(({ id }) => id);
const detailsOf = ({ events }: CliRun, name: string) =>
  events.filter(event => event['name'] === name && event['state'] === 'done').map(({ detail }) => detail);

describe.skipIf(!available.ok)(
  `the guide on two machines over SSH and Docker Compose${available.ok ? '' : ` (${available.why})`}`,
  () => {
    let lab: Lab;
    let cli: string;

    beforeAll(async () => {
      [lab, cli] = await Promise.all([
        startLab({
          hosts: [
            first,
            second,
            { address: withoutDocker, docker: false },
            {
              address: withoutImage,
              image: false,
              users: [{ name: 'deploy', password: 'a b', groups: ['docker'] }],
            },
          ],
        }),
        buildCli(),
      ]);
    });
    afterAll(() => lab?.close());

    /** The program as the operator runs it, in the lab. */
    const slotsh = async (...args: string[]): Promise<CliRun> =>
      readRun(await lab.run([process.execPath, cli, ...args]));
    const up = (file: string, ...more: string[]) => slotsh('up', file, '--yes', '--json', ...more);

    /** Writes a cluster.yaml to the operator's home; hosts as `address: ports`. */
    function writeSpec(name: string, hosts: Record<string, string>, ...more: string[]): string {
      const lines = Object.entries(hosts).flatMap(([address, ports]) => {
        const [user, host = user] = address.includes('@') ? address.split('@') : ['root', address];
        return [`  - address: ${host}`, `    ssh: ${user}@${host}`, `    ports: ${ports}`];
      });
      const file = join(lab.home, name);
      writeFileSync(file, `${['hosts:', ...lines, 'password: "1234"', ...more].join('\n')}\n`);
      return file;
    }
    const guideSpec = () => writeSpec('cluster.yaml', { [first]: '6371-6373', [second]: '6374-6376' });

    const listTree = async (address: string, path = directory) =>
      (await lab.host(address).run(['sh', '-c', `find '${path}' 2>/dev/null || true`])).stdout;

    describe('what is refused, before anything is changed', () => {
      test('everything that is wrong on all hosts, at once', async () => {
        await lab.host(first).run(['redis-server', '--port', '6372', '--save', '', '--daemonize', 'yes']);
        await lab.host(second).run(['mkdir', '-p', `${directory}/redis-cluster/6375/data`]);
        await lab.host(second).run(['touch', `${directory}/redis-cluster/6375/data/dump.rdb`]);
        const file = writeSpec('faults.yaml', {
          [first]: '6371-6373',
          [second]: '6374-6376',
          [withoutDocker]: '6371-6373',
          [nobody]: '6371-6373',
          [`ghost@${withoutImage}`]: '6371-6373',
        });
        const run = await up(file);
        await lab.host(first).run(['redis-cli', '-p', '6372', 'shutdown', 'nosave']);
        expect(run).toMatchObject({ code: 3, last: { outcome: 'failed', exitCode: 3 } });
        expect(idsOf(run).sort()).toEqual(
          ['docker-not-running', 'host-unreachable', 'login-refused', 'node-has-data', 'port-in-use'].sort(),
        );
        const port = findingsOf(run).find(({ id }) => id === 'port-in-use');
        expect(port?.facts).toMatchObject({ port: 6372, owner: expect.stringContaining('redis-server') });
        expect(changesOf(run)).toEqual([]);
        expect(await listTree(first)).toBe('');
        await lab.host(second).run(['rm', '-r', directory]);
      });

      test('an unknown host key with --yes alone, and a changed one whatever is said', async () => {
        const knownHosts = join(lab.home, '.ssh/known_hosts');
        const good = readFileSync(knownHosts, 'utf8');
        rmSync(knownHosts);
        expect(idsOf(await up(guideSpec()))).toEqual(['host-key-unknown', 'host-key-unknown']);
        const swapped = good.replaceAll(`${first} `, 'x ').replaceAll(`${second} `, `${first} `);
        writeFileSync(knownHosts, swapped);
        const run = await up(guideSpec(), '--accept-new-host-keys');
        expect(run.code).toBe(3);
        expect(idsOf(run)).toContain('host-key-changed');
        writeFileSync(knownHosts, good);
      });

      test('the same machine under two addresses, and an address that is not there', async () => {
        await lab.host(first).run(['ip', 'addr', 'add', '192.168.10.20/24', 'dev', 'eth0']);
        const file = writeSpec('twice.yaml', { [first]: '6371-6373', '192.168.10.20': '6374-6376' });
        expect(idsOf(await up(file, '--accept-new-host-keys'))).toEqual(['same-machine-twice']);
        const text = readFileSync(guideSpec(), 'utf8');
        const wrong = join(lab.home, 'wrong-address.yaml');
        writeFileSync(wrong, text.replace(`address: ${first}`, 'address: 192.168.10.77'));
        expect(findingsOf(await up(wrong))).toMatchObject([
          {
            id: 'address-not-on-host',
            facts: { address: '192.168.10.77', addresses: expect.arrayContaining([first]) },
          },
        ]);
      });

      test('a blocked bus port: who does not reach whom, and what opens it; then up goes on', async () => {
        const file = writeSpec(
          'blocked.yaml',
          { [first]: '6471', [second]: '6472-6473' },
          'replicas: 0',
          'runtime: process',
        );
        await lab.host(second).blockPort(16473, 'drop');
        const run = await up(file);
        expect(run).toMatchObject({ code: 3, last: { outcome: 'failed', exitCode: 3 } });
        expect(findingsOf(run)).toMatchObject([
          { id: 'path-blocked', facts: { to: `root@${second}`, ports: [16473], reason: 'timeout' } },
        ]);
        expect(changesOf(run)).toEqual([]);
        const told = (await lab.run([process.execPath, cli, 'up', file, '--yes'])).stdout;
        expect(told).toMatch(/from +to 192\.168\.10\.10 +to 192\.168\.10\.11/);
        expect(told).toMatch(/192\.168\.10\.10 +· +✗ 16473/);
        expect(told).toMatch(/192\.168\.10\.11 +✓ 2 ports +·/);
        expect(told).toContain(`iptables -I INPUT -p tcp -s ${first} -m multiport --dports 16473 -j ACCEPT`);
        const checked = await slotsh('check', file, '--json');
        expect(checked).toMatchObject({ code: 3, last: { failure: { id: 'path-blocked' } } });
        const ignored = await up(file, '--ignore', 'path-blocked', '--plan');
        expect(ignored).toMatchObject({ code: 0, last: { outcome: 'planned' } });
        await lab.host(second).unblockPort(16473, 'drop');
        const open = await lab.run([process.execPath, cli, 'check', file]);
        expect(open).toMatchObject({ code: 1, stdout: expect.stringContaining('nothing stands in the way') });
        // A firewall that resets looks like a port where nobody listens yet: it is found once the nodes do.
        const reset = [
          'INPUT',
          '-p',
          'tcp',
          '--dport',
          '16473',
          '-j',
          'REJECT',
          '--reject-with',
          'tcp-reset',
        ];
        await lab.host(second).run(['iptables', '-I', ...reset]);
        const refused = await up(file);
        expect(refused).toMatchObject({ code: 1, last: { failure: { id: 'path-blocked' } } });
        expect(failureOf(refused).facts).toMatchObject({ ports: [16473], reason: 'refused' });
        await lab.host(second).run(['iptables', '-D', ...reset]);
        expect(await up(file)).toMatchObject({ code: 0, last: { outcome: 'done' } });
        await slotsh('down', file, '--data', '--yes', '--json');
      });

      test('an image that cannot be had', async () => {
        const file = writeSpec('image.yaml', { [first]: '6371-6376' }, 'image: no-such-image');
        const run = await up(file);
        expect(run).toMatchObject({ code: 3, last: { failure: { id: 'image-unavailable' } } });
        expect(await listTree(first)).toBe('');
      });
    });

    describe('the guide', () => {
      const redisCli = async (...args: string[]) =>
        (await lab.run(['redis-cli', ...args], { env: { REDISCLI_AUTH: '1234' } })).stdout;
      const started = async () =>
        Promise.all(
          [first, second].map(async address => {
            const format = ['--format', '{{.Name}} {{.State.StartedAt}} {{.RestartCount}}'];
            const { stdout: names } = await lab.host(address).run(['docker', 'ps', '-aq']);
            return (
              await lab.host(address).run(['docker', 'inspect', ...format, ...names.trim().split('\n')])
            ).stdout;
          }),
        );

      test('--plan prints all of it and changes nothing', async () => {
        const run = await up(guideSpec(), '--plan');
        expect(run).toMatchObject({ code: 0, last: { outcome: 'planned' } });
        const changes = run.last['changes'] as {
          kind: string;
          host?: string;
          path?: string;
          purpose?: string;
        }[];
        const written = changes.filter(({ kind }) => kind === 'write-file').map(({ path }) => path);
        expect(written).toContain(`${directory}/redis-cluster/6376/conf/redis.conf`);
        expect(changes.filter(({ purpose }) => purpose === 'compose-up').map(({ host }) => host)).toEqual([
          first,
          second,
        ]);
        for (const address of [first, second]) {
          expect(await listTree(address)).toBe('');
          expect(await lab.host(address).containers()).toEqual(new Map());
        }
      });

      test("up makes the guide's cluster, as the real redis-cli sees it", async () => {
        const run = await up(guideSpec());
        expect(run).toMatchObject({ code: 0, stderr: '', last: { outcome: 'done', changed: true } });
        const nodes = run.last['nodes'] as {
          host: string;
          port: number;
          role: string;
          slots: string[];
          master?: string;
        }[];
        expect(nodes.map(({ port, slots, master }) => [port, slots[0] ?? master])).toEqual([
          [6371, '0-5460'],
          [6372, '10923-16383'],
          [6373, `${second}:6374`],
          [6374, '5461-10922'],
          [6375, `${first}:6372`],
          [6376, `${first}:6371`],
        ]);
        const check = await redisCli('--cluster', 'check', `${second}:6375`);
        expect(check).toContain('[OK] All nodes agree about slots configuration.');
        expect(check).toContain('[OK] All 16384 slots covered.');
        expect(check).not.toMatch(/ERR|WARNING/);
        expect(run.stdout).not.toContain('requirepass 1234');
      });

      test("the guide's tree; the configuration is the image's redis user's alone; the containers are as the guide's", async () => {
        const host = lab.host(first);
        const tree = (await listTree(first, `${directory}/redis-cluster`)).split('\n');
        for (const port of [6371, 6372, 6373]) {
          expect(tree).toContain(`${directory}/redis-cluster/${port}/conf/redis.conf`);
          expect(tree).toContain(`${directory}/redis-cluster/${port}/data/nodes.conf`);
        }
        const conf = `${directory}/redis-cluster/6371/conf/redis.conf`;
        expect((await host.run(['stat', '-c', '%u %a', conf])).stdout).toBe('999 400\n');
        expect((await host.run(['cat', conf])).stdout).toContain('cluster-announce-bus-port 16371\n');
        expect(await host.containers()).toEqual(
          new Map([6371, 6372, 6373].map(port => [`redis-${port}`, 'running'])),
        );
        const { stdout } = await host.run(['docker', 'inspect', 'redis-6372']);
        expect(JSON.parse(stdout)[0].HostConfig).toMatchObject({
          NetworkMode: 'host',
          RestartPolicy: { Name: 'always' },
        });
        expect(stdout).not.toContain('1234');
      });

      test("the guide's SET and GET give its answers and its redirections", async () => {
        const lines = [
          'set name mrhelloworld',
          'set aaa 111',
          'set bbb 222',
          'get name',
          'get aaa',
          'get bbb',
          'get aaa',
        ];
        const ended = await lab.run([process.execPath, cli, 'exec', `${first}:6371`, '--json'], {
          stdin: lines.map(line => `${line}\n`).join(''),
        });
        const answers = ended.stdout
          .trim()
          .split('\n')
          .map(line => JSON.parse(line));
        const redirections = answers.map(({ hops }) =>
          hops.length > 1 ? JSON.stringify(hops[0].reply) : '',
        );
        const expected = [5798, '', 5287, 5798, '', 5287, 10439];
        for (const [index, slot] of expected.entries()) {
          if (slot === '') expect(redirections[index]).toBe('');
          else expect(redirections[index]).toContain(`MOVED ${slot} `);
        }
        expect(answers.map(({ reply }) => reply.value)).toEqual([
          'OK',
          'OK',
          'OK',
          'mrhelloworld',
          '111',
          '222',
          '111',
        ]);
      });

      test('a second up changes nothing, restarts nothing, and says so', async () => {
        const before = await started();
        const run = await up(guideSpec());
        expect(run).toMatchObject({ code: 0, last: { outcome: 'done', changed: false } });
        expect(changesOf(run)).toEqual([]);
        expect(await started()).toEqual(before);
        expect(detailsOf(run, 'reach-node')).toEqual(['direct', 'direct']);
      });

      test('an operator who cannot reach the nodes goes through the hosts', async () => {
        const rule = ['INPUT', '-s', lab.operatorAddress, '-p', 'tcp', '--dport', '6371:6376', '-j', 'DROP'];
        for (const host of [lab.host(first), lab.host(second)]) await host.run(['iptables', '-I', ...rule]);
        const run = await up(guideSpec());
        expect(run).toMatchObject({ code: 0, last: { outcome: 'done', changed: false } });
        expect(detailsOf(run, 'reach-node')).toEqual(['tunnel', 'tunnel']);
        for (const host of [lab.host(first), lab.host(second)]) await host.run(['iptables', '-D', ...rule]);
      });

      test('a container that someone removed comes back, the others run on', async () => {
        await lab.host(second).run(['docker', 'rm', '-f', 'redis-6375']);
        const [before] = await started();
        const run = await up(guideSpec());
        expect(run).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
        expect((await started())[0]).toBe(before);
        expect((await lab.host(second).containers()).get('redis-6375')).toBe('running');
      });

      test('a configuration that Redis refuses: the container crashes, and its own words are told', async () => {
        const file = guideSpec();
        const good = readFileSync(file, 'utf8');
        writeFileSync(file, `${good}redis:\n  maxmemory: lots\n`);
        const run = await up(file);
        expect(run).toMatchObject({
          code: 1,
          last: { outcome: 'failed', failure: { id: 'container-crashed' } },
        });
        expect(failureOf(run).facts['log']).toContain('maxmemory');
        writeFileSync(file, good);
        expect(await up(file)).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
        expect(await redisCli('-c', '-h', first, '-p', '6371', 'get', 'name')).toBe('mrhelloworld\n');
      });

      test('down removes the containers and keeps the data; up brings it back; down --data leaves nothing', async () => {
        const down = await slotsh('down', 'cluster.yaml', '--json');
        expect(down).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
        expect(await lab.host(first).containers()).toEqual(new Map());
        expect(await listTree(first)).toContain('appendonlydir');
        expect((await slotsh('down', 'cluster.yaml', '--json')).last).toMatchObject({
          outcome: 'done',
          changed: false,
        });

        expect(await up(guideSpec())).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
        expect(await redisCli('-c', '-h', first, '-p', '6371', 'get', 'name')).toBe('mrhelloworld\n');

        const gone = await slotsh('down', 'cluster.yaml', '--data', '--yes', '--json');
        expect(gone).toMatchObject({ code: 0, last: { outcome: 'done', changed: true, left: [] } });
        const remove = ['docker', 'image', 'rm', 'redis'];
        expect(gone.last['images']).toEqual([first, second].map(host => ({ host, image: 'redis', remove })));
        for (const address of [first, second]) {
          expect(await lab.host(address).containers()).toEqual(new Map());
          expect(await listTree(address)).toBe('');
        }
      });
    });

    test('servers without Docker over SSH; where there is none, the plan says how it would come', async () => {
      const more = ['runtime: process', 'directory: /srv/redis', 'redis:', '  repl-diskless-sync-delay: 0'];
      const file = writeSpec('process.yaml', { [withoutDocker]: '6371-6376' }, ...more);
      expect(await up(file)).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
      expect(await up(file)).toMatchObject({ code: 0, last: { outcome: 'done', changed: false } });
      const down = await slotsh('down', file, '--data', '--yes', '--json');
      expect(down).toMatchObject({ code: 0, last: { left: [] } });
      expect(await listTree(withoutDocker, '/srv/redis')).toBe('');

      const host = lab.host(withoutDocker);
      await host.run(['sh', '-c', 'rm $(command -v redis-server)']);
      const plan = await up(file, '--plan');
      expect(plan.last['changes']).toContainEqual(
        expect.objectContaining({
          purpose: 'install-server',
          argv: expect.arrayContaining(['redis-server']),
        }),
      );
      const run = await slotsh('up', file, '--json');
      expect(run).toMatchObject({ code: 3, last: { failure: { id: 'changes-declined' } } });
      expect(changesOf(run)).toEqual([]);
    });

    test('a user who is not root, an image that has to be pulled, and a directory with every kind of character', async () => {
      const registry = await lab.startRegistry();
      const place = '/home/deploy/a b\'"$x #中文';
      const file = writeSpec(
        'deploy.yaml',
        { [`deploy@${withoutImage}`]: '6371-6376' },
        `directory: ${JSON.stringify(place)}`,
      );
      const run = await up(file);
      await registry.close();
      expect(run).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
      const fractions = run.events
        .filter(event => event['name'] === 'pull-image')
        .map(event => event['fraction']);
      expect(fractions).toContain(1);
      const conf = `${place}/redis-cluster/6371/conf`;
      const modes = await lab.host(withoutImage).run(['stat', '-c', '%U %a', conf, `${conf}/redis.conf`]);
      expect(modes.stdout).toBe('deploy 700\ndeploy 444\n');
      expect(await up(file)).toMatchObject({ code: 0, last: { outcome: 'done', changed: false } });
      const down = await slotsh('down', file, '--data', '--yes', '--json');
      expect(down).toMatchObject({ code: 0, last: { left: [] } });
      expect(await listTree(withoutImage, place)).toBe('');
    });
  },
);
