import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { expandPath } from '../../source/hosts/ssh/expand-path.ts';
import { readSshConfig } from '../../source/hosts/ssh/read-ssh-config.ts';
import { parseSshOptions, resolveSshSettings } from '../../source/hosts/ssh/ssh-settings.ts';

const directory = mkdtempSync(join(tmpdir(), 'slotsh-config-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});
const hasSsh = spawnSync('ssh', ['-V']).error === undefined;

const config = `
# first value wins
Host node-1 "node-2"
  HostName 10.0.0.1
  User=deploy
  IdentityFile "~/.ssh/first key"
  IdentityFile "~/.ssh/%h_%r"
  ProxyJump admin@jump.example:2222,jump2

Host node-* !node-3
	Port 2200
	User other
	UserKnownHostsFile /tmp/known_a /tmp/known_b
	HashKnownHosts yes
	IdentitiesOnly   yes
	IdentityAgent /run/agent-%r

Host quiet
  HostName %h.example.org
  HostKeyAlias one-name
  ConnectTimeout 3

Host *
  User anyone
`;
const configFile = join(directory, 'config');
writeFileSync(configFile, config);

describe.skipIf(!hasSsh)('~/.ssh/config', () => {
  it.each(['node-1', 'node-2', 'node-3', 'node-17', 'quiet', 'elsewhere'])(
    'is read for %s as ssh reads it',
    host => {
      const judged = parseSshOptions(`${spawnSync('ssh', ['-F', configFile, '-G', '--', host]).stdout}`);
      const own = readSshConfig(config, host);
      const names = ['hostname', 'user', 'port', 'proxyjump', 'hostkeyalias', 'userknownhostsfile'];
      for (const name of names) {
        const fallback = { hostname: [host], port: ['22'] }[name];
        const fromOwn = own.get(name) ?? fallback;
        // ssh puts its own defaults where the file says nothing.
        if (fromOwn) expect([name, fromOwn]).toEqual([name, judged.get(name)]);
      }
      if (own.has('identityfile')) expect(own.get('identityfile')).toEqual(judged.get('identityfile'));
    },
  );

  it('becomes settings, with the target before the file', async () => {
    const settings = await resolveSshSettings({ user: 'root', host: 'node-1', port: 2022 }, configFile);
    expect(settings).toMatchObject({
      hostName: '10.0.0.1',
      user: 'root',
      port: 2022,
      identityFiles: [`${userInfo().homedir}/.ssh/first key`, `${userInfo().homedir}/.ssh/10.0.0.1_root`],
      identitiesOnly: true,
      agent: '/run/agent-root',
      proxyJump: ['admin@jump.example:2222', 'jump2'],
      userKnownHostsFiles: ['/tmp/known_a', '/tmp/known_b'],
      hashKnownHosts: true,
      connectTimeoutMs: 10_000,
    });
    expect(await resolveSshSettings({ host: 'quiet' }, configFile)).toMatchObject({
      hostName: 'quiet.example.org',
      user: 'anyone',
      hostKeyAlias: 'one-name',
      connectTimeoutMs: 3000,
    });
  });

  it('is read without the ssh program too', async () => {
    const [withSsh, target] = [await resolveSshSettings({ host: 'node-1' }, configFile), { host: 'node-1' }];
    vi.stubEnv('PATH', directory);
    expect(await resolveSshSettings(target, configFile)).toEqual({
      ...withSsh,
      globalKnownHostsFiles: expect.any(Array),
    });
  });

  it('takes the agent from the environment, unless told otherwise', async () => {
    vi.stubEnv('SSH_AUTH_SOCK', '/tmp/of-the-environment');
    const agentOf = async (text: string): Promise<string | undefined> => {
      const file = join(directory, 'agent');
      writeFileSync(file, text);
      return (await resolveSshSettings({ host: 'h' }, file)).agent;
    };
    expect(await agentOf('')).toBe('/tmp/of-the-environment');
    expect(await agentOf('IdentityAgent SSH_AUTH_SOCK')).toBe('/tmp/of-the-environment');
    expect(await agentOf('IdentityAgent none')).toBeUndefined();
    vi.stubEnv('OTHER_AGENT', '/tmp/other');
    expect(await agentOf('IdentityAgent $OTHER_AGENT')).toBe('/tmp/other');
  });

  it('is refused where it asks for another program, or makes no sense', async () => {
    const file = join(directory, 'refused');
    writeFileSync(file, 'ProxyCommand nc %h %p\n');
    await expect(resolveSshSettings({ host: 'h' }, file)).rejects.toMatchObject({
      id: 'ssh-option-unsupported',
      facts: { host: 'h', option: 'ProxyCommand', value: 'nc %h %p' },
    });
    writeFileSync(file, 'NoSuchOption yes\n');
    await expect(resolveSshSettings({ host: 'h' }, file)).rejects.toMatchObject({
      id: 'ssh-config-wrong',
      facts: { host: 'h', said: expect.stringContaining('line 1') },
    });
  });
});

describe('expandPath', () => {
  const tokens = { d: '/home/me', h: 'host', n: 'name', p: '22', r: 'root', u: 'me' };
  it.each([
    ['~/.ssh/id', '/home/me/.ssh/id'],
    ['~', '/home/me'],
    ['~other/x', '~other/x'],
    ['%d/%h-%n-%p-%r-%u-%%', '/home/me/host-name-22-root-me-%'],
    ['%%h', '%h'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as ssh_config has it
    ['${KEYS}/id_${NONE}', '/keys/id_${NONE}'],
    ['"/with space"', '/with space'],
    ['%Z', '%Z'],
  ])('makes %s into %s', (path, expanded) => {
    expect(expandPath(path, tokens, { KEYS: '/keys' })).toBe(expanded);
  });
});
