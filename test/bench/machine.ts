import { spawnSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** What the figures were taken on. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGB: number;
  system: string;
  node: string;
  redis: string;
  /** Of the last minute, before the run: above `cores` others had their share of it. */
  load: number;
}

export function describeMachine(): Machine {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 1024 ** 3),
    // What comes after the number is the distribution's own.
    system: `${type()} ${release().split('-')[0]}`,
    node: process.version.slice(1),
    redis: firstLine('redis-server', '--version').match(/v=(\S+)/)?.[1] ?? 'none',
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

/** What a run of the benchmark begins with. */
export function machineLine({ cpu, cores, memoryGB, system, node, redis, load }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGB} GB · ${system} · Node ${node} · Redis ${redis} · load ${load}`;
}

/** What part of a core this process gets when it asks for one: 1 on a machine with nothing else to do. */
export function coreShare(): number {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  while (performance.now() - started < SPIN_MS);
  const { user, system } = process.cpuUsage(cpuBefore);
  return (user + system) / 1000 / (performance.now() - started);
}

const SPIN_MS = 400;

/** Is there a program of that name? */
export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', name]).status === 0;
}

function firstLine(program: string, ...args: string[]): string {
  return spawnSync(program, args, { encoding: 'utf8' }).stdout?.split('\n')[0] ?? '';
}
