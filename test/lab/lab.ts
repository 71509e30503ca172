import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forward } from './forward.ts';
import { systemPath } from './lab-available.ts';
import { LabHost, type LabHostOptions } from './lab-host.ts';
import { clearLeftovers, endProcessesOf, labPrefix, removeCgroups } from './leftovers.ts';
import { type Ended, ended, processOneBelow, runHere, startHolder } from './namespaces.ts';
import { laySideCable, plugIn } from './plug-in.ts';
import { type Registry, startRegistry } from './registry.ts';

export interface LabOptions {
  /** The machines: addresses in 192.168.10.0/24, or more about each. */
  hosts: readonly (string | LabHostOptions)[];
  /** Whether the operator's known_hosts has the machines' keys; true by default. */
  knownHosts?: boolean;
}

export interface LabRunOptions {
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  stdin?: string | Buffer;
}

/** Where the operator sits. */
const OPERATOR = '192.168.10.1';

/**
 * Some machines and an operator on a cable of their own (reference/setup.md, F). No route leads out of it.
 * Everything ends with `close()`, or with this process.
 */
export class Lab {
  readonly id: string;
  /** The operator's home, at the same path outside the lab: `.ssh/id_ed25519`, `.ssh/known_hosts`. */
  readonly home: string;
  readonly operatorAddress = OPERATOR;
  readonly hosts: readonly LabHost[];
  readonly #directory: string;
  readonly #holders: ChildProcess[] = [];
  readonly #forwards: Server[] = [];
  #switchPid = 0;
  #operatorPid = 0;

  constructor(directory: string, hosts: readonly LabHostOptions[]) {
    this.#directory = directory;
    this.id = directory.slice(directory.lastIndexOf('/') + 1);
    this.home = join(directory, 'home');
    this.hosts = hosts.map(
      (options, index) => new LabHost({ ...options, name: options.name ?? `node-${index + 1}` }),
    );
  }

  /** The machine with an address. */
  host(address: string): LabHost {
    const host = this.hosts.find(candidate => candidate.address === address);
    if (!host) throw new Error(`no machine ${address} in this lab`);
    return host;
  }

  /** The environment of a program that the operator starts. */
  get env(): Record<string, string> {
    return { PATH: systemPath, HOME: this.home, LANG: 'C.UTF-8', USER: 'root', SLOTSH_LAB: this.id };
  }

  /** What stands before a program so that it runs where the operator sits. Signals reach the program itself. */
  get enter(): string[] {
    return ['nsenter', '-t', `${this.#operatorPid}`, '--mount', '--net', '--uts'];
  }

  /** Starts a program as the operator. */
  spawn(
    argv: readonly string[],
    options: SpawnOptions & { env?: Record<string, string> } = {},
  ): ChildProcess {
    const cwd = String(options.cwd ?? this.home);
    const [program = '', ...args] = [...this.enter, `--wd=${cwd}`, '--', ...argv];
    return spawn(program, args, { ...options, cwd: '/', env: { ...this.env, ...options.env } });
  }

  /** Runs a program as the operator, to its end. */
  async run(argv: readonly string[], { env, cwd, stdin }: LabRunOptions = {}): Promise<Ended> {
    return ended(this.spawn(argv, { ...(env && { env }), ...(cwd && { cwd }) }), stdin);
  }

  /** Reaches a port of a machine from outside the lab: a port of 127.0.0.1, until the lab is closed. */
  async forward(address: string, port: number): Promise<number> {
    const forwarded = await forward(this, address, port);
    this.#forwards.push(forwarded.server);
    return forwarded.port;
  }

