import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { SshTarget } from '../../spec/cluster-spec.ts';
import { formatSshTarget } from '../../spec/ssh-target.ts';
import { HostFailure } from '../host-failure.ts';
import { expandPath, type PathTokens } from './expand-path.ts';
import { readSshConfig, type SshOptions } from './read-ssh-config.ts';

/** How to reach and log in to one SSH server: a target after ~/.ssh/config has had its say (ssh_config(5)). */
export interface SshSettings {
  hostName: string;
  port: number;
  user: string;
  /** Absolute paths, in the order of the configuration; ssh's own defaults when it names none. */
  identityFiles: readonly string[];
  /** Use no other keys, not even the agent's. */
  identitiesOnly: boolean;
  /** Socket of the agent. */
  agent?: string;
  /** From here to there. */
  proxyJump: readonly string[];
  /** The first one is written to. */
  userKnownHostsFiles: readonly string[];
  globalKnownHostsFiles: readonly string[];
  hashKnownHosts: boolean;
  /** What known_hosts calls the host, where that is not its name. */
  hostKeyAlias?: string;
  /** Milliseconds for the TCP connection and the handshake. */
  connectTimeoutMs: number;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_KEYS = ['id_rsa', 'id_ecdsa', 'id_ed25519'];

/**
 * Resolves a target as `ssh` itself would: `ssh -G` where that program exists, which knows Include, Match and every default.
 * Where it does not, the plain Host sections of ~/.ssh/config, or of another file (`ssh -F`). Throws `ssh-config-wrong`, or `ssh-option-unsupported` for ProxyCommand.
 */
export async function resolveSshSettings(target: SshTarget, configFile?: string): Promise<SshSettings> {
  const host = formatSshTarget(target);
  const options = (await askSsh(target, host, configFile)) ?? (await readConfigFile(target, configFile));
  const proxyCommand = one(options, 'proxycommand');
  if (proxyCommand)
    throw new HostFailure('ssh-option-unsupported', { host, option: 'ProxyCommand', value: proxyCommand });
  return settingsFrom(options, target);
}

function settingsFrom(options: SshOptions, target: SshTarget): SshSettings {
  const { username, homedir } = userInfo();
  const hostName = one(options, 'hostname') ?? target.host;
  const port = Number(one(options, 'port') ?? 22);
  const user = one(options, 'user') ?? username;
  const tokens: PathTokens = { d: homedir, h: hostName, n: target.host, p: `${port}`, r: user, u: username };
  const paths = (name: string, defaults: readonly string[]): string[] =>
    (options.get(name) ?? defaults)
      .flatMap(value => (name === 'identityfile' ? [value] : value.split(' ')))
      .filter(value => value !== 'none')
      .map(value => expandPath(value, tokens, process.env));
  const agent = agentSocket(options.get('identityagent')?.[0], tokens);
  const alias = one(options, 'hostkeyalias');
  const seconds = Number(one(options, 'connecttimeout'));
  return {
    hostName,
    port,
    user,
    identityFiles: paths(
      'identityfile',
      DEFAULT_KEYS.map(name => `~/.ssh/${name}`),
    ),
    identitiesOnly: one(options, 'identitiesonly') === 'yes',
    ...(agent && { agent }),
    proxyJump: one(options, 'proxyjump')?.split(',') ?? [],
    userKnownHostsFiles: paths('userknownhostsfile', ['~/.ssh/known_hosts ~/.ssh/known_hosts2']),
    globalKnownHostsFiles: paths('globalknownhostsfile', ['/etc/ssh/ssh_known_hosts']),
    hashKnownHosts: one(options, 'hashknownhosts') === 'yes',
    ...(alias && { hostKeyAlias: alias }),
    connectTimeoutMs: seconds > 0 ? seconds * 1000 : DEFAULT_CONNECT_TIMEOUT_MS,
  };
}

/** The first value, which is the one that counts; `none` is ssh's word for no value. */
function one(options: SshOptions, name: string): string | undefined {
  const value = options.get(name)?.[0];
  return value === 'none' ? undefined : value;
}

function agentSocket(option: string | undefined, tokens: PathTokens): string | undefined {
  const socket = process.env['SSH_AUTH_SOCK'];
  if (option === undefined || option === 'SSH_AUTH_SOCK') return socket;
  if (option === 'none') return undefined;
  if (option.startsWith('$') && !option.startsWith('${')) return process.env[option.slice(1)];
  return expandPath(option, tokens, process.env);
}

/** Asks the `ssh` program; undefined where there is none. */
function askSsh(
  { user, host, port }: SshTarget,
  label: string,
  configFile: string | undefined,
): Promise<SshOptions | undefined> {
  const args = [
    ...(configFile ? ['-F', configFile] : []),
    ...(user ? ['-l', user] : []),
    ...(port ? ['-p', `${port}`] : []),
    ...['-G', '--', host],
  ];
  return new Promise((resolve, reject) => {
    execFile('ssh', args, { timeout: 10_000 }, (error, stdout, stderr) => {
      if (!error) resolve(parseSshOptions(stdout));
      else if (error.code === 'ENOENT') resolve(undefined);
      else reject(new HostFailure('ssh-config-wrong', { host: label, said: stderr.trim() || error.message }));
    });
  });
}

/** The output of `ssh -G`: a name in lower case, a space, a value; some names stand several times. */
export function parseSshOptions(output: string): SshOptions {
  const options = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const space = line.indexOf(' ');
    if (space < 0) continue;
    const name = line.slice(0, space);
    options.set(name, [...(options.get(name) ?? []), line.slice(space + 1)]);
  }
  return options;
}

async function readConfigFile(
  { user, host, port }: SshTarget,
  configFile = join(userInfo().homedir, '.ssh/config'),
): Promise<SshOptions> {
  const text = await readFile(configFile, 'utf8').catch(() => '');
  const options = new Map(readSshConfig(text, host));
  if (user) options.set('user', [user]);
  if (port) options.set('port', [`${port}`]);
  return options;
}
