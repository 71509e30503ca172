import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTarget } from '../../source/commands/find-target.ts';
import { readArguments } from '../../source/commands/flags.ts';
import { hereSpec } from '../../source/guide/here-spec.ts';
import { type KnownCluster, rememberCluster } from '../../source/guide/known-clusters.ts';
import { findSlotshHome } from '../../source/guide/slotsh-home.ts';
import { en } from '../../source/words/en/en.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'slotsh-target-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** The target of `slotsh exec …`, and what was said about it. */
async function find(words: readonly string[], env: Record<string, string> = {}) {
  const { flags, input } = await readArguments(['exec', ...words]);
  const stderr = Object.assign(new PassThrough(), { isTTY: false });
  const target = await findTarget({ command: 'exec', flags }, input, {
    env: { SLOTSH_HOME: root, ...env },
    loadWords: async () => en,
    stderr: stderr as unknown as NodeJS.WriteStream,
  });
  return { ...target, said: String(stderr.read() ?? '') };
}

const at = (host: string, port: number) => ({ host, port });

describe("redis-cli's habits", () => {
  test.each([
    [['10.0.0.1:7000'], at('10.0.0.1', 7000)],
    [['-p', '7000'], at('127.0.0.1', 7000)],
    [['-h', '10.0.0.1'], at('10.0.0.1', 6379)],
    [['-u', 'redis://10.0.0.1:7000'], at('10.0.0.1', 7000)],
  ])('%j', async (words, seed) => {
    const { seeds, name, connection } = await find(words);
    expect(seeds).toEqual([seed]);
    expect(name).toBe(`${seed.host}:${seed.port}`);
    expect(connection).toEqual({});
  });

  test('several addresses are tried in their order', async () => {
    for (const words of [['a:1', 'b:2'], ['a:1,b:2'], ['-u', 'redis://a:1,b:2']])
      expect((await find(words)).seeds).toEqual([at('a', 1), at('b', 2)]);
  });

  test('a password: -a before the URL, the URL before REDISCLI_AUTH; the first two are warned of', async () => {
    const env = { REDISCLI_AUTH: 'from-env' };
    const plain = await find(['h:1'], env);
    expect(plain).toMatchObject({ connection: { password: 'from-env' }, said: '' });
    // One that is empty is none.
    expect((await find(['h:1'], { REDISCLI_AUTH: '' })).connection).toEqual({});
    const url = await find(['redis://ann:from-url@h:1'], env);
    expect(url.connection).toEqual({ username: 'ann', password: 'from-url' });
    expect(url.said).toContain('REDISCLI_AUTH');
    const flag = await find(['redis://ann:from-url@h:1', '-a', 'from-flag', '--user', 'bob'], env);
    expect(flag.connection).toEqual({ username: 'bob', password: 'from-flag' });
    expect(flag.said).not.toContain('from');
    expect((await find(['redis://ann:@h:1'], env)).connection).toEqual({
      username: 'ann',
      password: 'from-env',
    });
  });

  test('a password in an answer to a question is seen by nobody, and not warned of', async () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: false });
    const { flags } = await readArguments(['connect']);
    const { connection } = await findTarget(
      { command: 'connect', flags },
      ['redis://:secret@h:1'],
      {
        env: { SLOTSH_HOME: root },
        loadWords: async () => en,
        stderr: stderr as unknown as NodeJS.WriteStream,
      },
      { typedInAnswer: true },
    );
    expect(connection).toEqual({ password: 'secret' });
    expect(stderr.read()).toBeNull();
  });

  test('TLS by --tls or rediss://, with the files named', async () => {
    const file = join(root, 'ca.pem');
    await writeFile(file, 'PEM');
    expect((await find(['h:1', '--tls'])).connection.tls).toEqual({});
    expect((await find(['rediss://h:1', '--cacert', file])).connection.tls).toEqual({ ca: 'PEM' });
    await expect(find(['h:1', '--tls', '--key', join(root, 'absent')])).rejects.toMatchObject({
      id: 'file-unreadable',
      exitCode: 2,
    });
  });

  test('every certificate of --cacertdir, the name of --sni, and --insecure', async () => {
    const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n`;
    await mkdir(join(root, 'ca', 'deeper'), { recursive: true });
    await writeFile(join(root, 'ca', 'one.crt'), pem('one'));
    await writeFile(join(root, 'ca', 'two.pem'), pem('two'));
    await writeFile(join(root, 'ca', 'README'), 'not one');
    const flags = ['--tls', '--cacertdir', join(root, 'ca'), '--sni', 'redis.example.org', '--insecure'];
    const { tls } = (await find(['h:1', ...flags])).connection;
    expect(tls).toMatchObject({ serverName: 'redis.example.org', rejectUnauthorized: false });
    expect(tls?.ca).toContain('one');
    expect(tls?.ca).toContain('two');
    expect(tls?.ca).not.toContain('not');
    await expect(find(['h:1', '--tls', '--cacertdir', join(root, 'absent')])).rejects.toMatchObject({
      id: 'file-unreadable',
    });
  });

  test('the database of a URL', async () => {
    expect((await find(['redis://h:1/3'])).connection).toEqual({ database: 3 });
    expect((await find(['redis://h:1/3', '-n', '2'])).connection).toEqual({ database: 2 });
  });

  test('--sentinel is refused before anything is asked, with the way that leads on', async () => {
    await expect(find(['h:26379', '--sentinel'])).rejects.toMatchObject({
      ...{ id: 'sentinel-unsupported', exitCode: 2 },
      facts: { node: '', masters: [] },
    });
  });

  test.each(['0', '65536', 'x'])('port %s is refused', async port => {
    await expect(find(['-p', port])).rejects.toMatchObject({ id: 'flag-wrong', exitCode: 2 });
  });
});

describe('clusters that slotsh made', () => {
  /** One on this machine, with its password, as `up --here` leaves it. */
  async function made(state: KnownCluster['state']) {
    const home = findSlotshHome({ SLOTSH_HOME: root });
    const spec = await hereSpec(home, async () => true);
    const nodes = spec.hosts.flatMap(({ address, ports }) => ports.map(port => at(address, port)));
    const passwordFile = join(home.state, 'passwords', 'here');
    await mkdir(join(home.state, 'passwords'), { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, 'kept\n', { mode: 0o600 });
    await rememberCluster(home, {
      name: spec.name,
      source: { kind: 'here', spec },
      ...{ state, nodes, passwordFile },
    });
    return nodes;
  }

  test('without an address: the one made last, with its nodes and its password', async () => {
    const nodes = await made('usable');
    const target = await find([]);
    expect(target).toMatchObject({ name: 'redis-cluster', seeds: nodes, connection: { password: 'kept' } });
    expect(target.job?.source.kind).toBe('here');
  });

  test('its address needs no password either; another user, and another address, have their own', async () => {
    const [first] = await made('stopped');
    const address = `127.0.0.1:${first!.port}`;
    expect(await find([address])).toMatchObject({ name: 'redis-cluster', connection: { password: 'kept' } });
    expect((await find([address, '--user', 'ann'])).connection).toEqual({ username: 'ann' });
    expect((await find(['127.0.0.1:1'])).connection).toEqual({});
  });

  test('none that is up: said with the command that brings the last one up', async () => {
    await expect(find([])).rejects.toMatchObject({ id: 'no-cluster-known', facts: { command: 'exec' } });
    await made('stopped');
    await expect(find([])).rejects.toMatchObject({
      ...{ id: 'no-cluster-known', exitCode: 2 },
      facts: { last: { name: 'redis-cluster', up: 'slotsh up --here' } },
    });
    await rememberCluster(findSlotshHome({ SLOTSH_HOME: root }), {
      ...{ name: 'mine', source: { kind: 'file', path: '/my files/cluster.yaml' } },
      ...{ state: 'unfinished', nodes: [at('10.0.0.1', 1)] },
    });
    await expect(find([])).rejects.toMatchObject({
      facts: { last: { name: 'mine', up: "slotsh up '/my files/cluster.yaml'" } },
    });
  });
});
