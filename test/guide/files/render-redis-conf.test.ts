import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutOf } from '../../../source/guide/files/layout.ts';
import {
  type NodeConf,
  renderRedisConf,
  renderTemplate,
} from '../../../source/guide/files/render-redis-conf.ts';
import { findFreePorts } from '../../support/free-ports.ts';
import { hostileBytes, hostileText } from '../../support/hostile-text.ts';

const node: NodeConf = {
  port: 6371,
  password: '1234',
  address: '192.168.10.10',
  announceIp: '192.168.10.10',
  directives: [],
};

const GUIDE = `port 6371
requirepass 1234
masterauth 1234
protected-mode no
daemonize no
appendonly yes
cluster-enabled yes
cluster-config-file nodes.conf
cluster-node-timeout 15000
cluster-announce-ip 192.168.10.10
cluster-announce-port 6371
cluster-announce-bus-port 16371
`;

describe('the text', () => {
  it("is the guide's, line by line", () => {
    expect(renderRedisConf(node)).toBe(GUIDE);
  });

  it('counts the bus port for every port', () => {
    expect(renderRedisConf({ ...node, port: 80 })).toContain('cluster-announce-bus-port 10080\n');
    expect(renderRedisConf({ ...node, port: 55535 })).toContain('cluster-announce-bus-port 65535\n');
  });

  it("puts the spec's directives last, and in the guide's place where the guide has them", () => {
    const directives = [
      { name: 'maxmemory', args: ['256mb'] },
      { name: 'appendonly', args: ['no'] },
      { name: 'save', args: [''] },
    ];
    expect(renderRedisConf({ ...node, directives })).toBe(
      `${GUIDE.replace('appendonly yes', 'appendonly no')}maxmemory 256mb\nsave ""\n`,
    );
  });

  it('announces the IP address of a name, and the name to clients', () => {
    const text = renderRedisConf({ ...node, address: 'redis-1.example' });
    expect(text).toContain(
      'cluster-announce-ip 192.168.10.10\ncluster-announce-hostname redis-1.example\ncluster-preferred-endpoint-type hostname\n',
    );
  });

  it.each(['docker', 'process'] as const)(
    'gives the same text when the template is filled in (%s)',
    runtime => {
      const layout = layoutOf({ directory: '/usr/local/docker-redis' }, { address: 'a', ports: [6371] });
      const directives = [{ name: 'proc-title-template', args: ['{title} {port}'] }];
      const isProcess = runtime === 'process';
      const conf = { ...node, directives, ...(isProcess ? { process: layout.nodes[0]! } : {}) };
      const template = renderTemplate({ ...conf, ...(isProcess ? { process: layout.anyNode } : {}) });
      const values: Record<string, string> = { PORT: '6371', BUS_PORT: '16371', REDIS_PASSWORD: '1234' };
      expect(template).not.toContain('1234');
      expect(template.replace(/\$\{(\w+)\}/g, (_, name) => values[name] ?? '')).toBe(renderRedisConf(conf));
    },
  );

  it('keeps secrets out of the template', () => {
    const directives = [{ name: 'user', args: ['app', 'on', '>secret'] }];
    expect(renderTemplate({ ...node, directives })).not.toContain('secret');
  });
});

describe('a real redis-server reading it', () => {
  let base: string;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'slotsh-conf-'));
  });

  afterAll(() => rm(base, { recursive: true, force: true }));

  it('has every value as it was meant, and writes its files where it was told', async () => {
    const samples = [
      ...fc.sample(hostileBytes, 10).map((password, index) => ({ password, name: `plain ${index}` })),
      ...fc
        .sample(hostileText, 10)
        .map((text, index) => ({ password: ' "\'#$\\é\u0001 ', name: `${index}${text}` })),
    ];
    const ports = await findFreePorts(samples.length);
    await Promise.all(samples.map((sample, index) => startAndCompare(sample, ports[index]!)));
  });

  async function startAndCompare({ password, name }: { password: string; name: string }, port: number) {
    // A slash would make directories below, and patterns are refused by `readSpec`; the rest stays as hostile as it is.
    const directory = join(base, name.replace(/[/*?[]/g, '_'));
    const layout = layoutOf({ directory }, { address: '127.0.0.1', ports: [port] }).nodes[0]!;
    const directives = [
      { name: 'proc-title-template', args: ['{title} "it\'s" #$ {port}'] },
      { name: 'maxmemory', args: ['100mb'] },
    ];
    const conf = {
      port,
      password,
      address: 'localhost',
      announceIp: '127.0.0.1',
      directives,
      process: layout,
    };
    await mkdir(layout.confDirectory, { recursive: true });
    await mkdir(layout.data);
    await writeFile(layout.conf, renderRedisConf(conf));
    // In the foreground, so that its end can be awaited.
    const server = spawn('redis-server', [layout.conf, '--daemonize', 'no'], { stdio: 'ignore' });
    const ended = once(server, 'exit');
    const redis = new Redis(port, { password, retryStrategy: () => 20 });
    redis.on('error', () => undefined);
    try {
      const config = await Promise.race([
        redis.config('GET', '*'),
        ended.then(() => readFile(layout.logFile)),
      ]);
      expect(config).toBeInstanceOf(Array);
      const words = config as string[];
      const values = Object.fromEntries(words.flatMap((word, i) => (i % 2 ? [] : [[word, words[i + 1]]])));
      expect(values).toMatchObject({
        port: String(port),
        requirepass: password,
        masterauth: password,
        'protected-mode': 'no',
        appendonly: 'yes',
        'cluster-enabled': 'yes',
        'cluster-announce-ip': '127.0.0.1',
        'cluster-announce-hostname': 'localhost',
        'cluster-announce-port': String(port),
        'cluster-announce-bus-port': String(port + 10000),
        'cluster-node-timeout': '15000',
        dir: layout.data,
        logfile: layout.logFile,
        pidfile: layout.pidFile,
        bind: '127.0.0.1',
        maxmemory: '104857600',
        'proc-title-template': '{title} "it\'s" #$ {port}',
      });
      expect(await readFile(layout.pidFile, 'utf8')).toBe(`${server.pid}\n`);
      expect(await readFile(join(layout.data, 'nodes.conf'), 'utf8')).toContain('myself');
    } finally {
      redis.disconnect();
      server.kill('SIGKILL');
      await ended;
    }
  }
});
