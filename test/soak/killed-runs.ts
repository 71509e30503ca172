import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from '../e2e/build-cli.ts';
import { type CliRun, runCli } from '../e2e/run-cli.ts';
import { findFreePorts } from '../support/free-ports.ts';
import { redisCli } from '../support/redis-servers.ts';

const PASSWORD = '1234';
const KEYS = 200;
/** In place of the step, where `up` had ended before it was killed. */
export const ENDED = 'ended';

export interface SoakOptions {
  runs: number;
  /** Decides at which moments runs are killed. */
  seed: number;
  /** No further run is begun after so many milliseconds. */
  budgetMs?: number;
  /** How long each kind lasts, in milliseconds; left out: the first of a kind is let through and measured. */
  lasts?: Readonly<Record<KilledRun['kind'], number>>;
  /** Hears of each as it ends. */
  onRun?: (run: KilledRun) => void;
}

/** What became of one run that was killed. */
export interface KilledRun {
  /** A first set-up, or a changed directive in a cluster with keys. */
  kind: 'first' | 'changed';
  /** The step and the moment of each kill, before one was let through. */
  killedAt: string[];
  /** What is wrong afterwards; empty when all is well. */
  faults: string[];
}

/**
 * Runs `up` and kills it (SIGKILL) at a moment anywhere in its course, then runs it again: that one has to end in a cluster that
 * redis-cli finds clean, with every key. Every second one is killed once more before that. Every third is the change of a
 * directive in a cluster with keys, so that restarts one after the other are cut too; these go on beside the others.
 */
export async function killRuns(options: SoakOptions): Promise<KilledRun[]> {
  const changed = Math.floor(options.runs / 3);
  const deadline = performance.now() + (options.budgetMs ?? Number.POSITIVE_INFINITY);
  const lanes = await Promise.all([
    killFirst(options.runs - changed, deadline, options),
    killChanged(changed, deadline, options),
  ]);
  return lanes.flat();
}

/** First set-ups, each in directories of its own. */
async function killFirst(count: number, deadline: number, options: SoakOptions): Promise<KilledRun[]> {
  const random = randomFrom(options.seed);
  const done: KilledRun[] = [];
  let lastsMs = options.lasts?.first ?? 0;
  while (done.length < count && performance.now() < deadline) {
    const faults: string[] = [];
    const deployment = new Deployment();
    if (lastsMs === 0) {
      lastsMs = await deployment.change(faults);
      await deployment.clear(faults);
    }
    const killedAt = await deployment.killSome(1 + (done.length % 2), () => random() * lastsMs);
    await deployment.finish(faults);
    await deployment.clear(faults);
    if (!wasKilled(killedAt) && faults.length === 0) continue;
    done.push({ kind: 'first', killedAt, faults });
    options.onRun?.({ kind: 'first', killedAt, faults });
  }
  return done;
}

/** Changes of one cluster that has keys. */
async function killChanged(count: number, deadline: number, options: SoakOptions): Promise<KilledRun[]> {
  const random = randomFrom(options.seed + 1);
  const done: KilledRun[] = [];
  const deployment = new Deployment();
  let lastsMs = options.lasts?.changed ?? 0;
  const unprepared: string[] = [];
  try {
    await deployment.fill(unprepared);
    if (lastsMs === 0) lastsMs = await deployment.change(unprepared);
    while (done.length < count && performance.now() < deadline) {
      const faults = unprepared.splice(0);
      const killedAt = await deployment.killSome(1 + (done.length % 2), () => random() * lastsMs);
      await deployment.finish(faults);
      if (!wasKilled(killedAt) && faults.length === 0) continue;
      done.push({ kind: 'changed', killedAt, faults });
      options.onRun?.({ kind: 'changed', killedAt, faults });
    }
  } finally {
    await deployment.clear(done.at(-1)?.faults ?? []);
  }
  return done;
}

/** One that had ended before its moment came shows nothing, and does not count. */
function wasKilled(killedAt: readonly string[]): boolean {
  return killedAt.some(at => !at.startsWith(ENDED));
}

/** One cluster.yaml of six nodes on this machine, and what is done with it. */
class Deployment {
  #hasKeys = false;
  #home = '';
  #ports: readonly number[] = [];
  #version = 0;

  /** A usable cluster with keys. */
  async fill(faults: string[]): Promise<void> {
    await this.change(faults);
    const sets = Array.from({ length: KEYS }, (_, index) => `set key-${index} ${index}\n`).join('');
    const { stdout } = await this.#cli(['-c', '-p', this.#firstPort], sets);
    if (stdout.split('OK').length !== KEYS + 1) faults.push(`keys were not written: ${stdout.slice(0, 200)}`);
    this.#hasKeys = true;
  }

