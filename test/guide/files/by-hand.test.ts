import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StepId } from '../../../source/guide/events.ts';
import { byHand } from '../../../source/guide/files/by-hand.ts';
import { hostTemplate } from '../../../source/guide/files/host-template.ts';
import { layoutOf } from '../../../source/guide/files/layout.ts';
import { renderCompose } from '../../../source/guide/files/render-compose.ts';
import { renderRedisConf } from '../../../source/guide/files/render-redis-conf.ts';
import type { PreparedHost } from '../../../source/guide/guide-run.ts';
import type { ClusterSpec } from '../../../source/spec/cluster-spec.ts';
import { hostileText } from '../../support/hostile-text.ts';

const run = promisify(execFile);

const guide: ClusterSpec = {
  name: 'redis-cluster',
  hosts: [
    { address: '192.168.10.10', ssh: { host: '192.168.10.10' }, ports: [6371, 6372, 6373] },
    { address: '192.168.10.11', ssh: { host: '192.168.10.11' }, ports: [6374, 6376] },
  ],
  replicas: 1,
  runtime: 'docker',
  image: 'redis',
  password: { from: 'text', value: '1234' },
  directory: '/usr/local/docker-redis',
  directives: [],
};
const steps: readonly StepId[] = [
  'prepare-hosts',
  'write-configs',
  'start-containers',
  'create-cluster',
  'verify',
];

describe('what the guide has its reader type', () => {
  it.each(['docker', 'process'] as const)('runtime %s', runtime => {
    const lines = steps.flatMap(step => byHand(step, { spec: { ...guide, runtime }, hosts: [] }));
    expect(lines.map(({ host, command }) => `${host ?? 'once'}: ${command}`)).toMatchSnapshot();
  });

  it('takes the Compose of each host, and the address that its nodes announce', () => {
    const [spec] = guide.hosts;
    const facts = { compose: { flavour: 'docker compose', version: '2.27.0' } };
    const hosts = [{ spec, announceIp: '10.0.0.1', facts, host: { usesSudo: false } } as PreparedHost];
    const [first, second] = byHand('start-containers', { spec: guide, hosts }).map(({ command }) => command);
    expect(first).toContain('docker compose up -d');
    expect(second).toContain('docker-compose up -d');
    const [written] = byHand('write-configs', { spec: guide, hosts });
    expect(written?.command).toContain('cluster-announce-ip 10.0.0.1');
  });

  it('goes through sudo where slotsh does', () => {
    const [spec] = guide.hosts;
    const facts = { compose: { flavour: 'docker-compose', version: '1.29.2' } };
    const hosts = [{ spec, announceIp: '10.0.0.1', facts, host: { usesSudo: true } } as PreparedHost];
    const typed = (step: StepId) => byHand(step, { spec: guide, hosts }).map(({ command }) => command);
    expect(typed('start-containers')).toEqual([
      'cd /usr/local/docker-redis && sudo docker-compose up -d',
      'cd /usr/local/docker-redis && docker-compose up -d',
    ]);
    expect(typed('write-configs')[0]).toContain(`&& sudo --preserve-env=REDIS_PASSWORD sh -c 'mkdir -p`);
    expect(typed('verify')[0]).toContain('sudo --preserve-env=REDISCLI_AUTH docker exec');
  });

  it('holds no password', () => {
    const secret: ClusterSpec = { ...guide, password: { from: 'text', value: 'secret' } };
    expect(JSON.stringify(steps.flatMap(step => byHand(step, { spec: secret, hosts: [] })))).not.toContain(
      'secret',
    );
  });
});

describe('typed into a shell', () => {
  let base: string;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'slotsh-by-hand-'));
    // A stand-in for gettext's, which is not everywhere: it fills in the same three names.
    const envsubst =
      '#!/bin/sh\nsed "s/[$]{PORT}/$PORT/g; s/[$]{BUS_PORT}/$BUS_PORT/; s/[$]{REDIS_PASSWORD}/$REDIS_PASSWORD/"\n';
    await mkdir(join(base, 'bin'));
    await writeFile(join(base, 'bin', 'envsubst'), envsubst, { mode: 0o755 });
  });

  afterAll(() => rm(base, { recursive: true, force: true }));

  it.each(['docker', 'process'] as const)(
    'writes the files that slotsh writes, whatever the directory is called: runtime %s',
    async runtime => {
      for (const [index, text] of fc.sample(hostileText, 12).entries()) {
        const directory = join(base, `${runtime}${index}${text.replaceAll('/', '_')}`);
        const spec: ClusterSpec = { ...guide, runtime, directory };
        const host = spec.hosts[0]!;
        const layout = layoutOf(spec, host);
        const common = { address: host.address, announceIp: host.address, directives: [] };
        const command = byHand('write-configs', { spec, hosts: [] })[0]!.command;
        const env = { ...process.env, PATH: `${base}/bin:${process.env['PATH']}`, REDIS_PASSWORD: '1234' };
        await run('sh', ['-c', command], { env });
        for (const node of layout.nodes) {
          const { port, conf } = node;
          const text = renderRedisConf({
            ...common,
            port,
            password: '1234',
            ...(runtime === 'process' && { process: node }),
          });
          expect(await readFile(conf, 'utf8')).toBe(text);
        }
        expect(await readFile(layout.template, 'utf8')).toBe(hostTemplate(spec, host, host.address));
        if (runtime === 'docker')
          expect(await readFile(layout.composeFile, 'utf8')).toBe(renderCompose({ layout, image: 'redis' }));
      }
    },
  );

  it('goes nowhere without a password', async () => {
    const spec = { ...guide, directory: join(base, 'without') };
    const env = { ...process.env, REDIS_PASSWORD: undefined };
    await expect(
      run('sh', ['-c', byHand('write-configs', { spec, hosts: [] })[0]!.command], { env }),
    ).rejects.toThrow('REDIS_PASSWORD');
    await expect(readFile(layoutOf(spec, spec.hosts[0]!).template)).rejects.toThrow('ENOENT');
  });
});
