import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, type LabHost, labAvailable, startLab } from '../lab/lab.ts';
import { buildCli } from './build-cli.ts';
import { type CliRun, readRun } from './run-cli.ts';

const available = labAvailable();
const [first, second] = ['192.168.10.10', '192.168.10.11'] as const;
const PASSWORD = '1234';

interface Finding {
  id: string;
  facts: Record<string, unknown>;
}

const failureOf = ({ last }: CliRun) => (last['failure'] ?? { id: 'none', facts: {} }) as Finding;
const findingsOf = (run: CliRun) => (failureOf(run).facts['findings'] as Finding[]) ?? [failureOf(run)];
const changesOf = ({ events }: CliRun) => events.filter(({ type }) => type === 'changed');
const rowsOf = ({ events }: CliRun, name: string, state: string) =>
  events.filter(event => event['name'] === name && event['state'] === state).map(({ node }) => node);

describe.skipIf(!available.ok)(
  `faults in the middle of it, on two machines${available.ok ? '' : ` (${available.why})`}`,
  () => {
    let lab: Lab;
    let cli: string;

    beforeAll(async () => {
      [lab, cli] = await Promise.all([startLab({ hosts: [first, second] }), buildCli()]);
    });
    afterAll(() => lab?.close());

    const slotsh = async (...args: string[]) => readRun(await lab.run([process.execPath, cli, ...args]));
    const up = (file: string, ...more: string[]) => slotsh('up', file, '--yes', '--json', ...more);
    const redis = async (...args: string[]) =>
      (await lab.run(['redis-cli', ...args], { env: { REDISCLI_AUTH: PASSWORD } })).stdout;

    /** Starts `up`, and does something to the hosts as soon as it has said this. */
    async function upWith(file: string, moment: string, fault: () => Promise<unknown>): Promise<CliRun> {
      const child = lab.spawn([process.execPath, cli, 'up', file, '--yes', '--json'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let stdout = '';
      let done: Promise<unknown> | undefined;
      child.stdout?.setEncoding('utf8').on('data', text => {
        stdout += text;
        if (stdout.includes(moment)) done ??= fault();
      });
      const code = await new Promise<number | null>(resolve => {
        child.on('close', resolve);
      });
      await done;
      return readRun({ code, stdout, stderr: '' });
    }

    function writeSpec(name: string, ports: [string, string], ...more: string[]): string {
      const hosts = [first, second].flatMap((host, index) => [
        `  - { address: ${host}, ssh: root@${host}, ports: "${ports[index]}" }`,
      ]);
      const common = [`password: "${PASSWORD}"`, 'redis:', '  repl-diskless-sync-delay: 0'];
      const file = join(lab.home, name);
      writeFileSync(file, `${['hosts:', ...hosts, ...more, ...common].join('\n')}\n`);
      return file;
    }

    async function expectClean(entry: string): Promise<void> {
      const check = await redis('--cluster', 'check', entry);
      expect(check).toContain('[OK] All nodes agree about slots configuration.');
      expect(check).toContain('[OK] All 16384 slots covered.');
      expect(check).not.toMatch(/ERR|WARNING/);
    }

    test('a cluster that redis-cli --cluster create left half made, as a bus port was blocked: up heals it', async () => {
      const ports: [string, string] = ['6471-6473', '6474-6476'];
      const file = writeSpec('half.yaml', ports, 'runtime: process', 'directory: /srv/half');
      const nodes = [6471, 6472, 6473].map(port => `${first}:${port}`);
      nodes.push(...[6474, 6475, 6476].map(port => `${second}:${port}`));
      const ask = (node = '', ...args: string[]) => {
        const [host = '', port = ''] = node.split(':');
        return redis('-h', host, '-p', port, ...args);
      };
      expect(await up(file)).toMatchObject({ code: 0 });
      for (const node of nodes) await ask(node, 'flushall');
      for (const node of nodes) await ask(node, 'cluster', 'reset', 'hard');

      const far = lab.host(second);
      await far.blockPort(16474, 'drop');
      const create = [
        'redis-cli',
        '--cluster',
        'create',
        ...nodes,
        '--cluster-replicas',
        '1',
        '--cluster-yes',
      ];
      const redisCli = lab.spawn(create, { env: { REDISCLI_AUTH: PASSWORD }, stdio: 'ignore' });
      const ended = new Promise(resolve => redisCli.once('close', resolve));
      // Slots and epochs are given, and the first has met some of the others; it would wait for ever.
      await expect
        .poll(() => ask(nodes[0], 'cluster', 'info'))
        .toMatch(/cluster_slots_assigned:(?!0\b)\d+[\s\S]*cluster_known_nodes:[2-6]/);
      redisCli.kill('SIGKILL');
      await ended;
      expect(await redis(...create.slice(1))).toMatch(/is not empty/);

      await far.blockPort(6475, 'reject');
      const refused = await up(file);
      expect(refused.code).toBe(3);
      expect(findingsOf(refused)).toMatchObject([
        { id: 'path-blocked', facts: { to: `root@${second}`, ports: [16474, 6475] } },
      ]);
      expect(changesOf(refused)).toEqual([]);
      await far.unblockPort(16474, 'drop');
      await far.unblockPort(6475, 'reject');
      expect(await up(file)).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
      await expectClean(nodes[0] ?? '');
      expect(await slotsh('down', file, '--data', '--yes', '--json')).toMatchObject({ code: 0 });
    });

    describe('with Docker', () => {
      const guide = (...more: string[]) => writeSpec('cluster.yaml', ['6371-6373', '6374-6376'], ...more);
      const names = ['redis-6374', 'redis-6375', 'redis-6376'];

      test('a host that dies between two steps: what was lost is named; when it is back, up goes on', async () => {
        const host = lab.host(second);
        const cut = await upWith(guide(), '"step":"start-containers","type":"step-started"', () =>
          host.kill(),
        );
        expect(cut).toMatchObject({ code: 1, last: { outcome: 'failed' } });
        expect(JSON.stringify(failureOf(cut))).toContain(second);
        await host.start();
      });

      test('a Docker daemon that is killed in the middle: named, before anything more is changed; then up ends well', async () => {
        const host = lab.host(second);
        const daemon = await daemonOf(host);
        const kill = () => host.run(['kill', '-9', daemon.pid]);
        const cut = await upWith(guide(), '"name":"compose-up"', kill);
        expect(cut).toMatchObject({ code: 1, last: { outcome: 'failed' } });
        expect(JSON.stringify(failureOf(cut))).toContain(second);
        const next = await up(guide());
        expect(next.code).toBe(3);
        expect(findingsOf(next)).toMatchObject([
          { id: 'docker-not-running', facts: { host: `root@${second}` } },
        ]);
        expect(changesOf(next)).toEqual([]);
        await daemon.start();
        expect(await up(guide())).toMatchObject({ code: 0, last: { outcome: 'done' } });
        expect(await host.containers()).toEqual(new Map(names.map(name => [name, 'running'])));
        await expectClean(`${first}:6371`);
      });

      test('another image: fetched first, then one container after the other, replicas first; no key is lost', async () => {
        // What runs until now becomes an image of its own; then the one of the file has to be fetched.
        await Promise.all(
          [first, second].map(async address => {
            const host = lab.host(address);
            await host.run(['docker', 'create', '--name', 'other', 'redis']);
            await host.run(['docker', 'commit', '--change', 'LABEL of=tests', 'other', 'redis:other']);
            await host.run(['docker', 'rm', 'other']);
          }),
        );
        await redis('-c', '-h', first, '-p', '6371', 'set', 'name', 'mrhelloworld');
        const plan = await up(guide('image: redis:other'), '--plan');
        const steps = (plan.last['changes'] as { kind: string; purpose?: string; commands?: object[] }[])
          .filter(({ kind, purpose }) => kind === 'form-cluster' || purpose !== undefined)
          .map(({ purpose, commands }) => purpose ?? JSON.stringify(commands));
        expect(steps.slice(0, 3)).toEqual(['compose-up', 'compose-up', 'compose-up']);
        expect(steps.filter(step => step.includes('CLUSTER FAILOVER'))).toHaveLength(3);
        expect(steps.filter(step => step === 'compose-up')).toHaveLength(6);

        const missing = await up(guide('image: redis:elsewhere'), '--plan');
        const purposes = (missing.last['changes'] as { purpose?: string }[]).flatMap(
          ({ purpose }) => purpose ?? [],
        );
        expect(purposes.slice(0, 3)).toEqual(['pull-image', 'pull-image', 'compose-up']);
        expect(purposes.filter(purpose => purpose === 'compose-up')).toHaveLength(6);

        const run = await up(guide('image: redis:other'));
        expect(run).toMatchObject({ code: 0, last: { outcome: 'done', changed: true } });
        expect(rowsOf(run, 'take-over', 'done')).toHaveLength(3);
        for (const address of [first, second]) {
          const format = ['inspect', '--format', '{{index .Config.Labels "of"}}'];
          const ours = address === first ? ['redis-6371', 'redis-6372', 'redis-6373'] : names;
          const { stdout } = await lab.host(address).run(['docker', ...format, ...ours]);
          expect(stdout).toBe('tests\n'.repeat(3));
        }
        expect(await redis('-c', '-h', first, '-p', '6371', 'get', 'name')).toBe('mrhelloworld\n');
        await expectClean(`${first}:6371`);
      });
    });
  },
);

/** The Docker daemon of a machine: its process id there, and how it is started again. */
async function daemonOf(host: LabHost): Promise<{ pid: string; start(): Promise<void> }> {
  const pid = (await host.run(['cat', '/run/dockerd.pid'])).stdout.trim();
  const argv = (await host.run(['cat', `/proc/${pid}/cmdline`])).stdout.split('\0').filter(Boolean);
  return {
    pid,
    start: async () => {
      host.spawn(argv);
      const answers = async () => (await host.run(['docker', 'version'])).code;
      await expect.poll(answers).toBe(0);
    },
  };
}
