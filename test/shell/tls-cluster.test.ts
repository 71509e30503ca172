import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formCluster } from '../../source/cluster/form-cluster.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { findTarget } from '../../source/commands/find-target.ts';
import { readArguments } from '../../source/commands/flags.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import { openSession } from '../../source/shell/open-session.ts';
import type { ShellSession } from '../../source/shell/session.ts';
import { en } from '../../source/words/en/en.ts';
import { type Certificates, makeCertificates } from '../redis/make-certificates.ts';
import { findFreePorts } from '../support/free-ports.ts';
import { type RedisServers, startRedisServers } from '../support/redis-servers.ts';
import { addressOf, brief, runLine } from './running-cluster.ts';

let directory: string;
let certificates: Certificates;
let servers: RedisServers;
/** Each node's port with TLS; the other one is for the test's own PING at the start. */
let tlsPorts: number[];

/** Three masters that speak TLS among each other and to clients, and ask for a client's certificate. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slotsh-tls-'));
  [certificates, tlsPorts] = await Promise.all([makeCertificates(directory), findFreePorts(3)]);
  await Promise.all([
    writeFile(join(directory, 'client.crt'), certificates.cert),
    writeFile(join(directory, 'client.key'), certificates.key, { mode: 0o600 }),
  ]);
  servers = await startRedisServers(3, {
    directives: ({ index }) => ({
      ...certificates.directives,
      'tls-port': tlsPorts[index] ?? 0,
      'cluster-port': (tlsPorts[index] ?? 0) + 10_000,
      'tls-cluster': 'yes',
      'tls-replication': 'yes',
      'tls-auth-clients': 'yes',
    }),
  });
  const planned = tlsPorts.map(port => ({ host: '127.0.0.1', port, machine: 'one' }));
  await formCluster({
    plan: planCluster(planned, 0),
    open: openNodeClient({ tls: certificates }),
    settings: { clusterNodeTimeoutMs: 1500, replDisklessSyncDelayS: 0 },
  });
});
afterAll(async () => {
  await servers?.stop();
  await rm(directory, { recursive: true, force: true });
});

async function withSession(
  seed: { host: string; port: number },
  tls: NonNullable<Parameters<typeof openSession>[0]['connection']['tls']> | undefined,
  work: (session: ShellSession) => Promise<void>,
) {
  const connection = tls ? { tls } : {};
  const session = await openSession({ seeds: [seed], connection, name: 'test', pollMs: 0 });
  await work(session).finally(() => session.close());
}

test('MOVED leads to the port with TLS, with the same certificates', async () => {
  const seed = { host: 'localhost', port: tlsPorts[0] ?? 0 };
  await withSession(seed, certificates, async session => {
    expect(session.view.nodes.map(node => node.address.port)).toEqual(expect.arrayContaining(tlsPorts));
    const ports = new Set<unknown>();
    for (const key of ['name', 'aaa', 'bbb', 'foo', 'x{1}', 'y{2}']) {
      const said = brief(await runLine(session, `set ${key} over-tls`));
      expect(said.at(-1)).toBe('OK');
      ports.add(session.view.current?.port);
    }
    expect([...ports].every(port => tlsPorts.includes(port as number))).toBe(true);
    expect(ports.size).toBeGreaterThan(1);
  });
});

test('without TLS the same cluster is followed on its other ports', async () => {
  await withSession(addressOf(servers.servers[0]!), undefined, async session => {
    for (const key of ['name', 'aaa'])
      expect(brief(await runLine(session, `get ${key}`)).at(-1)).toBe('over-tls');
    expect(tlsPorts).not.toContain(session.view.current?.port);
  });
});

test('the command line: a rediss:// URL, certificates from files, and what --sni and --insecure change', async () => {
  const own = ['--cert', join(directory, 'client.crt'), '--key', join(directory, 'client.key')];
  const trust = ['--cacert', join(directory, 'ca.crt')];
  const url = `rediss://127.0.0.1:${tlsPorts[0]}`;
  /** What `slotsh exec` with these flags gets. */
  const get = async (...more: string[]) => {
    const { flags, input } = await readArguments(['exec', url, ...own, ...more]);
    const context = { env: { SLOTSH_HOME: directory }, loadWords: async () => en, stderr: process.stderr };
    const { seeds, connection } = await findTarget({ command: 'exec', flags }, input, context);
    const session = await openSession({ seeds, connection, name: 'test', pollMs: 0 });
    return brief(await runLine(session, 'get name').finally(() => session.close())).at(-1);
  };
  expect(await get(...trust)).toBe('over-tls');
  expect(await get('--cacertdir', directory)).toBe('over-tls');
  expect(await get(...trust, '--sni', 'localhost')).toBe('over-tls');
  expect(await get(...trust, '--sni', 'elsewhere.example', '--insecure')).toBe('over-tls');
  await expect(get(...trust, '--sni', 'elsewhere.example')).rejects.toMatchObject({ id: 'tls-failed' });
  await expect(get()).rejects.toMatchObject({ id: 'tls-failed' });
});

test('the name of --sni is what the server hears', async () => {
  const heard: unknown[] = [];
  const { cert, key, ca } = certificates;
  const listener = createServer({
    cert,
    key,
    SNICallback: (name, done) => done(null, void heard.push(name)),
  });
  listener.on('secureConnection', socket => socket.end('-ERR no more\r\n'));
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  try {
    const tls = { ca, serverName: 'localhost' };
    await expect(
      openSession({ seeds: [{ host: '127.0.0.1', port }], connection: { tls }, name: '' }),
    ).rejects.toThrow();
    expect(heard).toEqual(['localhost']);
  } finally {
    listener.close();
  }
});