  /** Sets it up, or changes a directive, undisturbed; resolves with the milliseconds it took. */
  async change(faults: string[]): Promise<number> {
    await this.#write();
    const began = performance.now();
    expectDone(await this.#up(), faults);
    return performance.now() - began;
  }

  /** The same, killed so many times; resolves with the steps and moments it was killed at. */
  async killSome(times: number, afterMs: () => number): Promise<string[]> {
    await this.#write();
    const killedAt: string[] = [];
    while (killedAt.length < times) killedAt.push(await this.#kill(afterMs()));
    return killedAt;
  }

  /** Kills one after so many milliseconds; resolves with the last step it told of. */
  async #kill(afterMs: number): Promise<string> {
    const child = spawn(process.execPath, [await buildCli(), ...this.#args], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      said += text;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    await new Promise(resolve => child.once('close', resolve));
    clearTimeout(timer);
    const steps = [...said.matchAll(/"step":"([^"]+)","type":"step-started"/g)];
    const step = steps.at(-1)?.[1] ?? 'start';
    return `${child.signalCode === 'SIGKILL' ? step : ENDED} ${Math.round(afterMs)}ms`;
  }

  /** The run that is let through, and what the cluster is then. */
  async finish(faults: string[]): Promise<void> {
    expectDone(await this.#up(), faults);
    const check = await this.#cli(['--cluster', 'check', `127.0.0.1:${this.#firstPort}`]);
    const isClean =
      check.stdout.includes('[OK] All nodes agree about slots configuration.') &&
      check.stdout.includes('[OK] All 16384 slots covered.') &&
      !/\[ERR\]|\[WARNING\]/.test(check.stdout);
    if (!isClean) faults.push(`redis-cli --cluster check: ${check.stdout}${check.stderr}`);
    for (const port of this.#ports) {
      const { stdout } = await this.#cli(['-p', port, 'config', 'get', 'cluster-node-timeout']);
      if (!stdout.includes('15000')) faults.push(`${port} has cluster-node-timeout ${stdout}`);
    }
    const leftovers = filesIn(this.#home).filter(path => /\.tmp$|\/\.slotsh-/.test(path));
    if (leftovers.length > 0) faults.push(`left behind: ${leftovers.join(' ')}`);
    if (this.#hasKeys) await this.#readKeys(faults);
  }

  /** Takes it down with its data; nothing may be left of it. */
  async clear(faults: string[]): Promise<void> {
    if (this.#home === '') return;
    const down = await runCli(['down', this.#file, '--data', '--yes', '--json'], { home: this.#home });
    expectDone(down, faults);
    if (existsSync(join(this.#home, 'deploy'))) faults.push('down --data left its directory');
    await rm(this.#home, { recursive: true, force: true });
    this.#home = '';
  }

  /** Writes the file, with another directive than before. */
  async #write(): Promise<void> {
    if (this.#home === '') {
      this.#home = await mkdtemp(join(tmpdir(), 'slotsh-soak-'));
      this.#ports = await findFreePorts(6);
    }
    this.#version += 1;
    const lines = [
      `hosts: [{ address: 127.0.0.1, ports: [${this.#ports.join(', ')}] }]`,
      ...['runtime: process', `directory: ${this.#home}/deploy`, `password: "${PASSWORD}"`],
      `redis: { maxmemory: ${this.#version + 63}mb, repl-diskless-sync-delay: 0 }`,
    ];
    await writeFile(this.#file, `${lines.join('\n')}\n`);
  }

  async #readKeys(faults: string[]): Promise<void> {
    const gets = Array.from({ length: KEYS }, (_, index) => `get key-${index}\n`).join('');
    const { stdout } = await this.#cli(['-c', '-p', this.#firstPort], gets);
    const values = stdout
      .split('\n')
      .filter(line => /^\d+$/.test(line))
      .map(Number);
    const lost = Array.from({ length: KEYS }, (_, index) => index).filter(index => values[index] !== index);
    if (lost.length > 0) faults.push(`keys lost: ${lost.join(' ')}`);
  }

  get #file(): string {
    return join(this.#home, 'cluster.yaml');
  }

  get #args(): string[] {
    return ['up', this.#file, '--yes', '--json'];
  }

  get #env(): NodeJS.ProcessEnv {
    return { ...process.env, SLOTSH_HOME: this.#home, LC_ALL: 'C.UTF-8' };
  }

  get #firstPort(): number {
    return this.#ports[0] ?? 0;
  }

  #up(): Promise<CliRun> {
    return runCli(this.#args, { home: this.#home });
  }

  #cli(args: readonly (string | number)[], input?: string) {
    return redisCli(args, { password: PASSWORD, ...(input && { input }) });
  }
}

function expectDone({ code, last, stderr }: CliRun, faults: string[]): void {
  if (code === 0 && last['outcome'] === 'done') return;
  faults.push(`ended with ${code}: ${JSON.stringify(last)} ${stderr}`);
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

/** Numbers from 0 to 1, the same for the same seed: a linear congruential generator, with the constants of Numerical Recipes. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
