import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NodeAddress } from '../../source/cluster/address.ts';
import { Failure } from '../../source/cluster/failure.ts';
import { connectNode } from '../../source/redis/connect-node.ts';
import type { ConnectionOptions } from '../../source/redis/node-connection.ts';
import { findFreePort, findFreePorts } from '../support/free-ports.ts';
import { type RedisServer, type RedisServers, startRedisServers } from '../support/redis-servers.ts';
import { type Certificates, makeCertificates } from './make-certificates.ts';
import { pretendServer } from './pretend-server.ts';

let directory: string;
let certificates: Certificates;
let running: RedisServers[];
let plain: RedisServer;
let locked: RedisServer;
let secure: NodeAddress;
let mutual: NodeAddress;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slotsh-test-'));
  certificates = await makeCertificates(directory);
  const [tlsPort = 0, mutualPort = 0] = await findFreePorts(2);
  const withTls = (port: number, clients: 'yes' | 'no') =>
    startRedisServers(1, {
      cluster: false,
      directives: { ...certificates.directives, 'tls-port': port, 'tls-auth-clients': clients },
    });
  running = await Promise.all([
    startRedisServers(1, { cluster: false, directives: { 'enable-debug-command': 'yes' } }),
    startRedisServers(1, { cluster: false, password: 'se cret"' }),
    withTls(tlsPort, 'no'),
    withTls(mutualPort, 'yes'),
  ]);
  [plain, locked] = running.map(({ servers }) => servers[0]) as [RedisServer, RedisServer];
  secure = { host: '127.0.0.1', port: tlsPort };
  mutual = { host: '127.0.0.1', port: mutualPort };
  const admin = await connectNode(locked, { password: 'se cret"' });
  await admin.send(['ACL', 'SETUSER', 'ann', 'on', '>pass ann', '~*', '+@all']);
  await admin.send(['ACL', 'SETUSER', 'narrow', 'on', '>n', '+get', '~*']);
  admin.close();
});

afterAll(async () => {
  await Promise.all((running ?? []).map(servers => servers.stop()));
  await rm(directory, { recursive: true, force: true });
});

/** The failure of an attempt that must fail. */
async function failureOf(address: NodeAddress, options: ConnectionOptions = {}): Promise<Failure> {
  const attempt = connectNode(address, options).then(connection => {
    connection.close();
    return 'connected';
  });
  const failure = await attempt.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  return failure as Failure;
}

const named = (id: string, address: NodeAddress, facts: object = {}) => ({
  id,
  facts: { node: `${address.host}:${address.port}`, ...facts },
});

describe('connecting', () => {
  it.each<[string, () => NodeAddress, () => ConnectionOptions]>([
    ['without a password', () => plain, () => ({})],
    ['by name', () => ({ host: 'localhost', port: plain.port }), () => ({})],
    ['with a password', () => locked, () => ({ password: 'se cret"' })],
    ['as a user', () => locked, () => ({ username: 'ann', password: 'pass ann' })],
    ['as a user who may not PING', () => locked, () => ({ username: 'narrow', password: 'n' })],
    ['in RESP3', () => plain, () => ({ protocol: 3 })],
    ['in RESP3 with a password', () => locked, () => ({ protocol: 3, password: 'se cret"' })],
    ['in RESP3 as a user', () => locked, () => ({ protocol: 3, username: 'ann', password: 'pass ann' })],
    ['with a password where none is needed', () => plain, () => ({ password: 'x' })],
    ['over TLS', () => secure, () => ({ tls: { ca: certificates.ca } })],
    ['over TLS by name', () => ({ ...secure, host: 'localhost' }), () => ({ tls: { ca: certificates.ca } })],
    ['over TLS unchecked', () => secure, () => ({ tls: { rejectUnauthorized: false } })],
    ['over TLS with a certificate of ours', () => mutual, () => ({ tls: certificates })],
  ])('%s', async (_, address, options) => {
    const logged = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    const connection = await connectNode(address(), options());
    const { reply, ms } = await connection.send(['GET', 'missing']);
    expect(reply).toEqual({ type: 'nil' });
    expect(ms).toBeGreaterThan(0);
    const closed = new Promise<void>(resolve => connection.onClose(resolve));
    connection.close();
    await closed;
    expect(connection.closed).toBe(true);
    for (const spy of logged) expect(spy).not.toHaveBeenCalled();
  });

  it('through a stream of the caller that has only what a Duplex has', async () => {
    const dial = async ({ host, port }: NodeAddress) => {
      const socket = connect(port, host);
      return Duplex.from({ readable: socket, writable: socket });
    };
    const connection = await connectNode(plain, { dial });
    expect((await connection.send(['ECHO', 'tunnel'])).reply).toEqual({
      type: 'bulk',
      value: Buffer.from('tunnel'),
    });
    connection.close();
    const tls = await connectNode(secure, { dial, tls: { ca: certificates.ca } });
    expect((await tls.send(['ECHO', 'both'])).reply).toEqual({ type: 'bulk', value: Buffer.from('both') });
    tls.close();
  });
});

