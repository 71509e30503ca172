import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { layoutOf } from '../../../source/guide/files/layout.ts';
import { renderCompose } from '../../../source/guide/files/render-compose.ts';
import { hostileText } from '../../support/hostile-text.ts';

const run = promisify(execFile);
const compose = await run('docker-compose', ['version', '--short']).then(
  ({ stdout }) => stdout.trim(),
  () => null,
);

function render(directory: string, image: string, ports: readonly number[], conf = 'port 1\n'): string {
  const layout = layoutOf({ directory }, { address: '192.168.10.10', ports });
  return renderCompose({ layout, image, confs: new Map(ports.map(port => [port, conf])) });
}

/** What the services should be, as Compose sees them; `written` for a reader that does not know `$$`. */
function expected(directory: string, image: string, port: number, written = (text: string) => text) {
  return {
    image,
    container_name: `redis-${port}`,
    restart: 'always',
    network_mode: 'host',
    volumes: [
      `${written(directory)}/redis-cluster/${port}/conf/redis.conf:/usr/local/etc/redis/redis.conf`,
      `${written(directory)}/redis-cluster/${port}/data:/data`,
    ],
    command: 'redis-server /usr/local/etc/redis/redis.conf',
  };
}

it("is the guide's file", () => {
  expect(render('/usr/local/docker-redis', 'redis', [6371, 6372])).toMatchInlineSnapshot(`
    "services:
      redis-6371:
        image: redis
        container_name: redis-6371
        restart: always
        network_mode: "host"
        volumes:
          - /usr/local/docker-redis/redis-cluster/6371/conf/redis.conf:/usr/local/etc/redis/redis.conf
          - /usr/local/docker-redis/redis-cluster/6371/data:/data
        command: redis-server /usr/local/etc/redis/redis.conf
        healthcheck:
          test: ["CMD-SHELL", "case \\"$$(while read -r name value; do [ \\"$$name\\" = requirepass ] && printf 'AUTH %s\\\\nPING\\\\n' \\"$$value\\"; done </usr/local/etc/redis/redis.conf | redis-cli -p 6371)\\" in *PONG) ;; *) exit 1 ;; esac"]
          interval: 30s
          timeout: 5s
        labels:
          slotsh.conf: "433ca7742cd1e230f236a435776a4c2fb8d8562b35277bb626556c9c91810409"
      redis-6372:
        image: redis
        container_name: redis-6372
        restart: always
        network_mode: "host"
        volumes:
          - /usr/local/docker-redis/redis-cluster/6372/conf/redis.conf:/usr/local/etc/redis/redis.conf
          - /usr/local/docker-redis/redis-cluster/6372/data:/data
        command: redis-server /usr/local/etc/redis/redis.conf
        healthcheck:
          test: ["CMD-SHELL", "case \\"$$(while read -r name value; do [ \\"$$name\\" = requirepass ] && printf 'AUTH %s\\\\nPING\\\\n' \\"$$value\\"; done </usr/local/etc/redis/redis.conf | redis-cli -p 6372)\\" in *PONG) ;; *) exit 1 ;; esac"]
          interval: 30s
          timeout: 5s
        labels:
          slotsh.conf: "433ca7742cd1e230f236a435776a4c2fb8d8562b35277bb626556c9c91810409"
    "
  `);
});

it('changes with the configuration, so that Compose recreates the container', () => {
  expect(render('/d', 'redis', [1], 'a\n')).not.toBe(render('/d', 'redis', [1], 'b\n'));
});

/** As they are once cluster.yaml was read. */
const directories = hostileText.map(text =>
  posix.normalize(`/x/${text.replace(/[:\u2028]|\.\./g, '')}`).replace(/\/$/, ''),
);
const images = [
  'redis',
  'yes',
  'null',
  'on',
  'registry.example:5000/a/redis:7.2',
  '1e3',
  '1_0',
  '12',
  '0x1f',
];

describe('what a YAML parser reads', () => {
  it.each(['1.1', '1.2'] as const)('YAML %s', version => {
    fc.assert(
      fc.property(directories, fc.constantFrom(...images), (directory, image) => {
        const { services } = parse(render(directory, image, [6371]), { version });
        const doubled = (path: string) => path.replaceAll('$', '$$$$');
        expect(services['redis-6371']).toMatchObject(expected(directory, image, 6371, doubled));
      }),
    );
  });
});

describe.skipIf(compose === null)(`what docker-compose ${compose} reads`, () => {
  let base: string;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'slotsh-compose-'));
  });

  afterAll(() => rm(base, { recursive: true, force: true }));

  it('has every value as it was meant, whatever the directory is called', async () => {
    // One file with many services: Compose takes most of a second to start.
    const samples = ['/usr/local/docker-redis', ...fc.sample(directories, 60)];
    const files = samples.map((directory, index) =>
      render(directory, images[index % images.length]!, [6371 + index]),
    );
    const file = join(base, 'docker-compose.yml');
    await writeFile(file, `services:\n${files.map(text => text.replace('services:\n', '')).join('')}`);
    const { stdout } = await run('docker-compose', ['-p', 'x', '-f', file, 'config'], { cwd: base });
    // As text: Compose prints `1e3` bare, which YAML 1.1 in Python takes for text and YAML 1.2 for a number.
    const { services } = parse(stdout, { schema: 'failsafe' });
    for (const [index, directory] of samples.entries()) {
      const port = 6371 + index;
      const wanted = expected(directory, images[index % images.length]!, port);
      const volumes = wanted.volumes.map(volume => `${volume}:rw`);
      expect(services[`redis-${port}`]).toMatchObject({ ...wanted, volumes });
    }
  });

  it('accepts a file of its own for each host without `version:`', async () => {
    const file = join(base, 'guide.yml');
    await writeFile(file, render('/usr/local/docker-redis', 'redis', [6371, 6372, 6373]));
    const { stderr } = await run('docker-compose', ['-p', 'x', '-f', file, 'config', '-q']);
    expect(stderr).toBe('');
  });
});
