import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BUS_OFFSET, findFreePort } from './free-ports.ts';

const HOST = '127.0.0.1';

/** redis.conf directives, unquoted; an empty value is written as `""`. */
type Directives = Readonly<Record<string, string | number>>;

export interface RedisServerOptions {
  /** `cluster-enabled yes`; true by default. */
  cluster?: boolean;
  /** `requirepass` and `masterauth`. */
  password?: string;
  /** `appendonly yes`; false by default. */
  appendonly?: boolean;
  /** More directives, or a function of the server they are for (`index` counts from 0). */
  directives?: Directives | ((server: { port: number; index: number }) => Directives);
  /** These ports instead of free ones. */
  ports?: readonly number[];
}

/** A real redis-server of a test's own. Everything here acts on its process id only. */
export interface RedisServer {
  readonly host: string;
  readonly port: number;
  readonly busPort: number;
  readonly directory: string;
  readonly pid: number;
  readonly running: boolean;
  /** The server's log so far. */
  log(): Promise<string>;
  /** Ends it (SIGKILL by default); resolves when the process is gone. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Starts it again with its files (after `kill`, or instead of it); resolves when it answers. */
  restart(): Promise<void>;
  /** SIGSTOP: alive, its ports open, and silent. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
}

/** Several servers, indexed in the order of their ports. */
export interface RedisServers {
  readonly servers: readonly RedisServer[];
  /** Ends every server and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts real servers on free ports of 127.0.0.1 (bus ports free too), each in a temporary directory,
 * and resolves when all of them answer PING.
 */
export async function startRedisServers(
  count: number,
  options: RedisServerOptions = {},
): Promise<RedisServers> {
  const starting = Array.from({ length: count }, (_, index) => startOne(index, options));
  const settled = await Promise.allSettled(starting);
  const servers = settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => {
    await Promise.all(servers.map(server => server.dispose()));
  };
  const failed = settled.find(result => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { servers: servers.sort((a, b) => a.port - b.port), stop };
}

/** What a program ended with. */
export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the real redis-cli; a password goes through the environment, `input` to its standard input. */
export function redisCli(
  args: readonly (string | number)[],
  options: { password?: string; input?: string } = {},
): Promise<CliResult> {
  const env = { ...process.env, ...(options.password ? { REDISCLI_AUTH: options.password } : {}) };
  return new Promise(resolve => {
    const child = execFile(
      'redis-cli',
      args.map(String),
      { env, maxBuffer: 1 << 28 },
      (error, stdout, stderr) =>
        resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, stdout, stderr }),
    );
    child.stdin?.on('error', () => undefined); // it may end before it has read everything
    child.stdin?.end(options.input ?? '');
  });
}

class LiveServer implements RedisServer {
  readonly host = HOST;
  readonly port: number;
  readonly busPort: number;
  readonly directory: string;
  #process: ChildProcess | undefined;

  constructor(port: number, busPort: number, directory: string) {
    this.port = port;
    this.busPort = busPort;
    this.directory = directory;
    unfinished.add(this);
  }

  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error(`the server on port ${this.port} is not running`);
    return pid;
  }

  get running(): boolean {
    const child = this.#process;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  log(): Promise<string> {
    return readFile(join(this.directory, 'log'), 'utf8');
  }

  async start(): Promise<void> {
    const logged = (await this.log()).length;
    this.#process = spawn('redis-server', [join(this.directory, 'redis.conf')], {
      cwd: this.directory,
      stdio: 'ignore',
    });
    this.#process.on('error', () => undefined); // seen as "not running" below
    // Its own log first: on a port that another server took in between, that other one would answer.
    while (!(await this.#isReady(logged))) {
      if (!this.running) throw new Error(`redis-server on port ${this.port} ended: ${await this.log()}`);
      await pause(5);
    }
  }

  async #isReady(logged: number): Promise<boolean> {
    const text = (await this.log()).slice(logged);
    return text.includes('Ready to accept connections') && (await answersPing(this.port));
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (!child || !this.running) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  pause(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  async dispose(): Promise<void> {
    await this.kill();
    unfinished.delete(this);
    await rm(this.directory, { recursive: true, force: true });
  }

  /** `dispose` for a process that is about to end: nothing can be waited for. */
  disposeNow(): void {
    if (this.running) this.#process?.kill('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** What a test run that is cut short would leave behind. */
const unfinished = new Set<LiveServer>();
process.once('exit', () => {
  for (const server of unfinished) server.disposeNow();
});

async function startOne(index: number, options: RedisServerOptions): Promise<LiveServer> {
  for (let attempt = 1; ; attempt++) {
    const port = options.ports?.[index] ?? (await findFreePort());
    const extra = options.directives;
    const more = typeof extra === 'function' ? extra({ port, index }) : extra;
    const directory = await mkdtemp(join(tmpdir(), 'slotsh-test-'));
    const lines = Object.entries({ ...baseDirectives(port, directory, options), ...more });
    const text = lines.map(([name, value]) => `${name} ${quote(value)}\n`).join('');
    await writeFile(join(directory, 'redis.conf'), text, { mode: 0o600 });
    await writeFile(join(directory, 'log'), '');
    const server = new LiveServer(port, Number(more?.['cluster-port'] ?? port + BUS_OFFSET), directory);
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.dispose();
      if (options.ports || attempt === 5) throw error;
    }
  }
}

function baseDirectives(port: number, directory: string, options: RedisServerOptions): Directives {
  return {
    port,
    bind: HOST,
    dir: directory,
    logfile: join(directory, 'log'),
    save: '',
    appendonly: options.appendonly ? 'yes' : 'no',
    daemonize: 'no',
    ...(options.cluster === false ? {} : { 'cluster-enabled': 'yes', 'cluster-config-file': 'nodes.conf' }),
    ...(options.password ? { requirepass: options.password, masterauth: options.password } : {}),
  };
}

/** A value as one argument of redis.conf; addresses and words stay bare so that lists (`bind a b`) work. */
function quote(value: string | number): string {
  const text = String(value);
  if (/^[\w.:/ -]+$/.test(text)) return text;
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}

/** Any answer counts, `-NOAUTH` as well; `-LOADING` does not. */
function answersPing(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, HOST);
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', data => {
      resolve(!data.toString().startsWith('-LOADING'));
      socket.destroy();
    });
    socket.write('PING\r\n');
  });
}