describe('what stands in the way is named', () => {
  it('nothing listens: connection-refused', async () => {
    const port = await findFreePort();
    const dead = { host: '127.0.0.1', port };
    expect(await failureOf(dead)).toMatchObject(named('connection-refused', dead));
    expect(await failureOf({ host: 'localhost', port })).toMatchObject({ id: 'connection-refused' });
  });

  it('no such name: host-not-found', async () => {
    const nowhere = { host: 'nowhere.invalid', port: 6379 };
    expect(await failureOf(nowhere)).toMatchObject(
      named('host-not-found', nowhere, { host: 'nowhere.invalid' }),
    );
  });

  it('a silent port: connection-timeout, and how far it came', async () => {
    const silent = await pretendServer(() => {});
    const options = { connectTimeoutMs: 100 };
    expect(await failureOf(silent.address, options)).toMatchObject(
      named('connection-timeout', silent.address, { stage: 'answer', ms: 100 }),
    );
    expect(await failureOf(silent.address, { ...options, tls: {} })).toMatchObject(
      named('connection-timeout', silent.address, { stage: 'tls' }),
    );
    const dial = () => new Promise<Duplex>(() => {});
    expect(await failureOf(silent.address, { ...options, dial })).toMatchObject({ facts: { stage: 'tcp' } });
    silent.stop();
  });

  it('a stopped server: connection-timeout', async () => {
    plain.pause();
    const failure = await failureOf(plain, { connectTimeoutMs: 100 }).finally(() => plain.resume());
    expect(failure).toMatchObject(named('connection-timeout', plain, { stage: 'answer' }));
  });

  it('the password: auth-needed, auth-wrong', async () => {
    expect(await failureOf(locked)).toMatchObject(named('auth-needed', locked));
    expect(await failureOf(locked, { protocol: 3 })).toMatchObject(named('auth-needed', locked));
    for (const protocol of [2, 3] as const) {
      expect(await failureOf(locked, { protocol, password: 'wrong' })).toMatchObject(
        named('auth-wrong', locked, { user: '' }),
      );
      expect(await failureOf(locked, { protocol, username: 'ann', password: 'wrong' })).toMatchObject(
        named('auth-wrong', locked, { user: 'ann' }),
      );
    }
  });

  it('TLS: tls-failed, tls-expected', async () => {
    expect(await failureOf(secure)).toMatchObject(named('tls-expected', secure));
    expect(await failureOf(mutual)).toMatchObject(named('tls-expected', mutual));
    expect(await failureOf(secure, { tls: {} })).toMatchObject(
      named('tls-failed', secure, { reason: 'self-signed certificate in certificate chain' }),
    );
    const { ca } = certificates;
    expect(await failureOf(secure, { tls: { ca, serverName: 'other' } })).toMatchObject({ id: 'tls-failed' });
    expect(await failureOf(mutual, { tls: { ca } })).toMatchObject(
      named('tls-failed', mutual, { reason: 'tlsv13 alert certificate required' }),
    );
    expect(await failureOf(secure, { tls: { ca: 'no PEM', cert: 'no PEM', key: 'x' } })).toMatchObject({
      id: 'tls-failed',
    });
  });

  it('a server that says it is full: node-refused', async () => {
    const full = await startRedisServers(1, { cluster: false });
    const [server] = full.servers as [RedisServer];
    const first = await connectNode(server);
    await first.send(['CONFIG', 'SET', 'maxclients', '1']);
    const said = 'ERR max number of clients reached';
    expect(await failureOf(server)).toMatchObject(named('node-refused', server, { said }));
    first.close();
    await full.stop();
  });

  it('a server that loads its data: node-loading', async () => {
    const slow = await startRedisServers(1, {
      cluster: false,
      directives: { 'enable-debug-command': 'yes' },
    });
    const [server] = slow.servers as [RedisServer];
    const admin = await connectNode(server);
    await admin.send(['DEBUG', 'POPULATE', '4000', 'key', '1024']);
    await admin.send(['SAVE']);
    await admin.send([
      'CONFIG',
      'SET',
      'key-load-delay',
      '10000',
      'loading-process-events-interval-bytes',
      '1024',
    ]);
    await admin.send(['CONFIG', 'REWRITE']);
    admin.close();
    // It would load for 40 s: nobody waits for that.
    server.restart().catch(() => undefined);
    await expect
      .poll(() => connectNode(server).catch((error: unknown) => error))
      .toMatchObject(named('node-loading', server));
    await slow.stop();
  });

  it.each<[string, string, string]>([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n', 'not-redis'],
    ['a greeting of SSH', 'SSH-2.0-OpenSSH_9.2p1\r\n', 'not-redis'],
    ['a mail server', '+OK POP3 ready\r\n', 'not-redis'],
    ['memcached', 'ERROR\r\nERROR\r\n', 'not-redis'],
    ['TLS', '\x15\x03\x03\x00\x02\x02\x46', 'tls-expected'],
    ['protected mode', '-DENIED Redis is running in protected mode because…\r\n', 'protected-mode'],
    ['an old AUTH', '-ERR invalid password\r\n-NOAUTH Authentication required.\r\n', 'auth-wrong'],
  ])('%s', async (_, says, id) => {
    // Once as an answer, once unasked, as the connection is accepted.
    for (const asked of [true, false]) {
      const other = await pretendServer(client => {
        const speak = () => client.end(says, 'latin1');
        if (asked) client.once('data', speak);
        else speak();
      });
      expect(await failureOf(other.address, { password: 'x' }), `asked: ${asked}`).toMatchObject(
        named(id, other.address),
      );
      other.stop();
    }
  });

  it('a door that closes at once: closed-at-once', async () => {
    const door = await pretendServer(client => client.destroy());
    expect(await failureOf(door.address)).toMatchObject(named('closed-at-once', door.address));
    door.stop();
  });

  it('no way to the host: node-unreachable', async () => {
    const dial = () => Promise.reject(Object.assign(new Error('connect'), { code: 'EHOSTUNREACH' }));
    expect(await failureOf(plain, { dial })).toMatchObject(named('node-unreachable', plain));
  });

  it('a failure of the tunnel comes through as it is', async () => {
    const own = new Failure('unexpected', { detail: 'of the tunnel' });
    expect(await failureOf(plain, { dial: () => Promise.reject(own) })).toBe(own);
    const dial = () => Promise.reject(new Error('no channel'));
    expect(await failureOf(plain, { dial })).toMatchObject(
      named('connection-failed', plain, { reason: 'no channel' }),
    );
  });
});

describe('a caller who gives up', () => {
  it('before it began, or meanwhile: interrupted', async () => {
    const silent = await pretendServer(() => {});
    const interrupted = { id: 'interrupted', exitCode: 130 };
    expect(await failureOf(plain, { signal: AbortSignal.abort() })).toMatchObject(interrupted);
    for (const options of [{}, { tls: {} }]) {
      const controller = new AbortController();
      const attempt = failureOf(silent.address, { ...options, signal: controller.signal });
      setImmediate(() => controller.abort());
      expect(await attempt).toMatchObject(interrupted);
    }
    silent.stop();
  });

  it('leaves a connection that stands alone', async () => {
    const controller = new AbortController();
    const connection = await connectNode(plain, { signal: controller.signal });
    controller.abort();
    expect((await connection.send(['PING'])).reply).toEqual({ type: 'status', value: Buffer.from('PONG') });
    connection.close();
  });
});
