import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** The end of a program; `code` is null when a signal ended it. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Waits for a program's end and gathers what it wrote. */
export async function ended(child: ChildProcess, stdin: string | Buffer = ''): Promise<Ended> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', chunk => stdout.push(chunk));
  child.stderr?.on('data', chunk => stderr.push(chunk));
  // A program need not read its input to the end.
  child.stdin?.on('error', () => {});
  child.stdin?.end(stdin);
  const [code, signal] = await once(child, 'close');
  return { code, signal, stdout: `${Buffer.concat(stdout)}`, stderr: `${Buffer.concat(stderr)}` };
}

/** Runs a program of this machine to its end; throws with its stderr when it fails. */
export async function runHere(argv: readonly string[], stdin = ''): Promise<string> {
  const [program = '', ...args] = argv;
  const result = await ended(spawn(program, args), stdin);
  if (result.code !== 0) throw new Error(`${argv.join(' ')}: ${result.stderr.trim() || result.code}`);
  return result.stdout;
}

/**
 * Starts a program that holds namespaces open, and waits for its first line.
 * It dies with this process, however that ends: `--pdeathsig` reaches the front of the chain, and each
 * pid namespace ends with its process 1.
 */
export async function startHolder(argv: readonly string[], options: SpawnOptions): Promise<ChildProcess> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...argv], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', chunk => {
    errors += chunk;
  });
  const lines = createInterface({ input: child.stdout! });
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    once(child, 'close').then(() => 'failed: it ended'),
  ]);
  lines.close();
  child.stdout?.resume();
  if (first !== 'up') throw new Error(`the lab did not start: ${first} ${errors.trim()}`);
  return child;
}

/** Process ids of the direct children of a process. */
function childrenOf(pid: number): number[] {
  return processIds().filter(candidate => {
    try {
      // `pid (name) state ppid …`; the name may hold anything, even a bracket.
      const stat = readFileSync(`/proc/${candidate}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
    } catch {
      return false;
    }
  });
}

/** Ids of all processes of this machine. */
export function processIds(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

/** Follows a chain of `nsenter` and `unshare` down to the process 1 that it started. */
export function processOneBelow(pid: number): number {
  for (let at = pid; ; ) {
    const [child, ...others] = childrenOf(at);
    if (child === undefined || others.length > 0) throw new Error(`no process 1 below ${pid}`);
    const namespaced = /^NSpid:.*\t(\d+)$/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1];
    if (namespaced === '1') return child;
    at = child;
  }
}
