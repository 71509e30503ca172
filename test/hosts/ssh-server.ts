import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Host, HostPrompts } from '../../source/hosts/host.ts';
import type { SharedLogIns } from '../../source/hosts/ssh/shared-log-ins.ts';
import { openSshHost } from '../../source/hosts/ssh/ssh-host.ts';
import { findProgram } from '../lab/lab-available.ts';
import { findFreePort } from '../support/free-ports.ts';

/** Is there an SSH server to test against? */
export const sshdAvailable = findProgram('sshd') !== undefined && findProgram('ssh-keygen') !== undefined;

export interface SshServerOptions {
  /** Lines for sshd_config; they win over the others. */
  config?: readonly string[];
  hostKeys?: readonly ('ed25519' | 'ecdsa' | 'rsa')[];
}

/** A real sshd on a free port of 127.0.0.1, for whoever runs the tests, with a client's files beside it. */
export class SshServer {
  readonly port: number;
  readonly directory: string;
  readonly user = userInfo().username;
  /** The client's configuration: nothing of the person who runs the tests is read or written. */
  readonly clientConfig: string;
  readonly knownHosts: string;
  readonly process: ChildProcess;

  constructor(directory: string, port: number, child: ChildProcess) {
    this.directory = directory;
    this.port = port;
    this.process = child;
    this.clientConfig = join(directory, 'config');
    this.knownHosts = join(directory, 'known_hosts');
    this.configure([]);
    this.know('ed25519', 'ecdsa');
  }

  /** What this server's known_hosts entry would be called. */
  get name(): string {
    return `[127.0.0.1]:${this.port}`;
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  /** The public half of a host key: type and base64. */
  hostKey(type: string): string {
    return readFileSync(this.path(`host_${type}.pub`), 'utf8')
      .split(' ')
      .slice(0, 2)
      .join(' ')
      .trim();
  }

  /** Lets known_hosts have these host keys of the server, and no others. */
  know(...types: string[]): void {
    const known = types.filter(type => existsSync(this.path(`host_${type}.pub`)));
    writeFileSync(this.knownHosts, known.map(type => `${this.name} ${this.hostKey(type)}\n`).join(''));
  }

  /** Sets the client's configuration. */
  configure(lines: readonly string[]): void {
    const defaults = [
      ...['IdentityAgent none', `UserKnownHostsFile ${this.knownHosts}`, 'GlobalKnownHostsFile none'],
      `IdentityFile ${this.path('client')}`,
    ];
    writeFileSync(this.clientConfig, [...lines, 'Host *', ...defaults].join('\n'));
  }

  /** Makes a key pair of the client that the server lets in. */
  makeKey(name: string, ...options: string[]): string {
    const file = this.path(name);
    execFileSync('ssh-keygen', ['-q', '-N', '', ...options, '-C', name, '-f', file]);
    this.allow(name);
    return file;
  }

  /** Lets a key in. */
  allow(name: string): void {
    writeFileSync(this.path('authorized_keys'), readFileSync(this.path(`${name}.pub`)), { flag: 'a' });
  }

  /** Opens a host with the client's files. */
  open(
    prompts: Partial<HostPrompts> = {},
    more: { identityFile?: string; host?: string; shared?: SharedLogIns; signal?: AbortSignal } = {},
  ): Promise<Host> {
    const { host = '127.0.0.1', ...rest } = more;
    return openSshHost('127.0.0.1', {
      target: { user: this.user, host, ...(host === '127.0.0.1' && { port: this.port }) },
      configFile: this.clientConfig,
      prompts: { confirmHostKey: async () => false, askSecret: async () => null, ...prompts },
      ...rest,
    });
  }

  async close(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGKILL');
      // Sessions that a test left open keep its standard error, and with it `close`.
      await once(this.process, 'exit');
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Starts a server; it has the client's key `client` already. */
export async function startSshServer({
  config = [],
  hostKeys = ['ed25519', 'ecdsa'],
}: SshServerOptions = {}): Promise<SshServer> {
  const directory = mkdtempSync(join(tmpdir(), 'slotsh-sshd-'));
  const file = (name: string): string => join(directory, name);
  const makeKey = (name: string, type: string): Buffer =>
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', file(name)]);
  for (const type of hostKeys) makeKey(`host_${type}`, type);
  makeKey('client', 'ed25519');
  writeFileSync(file('authorized_keys'), readFileSync(file('client.pub')));
  const port = await findFreePort();
  const isRoot = process.getuid?.() === 0;
  if (isRoot) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const lines = [
    ...config,
    `ListenAddress 127.0.0.1:${port}`,
    ...hostKeys.map(type => `HostKey ${file(`host_${type}`)}`),
    `AuthorizedKeysFile ${file('authorized_keys')}`,
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin yes',
    'PidFile none',
    // bash then leaves ~/.bashrc of whoever runs the tests alone, which may take its time.
    'SetEnv SHLVL=1',
    // Without PAM a root without a password counts as locked, on Ubuntu for one.
    ...(isRoot && existsSync('/etc/pam.d/sshd') ? ['UsePAM yes'] : []),
  ];
  writeFileSync(file('sshd_config'), lines.map(line => `${line}\n`).join(''));
  const sshd = findProgram('sshd') ?? 'sshd';
  // A server that lets somebody in must not outlive the tests, however they end.
  const setpriv = findProgram('setpriv');
  const [program = sshd, ...args] = [...(setpriv ? [setpriv, '--pdeathsig', 'KILL'] : []), sshd];
  const child = spawn(program, [...args, '-D', '-e', '-f', file('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = createInterface({ input: child.stderr! });
  for await (const line of errors) if (line.startsWith('Server listening')) break;
  child.stderr?.resume();
  if (child.exitCode !== null) throw new Error(`sshd did not start: ${directory}`);
  return new SshServer(directory, port, child);
}
