import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labAvailable, startLab } from '../lab/lab.ts';
import { buildCli } from './build-cli.ts';
import { type CliRun, type JsonEvent, readRun } from './run-cli.ts';

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
        const taken = lab.host(first).spawn(['redis-server', '--port', '6372', '--save', '']);
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
        taken.kill('SIGKILL');
        expect(run).toMatchObject({ code: 3, last: { outcome: 'failed', exitCode: 3 } });
        expect(idsOf(run).sort()).toEqual(
          ['docker-missing', 'host-unreachable', 'login-refused', 'node-has-data', 'port-in-use'].sort(),
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

      test('an image that cannot be had', async () => {
        const file = writeSpec('image.yaml', { [first]: '6371-6376' }, 'image: no-such-image');
        const run = await up(file);
        expect(run).toMatchObject({ code: 3, last: { failure: { id: 'image-unavailable' } } });
        expect(await listTree(first)).toBe('');
      });
    });
  },
);
