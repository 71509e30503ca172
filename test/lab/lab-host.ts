import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemPath } from './lab-available.ts';
import { type Ended, ended, processOneBelow, runHere, startHolder } from './namespaces.ts';
import { plugIn, sixthOf } from './plug-in.ts';
import { redisImage } from './redis-image.ts';

/** Someone who may log in with a password; the operator's key opens all of them. */
export interface LabUser {
  name: string;
  password: string;
  groups?: readonly string[];
  /** `/bin/bash` by default. */
  shell?: string;
  /** May become root: after typing the password, or just so. */
  sudo?: 'password' | 'free';
}

export interface LabHostOptions {
  /** In 192.168.10.0/24, but not .1. */
  address: string;
  /** Host name; `node-1`, `node-2` … by default. */
  name?: string;
  /** `root` is there by default. A machine none of whose users may use sudo has none. */
  users?: readonly LabUser[];
  /** Whether the image `redis` is there from the start; true by default. */
  image?: boolean;
  /** Whether a Docker daemon runs; true by default. */
  docker?: boolean;
  /** Lines for sshd_config; they win over the lab's own. */
  sshd?: readonly string[];
}

/** What a machine gets from its lab. */
export interface Installation {
  lab: string;
  /** The lab's directory; its `disks` is a file system that only the lab sees. */
  directory: string;
  switchPid: number;
  registry: string;
  publicKey: string;
  /** /etc/hosts. */
  names: string;
}

const sudoStandIn = fileURLToPath(new URL('./sudo.sh', import.meta.url));
const machine = fileURLToPath(new URL('./machine.sh', import.meta.url));
let cables = 0;

/** A machine of the lab: its own address, files, users, processes, sshd and Docker daemon. */
export class LabHost {
  readonly address: string;
  /** Its address of version 6. */
  readonly address6: string;
  readonly name: string;
  readonly #options: LabHostOptions;
  #installation: Installation | undefined;
  #front: ChildProcess | undefined;
  #pid = 0;
  #cable = '';

  constructor(options: LabHostOptions & { name: string }) {
    this.#options = options;
    this.address = options.address;
    this.address6 = sixthOf(options.address);
    this.name = options.name;
  }

  /** Its process 1, as this machine counts. */
  get pid(): number {
    return this.#pid;
  }

  /** Makes its keys and what its first start installs. Returns its lines for known_hosts. */
  async install(installation: Installation): Promise<string> {
    this.#installation = installation;
    const setup = join(installation.directory, 'setup', this.name);
    const etc = join(setup, 'lab');
    mkdirSync(etc, { recursive: true });
    const types = ['ed25519', 'ecdsa'];
    const keyFile = (type: string): string => join(etc, `ssh_host_${type}_key`);
    await Promise.all(
      types.map(type => runHere(['ssh-keygen', '-q', '-t', type, '-N', '', '-C', '', '-f', keyFile(type)])),
    );
    const { users = [], docker = true, sshd = [] } = this.#options;
    const rootFirst = users.some(({ name }) => name === 'root')
      ? users
      : [{ name: 'root', password: 'of the lab' }, ...users];
    const write = (path: string, lines: readonly string[]): void =>
      writeFileSync(join(setup, path), lines.map(line => `${line}\n`).join(''));
    write('lab/sshd_config', [
      ...sshd,
      ...types.map(type => `HostKey /etc/lab/ssh_host_${type}_key`),
      'PermitRootLogin yes',
      'PasswordAuthentication yes',
      'KbdInteractiveAuthentication no',
      'UsePAM no',
      'UseDNS no',
      // Tests log in many times at once; a server that turns some away at random is not what they are about.
      'MaxStartups 100',
      'PrintMotd no',
      'PidFile /run/sshd.pid',
      'Subsystem sftp internal-sftp',
    ]);
    write('lab/docker.json', ['{}']);
    if (!docker) write('lab/without-docker', []);
    write('hosts', [installation.names]);
    write('authorized_keys', [installation.publicKey]);
    write(
      'users',
      rootFirst.map(({ name, password, groups = [], shell = '/bin/bash' }) =>
        [name, password, groups.join(','), shell].join(':'),
      ),
    );
    const mayDo = { password: 'ALL', free: 'NOPASSWD: ALL' };
    write(
      'sudoers',
      rootFirst.flatMap(({ name, sudo }) => (sudo ? [`${name} ALL=(ALL:ALL) ${mayDo[sudo]}`] : [])),
    );
    copyFileSync(sudoStandIn, join(setup, 'sudo.sh'));
    // The address itself comes last: tests change it there.
    const names = [this.name, sixthOf(this.address), this.address].join(',');
    return types.map(type => `${names} ${readFileSync(`${keyFile(type)}.pub`, 'utf8')}`).join('');
  }