  /** Lays a cable from the operator straight to a machine, who sees it then even when its own cable is pulled. */
  async laySideCable(address: string): Promise<void> {
    const operator = { pid: this.#operatorPid, address: OPERATOR };
    await laySideCable({ operator, machine: { pid: this.host(address).pid, address } });
  }

  /** Offers the image `redis` to every Docker daemon of the lab, as a mirror of the registry would. */
  async startRegistry(): Promise<Registry> {
    return startRegistry(this, OPERATOR);
  }

  /** Ends every process of the lab and removes all that it laid down. */
  async close(): Promise<void> {
    for (const server of this.#forwards) server.close();
    endProcessesOf(this.id);
    const holders = this.#holders.filter(holder => holder.exitCode === null && holder.signalCode === null);
    const closed = Promise.all(holders.map(holder => once(holder, 'close')));
    for (const pid of [this.#switchPid, this.#operatorPid]) if (pid > 0) process.kill(pid, 'SIGKILL');
    await closed;
    await Promise.all(this.hosts.map(host => host.ended()));
    await removeCgroups(this.id);
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** Brings everything up; called once, by `startLab`. */
  async start(knownHosts: boolean): Promise<void> {
    await this.#makeHome();
    const disks = join(this.#directory, 'disks');
    mkdirSync(disks);
    const cable =
      'mount -t tmpfs -o mode=700 tmpfs "$0" && ip link add lab type bridge && ip link set lab up && echo up && exec sleep infinity';
    const holder = await startHolder(
      ['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child', 'sh', '-c', cable, disks],
      { env: { PATH: systemPath } },
    );
    this.#holders.push(holder);
    this.#switchPid = processOneBelow(holder.pid ?? 0);
    await this.#startOperator();
    const keys = await Promise.all(
      this.hosts.map(host =>
        host.install({
          lab: this.id,
          directory: this.#directory,
          switchPid: this.#switchPid,
          registry: `http://${OPERATOR}:5000`,
          publicKey: readFileSync(join(this.home, '.ssh/id_ed25519.pub'), 'utf8'),
          names: this.#names(),
        }),
      ),
    );
    if (knownHosts) writeFileSync(join(this.home, '.ssh/known_hosts'), keys.join(''), { mode: 0o600 });
    await Promise.all(this.hosts.map(host => host.start()));
  }

  async #makeHome(): Promise<void> {
    const ssh = join(this.home, '.ssh');
    mkdirSync(ssh, { recursive: true, mode: 0o700 });
    await runHere([
      'ssh-keygen',
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-C',
      'operator',
      '-f',
      join(ssh, 'id_ed25519'),
    ]);
  }

  /** Names that resolve in the lab: there is no name server. */
  #names(): string {
    const hosts = this.hosts.map(({ address, name }) => `${address} ${name}\n`);
    return `127.0.0.1 localhost\n${OPERATOR} operator\n${hosts.join('')}`;
  }

  /**
   * The operator uses this machine's files, with another home, other names and no sockets of this machine's daemons.
   * `ssh` looks its user's home up in /etc/passwd and takes no notice of HOME.
   */
  async #startOperator(): Promise<void> {
    const passwd = readFileSync('/etc/passwd', 'utf8').replace(/^root:.*$/m, line => {
      const fields = line.split(':');
      fields[5] = this.home;
      return fields.join(':');
    });
    const write = (name: string, content: string): void =>
      writeFileSync(join(this.#directory, name), content);
    write('passwd', passwd);
    write('hosts', this.#names());
    write('resolv.conf', '');
    const script = `
      for name in passwd hosts resolv.conf; do
        if [ -e "/etc/$name" ]; then mount --bind "$0/$name" "/etc/$name" || exit; fi
      done
      mount -t tmpfs tmpfs /run && hostname operator && echo up && exec sleep infinity`;
    const holder = await startHolder(
      ['unshare', '--mount', '--net', '--uts', 'sh', '-c', script, this.#directory],
      { env: { PATH: systemPath } },
    );
    this.#holders.push(holder);
    this.#operatorPid = holder.pid ?? 0;
    await plugIn({
      switchPid: this.#switchPid,
      pid: this.#operatorPid,
      cable: 'operator',
      address: OPERATOR,
    });
  }
}

/**
 * Brings up a lab in a second or two. Root on Linux only: ask `labAvailable()` first.
 * Several labs may stand side by side, with the same addresses.
 */
export async function startLab({ hosts, knownHosts = true }: LabOptions): Promise<Lab> {
  await clearLeftovers();
  const directory = mkdtempSync(join(tmpdir(), `${labPrefix}${process.pid}-`));
  const lab = new Lab(
    directory,
    hosts.map(host => (typeof host === 'string' ? { address: host } : host)),
  );
  try {
    await lab.start(knownHosts);
  } catch (error) {
    await lab.close();
    throw error;
  }
  return lab;
}

export { labAvailable } from './lab-available.ts';
export type { LabHost };
