import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Host, HostPrompts } from '../../source/hosts/host.ts';
import { SharedLogIns } from '../../source/hosts/ssh/shared-log-ins.ts';
import { findProgram } from '../lab/lab-available.ts';
import { findFreePort } from '../support/free-ports.ts';
import { type SshServer, sshdAvailable, startSshServer } from './ssh-server.ts';

const program = (name: string): string => findProgram(name) ?? name;

/** Answers questions with secrets, in order, and remembers what was asked. */
function answers(...secrets: (string | null)[]) {
  const asked: { kind: string; prompt: string; again: boolean }[] = [];
  const askSecret: HostPrompts['askSecret'] = async ({ host: _, ...question }) => {
    asked.push(question);
    return secrets.shift() ?? null;
  };
  return { asked, prompts: { askSecret } };
}

describe.skipIf(!sshdAvailable)('logging in over SSH', () => {
  let server: SshServer;

  beforeAll(async () => {
    server = await startSshServer();
  });
  afterAll(() => server?.close());
  afterEach(() => {
    server?.configure([]);
    server?.know('ed25519', 'ecdsa');
  });

  /** Can the server be used with this configuration and these answers? */
  const logIn = async (...args: Parameters<SshServer['open']>): Promise<string> => {
    const host = await server.open(...args);
    const { stdout } = await host.run(['echo', 'in']);
    await host.close();
    return stdout;
  };
  const refused = (tried: readonly string[]) => ({
    id: 'login-refused',
    facts: { host: expect.any(String), user: server.user, tried, offered: ['publickey'] },
  });

  describe('with key files', () => {
    it.each([
      ['Ed25519', ['-t', 'ed25519']],
      ['ECDSA', ['-t', 'ecdsa', '-b', '384']],
      ['RSA', ['-t', 'rsa', '-b', '2048']],
      ['RSA in PEM', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
    ])('takes %s', async (name, options) => {
      const identityFile = server.makeKey(name, ...options);
      server.configure([`IdentityFile ${server.path('absent')}`]);
      expect(await logIn({}, { identityFile })).toBe('in\n');
      server.configure([`IdentityFile "${identityFile}"`]);
      expect(await logIn()).toBe('in\n');
    });

    it.each([
      ['OpenSSH format', ['-t', 'ed25519']],
      ['PEM format', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
    ])('asks for the passphrase of a key in %s, and again when it was wrong', async (format, options) => {
      const name = `locked ${format}`;
      const identityFile = server.makeKey(name, ...options, '-N', 'a passphrase');
      // Without its public half beside it the key has to tell it by itself.
      rmSync(`${identityFile}.pub`);
      const right = answers('wrong', 'a passphrase');
      expect(await logIn(right.prompts, { identityFile })).toBe('in\n');
      const question = { kind: 'passphrase', prompt: identityFile };
      expect(right.asked).toEqual([
        { ...question, again: false },
        { ...question, again: true },
      ]);
    });

    it('asks for a passphrase once, however many hosts take the key at the same time', async () => {
      const identityFile = server.makeKey('locked for all', '-t', 'ed25519', '-N', 'a passphrase');
      const { asked, prompts } = answers('wrong', 'a passphrase');
      const shared = new SharedLogIns();
      const open = (host: string) =>
        server.open({ ...prompts, confirmHostKey: async () => true }, { identityFile, host, shared });
      server.configure(['Host localhost', `Port ${server.port}`]);
      const hosts = await Promise.all([open('127.0.0.1'), open('localhost')]);
      expect(asked).toHaveLength(2);
      await Promise.all(hosts.map(host => host.close()));
    });

    it('tries the next key when nobody knows the passphrase', async () => {
      const identityFile = server.makeKey('forgotten', '-t', 'ed25519', '-N', 'a passphrase');
      const unknown = answers('wrong', 'wrong', 'wrong', 'a passphrase');
      expect(await logIn(unknown.prompts, { identityFile })).toBe('in\n');
      expect(unknown.asked).toHaveLength(3);
      const nobody = answers();
      expect(await logIn(nobody.prompts, { identityFile })).toBe('in\n');
      expect(nobody.asked).toHaveLength(1);
    });

    it('asks for no passphrase of a key that the server would not take', async () => {
      const stranger = server.path('stranger');
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'a passphrase', '-f', stranger]);
      const question = answers('a passphrase');
      expect(await logIn(question.prompts, { identityFile: stranger })).toBe('in\n');
      expect(question.asked).toEqual([]);
    });

    it('says what was tried when no key is taken', async () => {
      const stranger = server.path('another stranger');
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', stranger]);
      const client = readFileSync(server.path('client'));
      writeFileSync(server.path('client'), readFileSync(stranger));
      try {
        await expect(server.open({}, { identityFile: stranger })).rejects.toMatchObject(
          refused([`publickey (${stranger})`]),
        );
        rmSync(server.path('client'));
        await expect(server.open()).rejects.toMatchObject(refused([]));
      } finally {
        writeFileSync(server.path('client'), client, { mode: 0o600 });
      }
    });

    it('says what is wrong with the key file named in cluster.yaml', async () => {
      const unusable = (file: string, reason: string) => ({
        id: 'identity-file-unusable',
        facts: { file, reason },
      });
      const absent = server.path('no such key');
      await expect(server.open({}, { identityFile: absent })).rejects.toMatchObject(
        unusable(absent, 'absent'),
      );
      const text = server.path('config');
      await expect(server.open({}, { identityFile: text })).rejects.toMatchObject(
        unusable(text, 'not-a-key'),
      );
    });
  });

  describe('with an agent', () => {
    let agent: ChildProcess;
    let socket: string;

    beforeAll(async () => {
      socket = server.path('agent');
      agent = spawn(program('ssh-agent'), ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
      await once(agent.stdout!, 'data');
      server.makeKey('in-agent', '-t', 'ed25519');
      server.makeKey('rsa-in-agent', '-t', 'rsa', '-b', '2048');
      for (const name of ['in-agent', 'rsa-in-agent']) {
        execFileSync(program('ssh-add'), ['-q', server.path(name)], {
          env: { ...process.env, SSH_AUTH_SOCK: socket },
        });
        rmSync(server.path(name));
      }
    });
    afterAll(async () => {
      agent.kill();
      await once(agent, 'close');
    });

    it.each(['in-agent', 'rsa-in-agent'])('takes its key %s', async name => {
      // The public half says which of the agent's keys it is to be.
      server.configure([
        `IdentityAgent ${socket}`,
        'IdentitiesOnly yes',
        `IdentityFile ${server.path(name)}`,
      ]);
      const client = readFileSync(server.path('authorized_keys'), 'utf8');
      writeFileSync(server.path('authorized_keys'), readFileSync(server.path(`${name}.pub`)));
      try {
        expect(await logIn()).toBe('in\n');
      } finally {
        writeFileSync(server.path('authorized_keys'), client);
      }
    });

    it('offers no other keys of it with IdentitiesOnly', async () => {
      const allowed = readFileSync(server.path('authorized_keys'), 'utf8');
      writeFileSync(server.path('authorized_keys'), readFileSync(server.path('in-agent.pub')));
      try {
        server.configure([`IdentityAgent ${socket}`]);
        expect(await logIn()).toBe('in\n');
        server.configure([`IdentityAgent ${socket}`, 'IdentitiesOnly yes']);
        await expect(server.open()).rejects.toMatchObject(refused([`publickey (${server.path('client')})`]));
      } finally {
        writeFileSync(server.path('authorized_keys'), allowed);
      }
    });

    it('goes on without it when it does not answer', async () => {
      server.configure([`IdentityAgent ${server.path('no-agent')}`]);
      expect(await logIn()).toBe('in\n');
    });
  });

  describe('with host keys', () => {
    const fingerprint = (type: string): string =>
      execFileSync('ssh-keygen', ['-lf', server.path(`host_${type}.pub`)])
        .toString()
        .split(' ')[1] ?? '';

    it('asks about an unknown one, and takes no for an answer', async () => {
      server.know();
      const asked: unknown[] = [];
      const confirmHostKey = async (facts: unknown): Promise<boolean> => {
        asked.push(facts);
        return false;
      };
      await expect(server.open({ confirmHostKey })).rejects.toMatchObject({
        id: 'host-key-unknown',
        facts: { name: server.name, keyType: 'ssh-ed25519', fingerprint: fingerprint('ed25519') },
      });
      const host = `${server.user}@127.0.0.1:${server.port}`;
      expect(asked).toEqual([{ host, keyType: 'ssh-ed25519', fingerprint: fingerprint('ed25519') }]);
      expect(readFileSync(server.knownHosts, 'utf8')).toBe('');
    });

    it.each(['no', 'yes'])('adds one that was accepted, with HashKnownHosts %s', async hashed => {
      server.know();
      server.configure([`HashKnownHosts ${hashed}`]);
      expect(await logIn({ confirmHostKey: async () => true })).toBe('in\n');
      const [line = ''] = readFileSync(server.knownHosts, 'utf8').split('\n');
      expect(line.endsWith(` ${server.hostKey('ed25519')}`)).toBe(true);
      expect(line.startsWith('|1|')).toBe(hashed === 'yes');
      // ssh itself is content with it, and nobody is asked again.
      execFileSync('ssh-keygen', ['-F', server.name, '-f', server.knownHosts]);
      expect(await logIn()).toBe('in\n');
    });

    it('asks the server for the key that is known, not for its best', async () => {
      server.know('ecdsa');
      expect(await logIn()).toBe('in\n');
    });

    it('refuses one that has changed, whatever anybody says, and names the line', async () => {
      writeFileSync(
        server.knownHosts,
        `# a comment\n${server.name} ${server.hostKey('ecdsa').replace(/....$/, 'AAA=')}\n`,
      );
      await expect(server.open({ confirmHostKey: async () => true })).rejects.toMatchObject({
        id: 'host-key-changed',
        facts: { name: server.name, file: server.knownHosts, line: 2, fingerprint: fingerprint('ecdsa') },
      });
    });

    it('refuses a revoked one', async () => {
      writeFileSync(server.knownHosts, `@revoked * ${server.hostKey('ed25519')}\n`);
      await expect(server.open({ confirmHostKey: async () => true })).rejects.toMatchObject({
        id: 'host-key-revoked',
        facts: { line: 1, fingerprint: fingerprint('ed25519') },
      });
    });

    it('does not take an unreadable known_hosts for an empty one', async () => {
      server.configure([`UserKnownHostsFile ${server.directory}`]);
      await expect(server.open({ confirmHostKey: async () => true })).rejects.toMatchObject({
        id: 'known-hosts-unreadable',
        facts: { file: server.directory },
      });
    });

    it('looks under its alias', async () => {
      server.configure(['HostKeyAlias one-of-many']);
      writeFileSync(server.knownHosts, `one-of-many ${server.hostKey('ed25519')}\n`);
      expect(await logIn()).toBe('in\n');
    });

    it('gives a person more time for an answer than a server', async () => {
      server.know();
      // Enough for a server on a busy machine.
      server.configure(['ConnectTimeout 5']);
      const confirmHostKey = async (): Promise<boolean> => {
        await new Promise(resolve => setTimeout(resolve, 5200));
        return true;
      };
      expect(await logIn({ confirmHostKey })).toBe('in\n');
    });
  });

  describe('over jump hosts', () => {
    let inner: SshServer;

    beforeAll(async () => {
      inner = await startSshServer();
      writeFileSync(inner.path('authorized_keys'), readFileSync(server.path('client.pub'), 'utf8'));
    });
    afterAll(() => inner?.close());

    const through = (jump: string, ...more: string[]): void =>
      server.configure([
        'Host inner',
        'HostName 127.0.0.1',
        `Port ${inner.port}`,
        `ProxyJump ${jump}`,
        'Host outer',
        'HostName 127.0.0.1',
        `Port ${server.port}`,
        ...more,
      ]);

    it('verifies each of them, and ends them with the connection', async () => {
      through('outer');
      const asked: string[] = [];
      const confirmHostKey = async ({ host }: { host: string }): Promise<boolean> => {
        asked.push(host);
        return true;
      };
      server.know();
      const host = await server.open({ confirmHostKey }, { host: 'inner' });
      expect(asked).toEqual(['outer', `${server.user}@inner`]);
      const { stdout } = await host.run(['sh', '-c', 'echo $SSH_CONNECTION']);
      expect(stdout.trim().split(' ').at(-1)).toBe(`${inner.port}`);
      await host.close();
      const known = readFileSync(server.knownHosts, 'utf8');
      expect(known).toContain(`[127.0.0.1]:${inner.port}`);
      expect(known).toContain(server.name);
    });

    it('logs in to one only once, for itself and for all hosts behind it', async () => {
      through('outer');
      server.know();
      const asked: string[] = [];
      const confirmHostKey = async ({ host }: { host: string }): Promise<boolean> => {
        asked.push(host);
        return true;
      };
      const shared = new SharedLogIns();
      const open = (host: string) => server.open({ confirmHostKey }, { host, shared });
      const [outer, inner] = await Promise.all([open('outer'), open('inner')]);
      expect(asked).toEqual([`${server.user}@outer`, `${server.user}@inner`]);
      const serverOf = async (host: Host) =>
        (await host.run(['sh', '-c', 'echo $SSH_CONNECTION'])).stdout.trim();
      const [first, second] = await Promise.all([serverOf(outer), serverOf(inner)]);

      await outer.close();
      expect(await serverOf(inner), 'the way stands as long as somebody needs it').toBe(second);
      const again = await open('outer');
      expect(await serverOf(again), 'also for those who come later').toBe(first);
      await Promise.all([inner.close(), again.close()]);

      const anew = await open('outer');
      expect(await serverOf(anew)).not.toBe(first);
      await anew.close();
    });

    it('connects to a lost one anew, and says what it was lost for', async () => {
      through('outer');
      const shared = new SharedLogIns();
      const confirmHostKey = async (): Promise<boolean> => true;
      const open = () => server.open({ confirmHostKey }, { host: 'inner', shared });
      const inner = await open();
      const { stdout } = await inner.run(['sh', '-c', 'echo $PPID']);
      await expect(inner.run(['kill', '-KILL', stdout.trim()])).rejects.toMatchObject({ id: 'host-lost' });
      const anew = await open();
      expect((await anew.run(['echo', 'in'])).stdout).toBe('in\n');
      await Promise.all([inner.close(), anew.close()]);
    });

    it('goes no further than an unknown one', async () => {
      through('outer');
      server.know();
      await expect(server.open({}, { host: 'inner' })).rejects.toMatchObject({
        id: 'host-key-unknown',
        facts: { host: 'outer', name: server.name },
      });
    });

    it('goes over several', async () => {
      through('outer,outer');
      expect(await logIn({ confirmHostKey: async () => true }, { host: 'inner' })).toBe('in\n');
    });

    it('says when the target cannot be reached from there', async () => {
      const port = await findFreePort();
      server.configure([
        'Host inner',
        'HostName 127.0.0.1',
        `Port ${port}`,
        `ProxyJump 127.0.0.1:${server.port}`,
      ]);
      await expect(server.open({}, { host: 'inner' })).rejects.toMatchObject({
        id: 'tunnel-failed',
        facts: { host: `127.0.0.1:${server.port}`, target: `127.0.0.1:${port}`, reason: 'refused' },
      });
    });

    it('does not go in circles', async () => {
      through('outer', 'ProxyJump inner');
      await expect(server.open({}, { host: 'inner' })).rejects.toMatchObject({ id: 'jump-loop' });
    });
  });

  describe('that fails', () => {
    const withPort = (port: number, ...more: string[]): void =>
      server.configure(['Host there', 'HostName 127.0.0.1', `Port ${port}`, ...more]);

    it('says when nothing listens', async () => {
      const port = await findFreePort();
      withPort(port);
      await expect(server.open({}, { host: 'there' })).rejects.toMatchObject({
        id: 'host-unreachable',
        facts: { host: `${server.user}@there`, address: `127.0.0.1:${port}`, reason: 'refused' },
      });
    });

    it('says when the name is unknown', async () => {
      await expect(server.open({}, { host: 'no-such-name.invalid' })).rejects.toMatchObject({
        id: 'ssh-name-unknown',
        facts: { name: 'no-such-name.invalid' },
      });
    });

    it.each([
      ['says nothing', () => {}, ['ConnectTimeout 1'], { id: 'login-timeout', facts: { seconds: 1 } }],
      ['hangs up', (end: () => void) => end(), [], { id: 'host-unreachable', facts: { reason: 'closed' } }],
    ])('says when what listens %s', async (_, behave, more, failure) => {
      const silent = createServer(socket => {
        socket.on('error', () => {});
        behave(() => socket.destroy());
      });
      await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
      withPort((silent.address() as { port: number }).port, ...more);
      await expect(server.open({}, { host: 'there' })).rejects.toMatchObject(failure);
      silent.close();
    });

    it('says when what listens is no SSH server', async () => {
      const web = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve));
      const { port } = web.address() as { port: number };
      connect(port, '127.0.0.1').destroy();
      withPort(port);
      await expect(server.open({}, { host: 'there' })).rejects.toMatchObject({
        facts: { host: `${server.user}@there`, address: `127.0.0.1:${port}` },
      });
      web.close();
    });

    it('ends when it is cancelled, also during a question', async () => {
      server.know();
      const controller = new AbortController();
      const confirmHostKey = (): Promise<boolean> => {
        controller.abort(new Error('enough'));
        return new Promise(() => {});
      };
      const { signal } = controller;
      await expect(server.open({ confirmHostKey }, { signal })).rejects.toThrow('enough');
      await expect(server.open({}, { signal })).rejects.toThrow('enough');
    });
  });
});
