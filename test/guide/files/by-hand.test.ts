import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StepId } from '../../../source/guide/events.ts';
import { byHand } from '../../../source/guide/files/by-hand.ts';
import { layoutOf } from '../../../source/guide/files/layout.ts';
import { renderRedisConf, renderTemplate } from '../../../source/guide/files/render-redis-conf.ts';
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
    const lines = steps.flatMap(step => byHand(step, { ...guide, runtime }));
    expect(lines.map(({ host, command }) => `${host ?? 'once'}: ${command}`)).toMatchSnapshot();
  });

  it('holds no password', () => {
    const secret: ClusterSpec = { ...guide, password: { from: 'text', value: 'secret' } };
    expect(JSON.stringify(steps.flatMap(step => byHand(step, secret)))).not.toContain('secret');
  });
});

describe('typed into a shell', () => {
  let base: string;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'slotsh-by-hand-'));
    // A stand-in for gettext's, which is not everywhere: it fills in the same three names.
    const envsubst =
      '#!/bin/sh\nsed "s/[$]{PORT}/$PORT/; s/[$]{BUS_PORT}/$BUS_PORT/; s/[$]{REDIS_PASSWORD}/$REDIS_PASSWORD/"\n';
    await mkdir(join(base, 'bin'));
    await writeFile(join(base, 'bin', 'envsubst'), envsubst, { mode: 0o755 });
  });

  afterAll(() => rm(base, { recursive: true, force: true }));

  it('writes the configurations that slotsh writes, whatever the directory is called', async () => {
    for (const [index, text] of fc.sample(hostileText, 12).entries()) {
      const spec = { ...guide, directory: join(base, `${index}${text.replaceAll('/', '_')}`) };
      const host = spec.hosts[0]!;
      const layout = layoutOf(spec, host);
      const common = { address: host.address, announceIp: host.address, directives: [] };
      await mkdir(layout.clusterDirectory, { recursive: true });
      await writeFile(layout.template, renderTemplate(common));
      const command = byHand('write-configs', spec)[0]!.command;
      const env = { ...process.env, PATH: `${base}/bin:${process.env['PATH']}`, REDIS_PASSWORD: '1234' };
      await run('sh', ['-c', command], { env });
      for (const { port, conf } of layout.nodes) {
        expect(await readFile(conf, 'utf8')).toBe(renderRedisConf({ ...common, port, password: '1234' }));
      }
    }
  });
});