  /** Switches it on; after a `kill()` with the files it had. Resolves when sshd and Docker answer. */
  async start(): Promise<void> {
    const { lab, directory, switchPid, registry } = this.#install;
    const disk = join(directory, 'disks', this.name);
    const setup = join(directory, 'setup', this.name);
    const firstStart = this.#cable === '';
    this.#cable = `cable${++cables}`;
    const front = await startHolder(
      ['nsenter', '-t', `${switchPid}`, '--mount', '--pid', '--']
        .concat('unshare', '--mount', '--net', '--uts', '--ipc', '--pid', '--fork', '--kill-child')
        .concat('sh', machine, disk, setup, this.name, lab, registry),
      { env: { PATH: systemPath, LC_ALL: 'C' }, cwd: '/' },
    );
    this.#front = front;
    this.#pid = processOneBelow(front.pid ?? 0);
    await plugIn({ switchPid, pid: this.#pid, cable: this.#cable, address: this.address });
    const { image = true, docker = true } = this.#options;
    if (firstStart && image && docker) await this.loadImage();
  }

  /** Cuts the power: nothing is said to anyone, no connection is closed. */
  async kill(): Promise<void> {
    await this.cable('down');
    process.kill(this.#pid, 'SIGKILL');
    await this.ended();
  }

  /** Resolves when no process of it is left. */
  async ended(): Promise<void> {
    const front = this.#front;
    if (front && front.exitCode === null && front.signalCode === null) await once(front, 'close');
  }

  /** Pulls the network cable, or puts it back. */
  async cable(state: 'up' | 'down'): Promise<void> {
    const { switchPid } = this.#install;
    await runHere(['nsenter', '-t', `${switchPid}`, '--net', 'ip', 'link', 'set', this.#cable, state]);
  }

  /** Its firewall: `drop` says nothing, `reject` says that the administrator forbids it. */
  async blockPort(port: number, how: 'drop' | 'reject' = 'drop'): Promise<void> {
    await this.#firewall('-I', port, how);
  }

  async unblockPort(port: number, how: 'drop' | 'reject' = 'drop'): Promise<void> {
    await this.#firewall('-D', port, how);
  }

  /** Starts a program on it, as root. */
  spawn(argv: readonly string[]): ChildProcess {
    const enter = ['-t', `${this.#pid}`, '--mount', '--net', '--uts', '--ipc', '--pid', '--root', '--wd'];
    return spawn('nsenter', [...enter, '--', ...argv], {
      cwd: '/',
      env: { PATH: systemPath, HOME: '/root', USER: 'root', LANG: 'C.UTF-8' },
    });
  }

  /** Runs a program on it to its end, as root. */
  run(argv: readonly string[], stdin?: string | Buffer): Promise<Ended> {
    return ended(this.spawn(argv), stdin);
  }

  /** Names and states of its containers: `redis-6371` → `running`. */
  async containers(): Promise<Map<string, string>> {
    const { stdout } = await this.run(['docker', 'ps', '-a', '--format', '{{.Names}}\t{{.State}}']);
    const rows = stdout.split('\n').filter(line => line !== '');
    return new Map(rows.map(row => row.split('\t') as [string, string]));
  }

  /** Gives its Docker daemon the image `redis`. */
  async loadImage(): Promise<void> {
    const { archive } = await redisImage();
    const result = await this.run(['docker', 'load', '-q'], readFileSync(archive));
    if (result.code !== 0) throw new Error(`docker load on ${this.address}: ${result.stderr}`);
  }

  get #install(): Installation {
    if (!this.#installation) throw new Error(`${this.name} has not been installed`);
    return this.#installation;
  }

  async #firewall(action: '-I' | '-D', port: number, how: 'drop' | 'reject'): Promise<void> {
    const verdict = how === 'drop' ? ['DROP'] : ['REJECT', '--reject-with', 'icmp-host-prohibited'];
    const rule = ['iptables', action, 'INPUT', '-p', 'tcp', '--dport', `${port}`, '-j', ...verdict];
    const result = await this.run(rule);
    if (result.code !== 0) throw new Error(`${rule.join(' ')} on ${this.address}: ${result.stderr}`);
  }
}
