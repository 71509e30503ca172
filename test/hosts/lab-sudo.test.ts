import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SudoPasswords } from '../../source/hosts/become-root.ts';
import { gatherFacts } from '../../source/hosts/gather-facts.ts';
import type { Host, HostPrompts } from '../../source/hosts/host.ts';
import { openSshHost } from '../../source/hosts/ssh/ssh-host.ts';
import { type Lab, labAvailable, startLab } from '../lab/lab.ts';
import { hostileWord } from './hostile-words.ts';

const available = labAvailable();
const [first, second] = ['192.168.10.10', '192.168.10.11'] as const;
const password = 'a b$c"\'';
const signal = new AbortController().signal;

describe.skipIf(!available.ok)(`sudo on a host${available.ok ? '' : ` (${available.why})`}`, () => {
  let lab: Lab;
  const opened: Host[] = [];
  const configOf = (address: string): string => join(lab.home, `config-${address}`);

  beforeAll(async () => {
    const users = [
      { name: 'ops', password, sudo: 'free' },
      { name: 'deploy', password, sudo: 'password' },
      { name: 'guest', password: 'guest' },
    ] as const;
    const another = [{ name: 'deploy', password: 'another', sudo: 'password' }] as const;
    const sshd = ['MaxSessions 2'];
    lab = await startLab({
      hosts: [
        { address: first, users, docker: false },
        { address: second, users: another, docker: false, sshd },
      ],
    });
    for (const address of [first, second]) {
      const port = await lab.forward(address, 22);
      // Once: while it is written, nobody may read it.
      writeFileSync(
        configOf(address),
        [
          'HostName 127.0.0.1',
          `Port ${port}`,
          `HostKeyAlias ${address}`,
          `UserKnownHostsFile ${lab.home}/.ssh/known_hosts`,
          `IdentityFile ${lab.home}/.ssh/id_ed25519`,
          'IdentityAgent none',
        ].join('\n'),
      );
    }
  });
  afterAll(async () => {
    await Promise.all(opened.map(host => host.close()));
    await lab?.close();
  });

  const open = async (user: string, address: string = first): Promise<Host> => {
    const configFile = configOf(address);
    const prompts: HostPrompts = { confirmHostKey: async () => false, askSecret: async () => null };
    const host = await openSshHost(address, { target: { user, host: address }, configFile, prompts });
    opened.push(host);
    return host;
  };

  const factsOf = (host: Host) =>
    gatherFacts(host, {
      ports: [],
      directory: '/usr/local/redis',
      dataDirectories: ['/root/.ssh'],
      image: 'redis',
    });

  /** Types these one after the other, and keeps what was asked. */
  const typing = (...secrets: string[]) => {
    const asked: [host: string, again: boolean][] = [];
    const askSecret: HostPrompts['askSecret'] = async ({ host, kind, again }) => {
      expect(kind).toBe('sudo');
      asked.push([host, again]);
      return secrets.shift() ?? null;
    };
    return { asked, askSecret };
  };

  const rootOf = async (host: Host, ...secrets: string[]): Promise<Host> => {
    const attempt = await new SudoPasswords().becomeRoot(host, typing(...secrets).askSecret, signal);
    if (!('root' in attempt)) throw new Error(attempt.said);
    return attempt.root;
  };

  it('is looked for where root could do what the user may not, in the round trip of the facts', async () => {
    const [ops, deploy, guest, root] = await Promise.all(
      ['ops', 'deploy', 'guest', 'root'].map(async user => factsOf(await open(user))),
    );
    expect(ops?.sudo).toEqual({ state: 'free' });
    expect(deploy?.sudo).toEqual({ state: 'password' });
    expect(guest?.sudo).toEqual({ state: 'password' });
    expect(root?.sudo).toBeUndefined();
  });

  it.each([
    ['ops', []],
    ['deploy', [password]],
  ])('makes root of %s: commands, input, environment, directory, files', async (user, secrets) => {
    const host = await open(user);
    const root = secrets.length === 0 ? host.asRoot({}) : await rootOf(host, ...secrets);
    expect((await root.run(['id', '-u'])).stdout).toBe('0\n');
    expect(await factsOf(root)).toMatchObject({
      user: { uid: 0 },
      directory: { writable: true },
      dataDirectories: [{ readable: true, entries: ['authorized_keys'] }],
    });
    const print = `printf '%s\\0' "$@" "$VALUE" "$PWD"; cat`;
    await fc.assert(
      fc.asyncProperty(hostileWord, hostileWord, hostileWord, async (word, value, stdin) => {
        const { stdout } = await root.run(['sh', '-c', print, 'sh', word], {
          ...{ stdin, cwd: '/root', env: { VALUE: value } },
        });
        expect(stdout).toBe(
          [word, value, '/root', stdin].map(text => Buffer.from(text).toString()).join('\0'),
        );
      }),
      { numRuns: 10 },
    );
    const path = `/root/of-${user}`;
    await root.writeFile({ path, content: 'kept\n', mode: 0o400, uid: 999, gid: 999 });
    expect(await root.readPaths([path])).toEqual([
      { type: 'file', content: 'kept\n', mode: 0o400, uid: 999, gid: 999 },
    ]);
    await expect(host.readPaths([path])).rejects.toMatchObject({ id: 'path-unreadable' });
    expect(root.label).toBe(host.label);
  });

  it('ends a command of root, and all that it started, with a server that has few sessions', async () => {
    const root = await rootOf(await open('deploy', second), 'another');
    const run = root.runScript('sleep 1000 & echo "$$ $!"; wait', [], { timeoutMs: 1000 });
    await expect(run).rejects.toMatchObject({ id: 'command-timeout' });
    const count = async (): Promise<string> =>
      (await lab.host(second).run(['sh', '-c', 'ps -eo args | grep -c "^[s]leep 1000"'])).stdout;
    await expect.poll(count).toBe('0\n');
  });

  it('asks once, tries what was right on the others, and asks again only where it is refused', async () => {
    const passwords = new SudoPasswords();
    const { asked, askSecret } = typing(password, 'another');
    const hosts = await Promise.all([open('deploy'), open('deploy'), open('deploy', second)]);
    const become = (host: Host) => passwords.becomeRoot(host, askSecret, signal);
    const attempts = await Promise.all(hosts.map(become));
    for (const attempt of attempts) {
      expect(attempt).toHaveProperty('root');
      if ('root' in attempt) expect((await attempt.root.run(['id', '-u'])).stdout).toBe('0\n');
    }
    expect(asked).toEqual([
      [`deploy@${first}`, false],
      [`deploy@${second}`, false],
    ]);
    for (const host of hosts) expect(await become(host)).toHaveProperty('root');
    expect(asked).toHaveLength(2);
  });

  it('asks again after a wrong password, three times at most; a refusal is told in its words', async () => {
    const host = await open('deploy');
    const wrong = typing('1', '2', '3', password);
    const late = await new SudoPasswords().becomeRoot(host, wrong.askSecret, signal);
    expect(late).toEqual({ said: expect.stringMatching(/try again/) });
    expect(wrong.asked.map(([, again]) => again)).toEqual([false, true, true]);

    const nobody = await new SudoPasswords().becomeRoot(host, typing().askSecret, signal);
    expect(nobody).toEqual({ said: '' });

    const guest = typing('guest', 'guest');
    const refused = await new SudoPasswords().becomeRoot(await open('guest'), guest.askSecret, signal);
    expect(refused).toEqual({ said: expect.stringMatching(/guest is not in the sudoers file/) });
    expect(guest.asked).toHaveLength(1);
  });
});
