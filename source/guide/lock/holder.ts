import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';

/** Who holds a lock. */
export interface Holder {
  /** `alice`. */
  user: string;
  /** The name of the operator's machine. */
  machine: string;
  pid: number;
  /** `up`, `down`. */
  command: string;
  /** When it was taken: ISO 8601, UTC, by the operator's clock. */
  since: string;
  /** Equal for two processes that see each other's pids; empty where the system does not tell. */
  world: string;
}

/** This process, as the holder of a lock from now on. */
export function thisHolder(command: string): Holder {
  return {
    ...{ user: nameOfUser(), machine: hostname(), pid: process.pid, command },
    since: new Date().toISOString(),
    world: readWorld(),
  };
}

/** A holder on one line. */
export function formatHolder(holder: Holder): string {
  return JSON.stringify(holder);
}

/** Reads what `formatHolder` wrote; undefined for anything else. Values are text of another machine. */
export function parseHolder(line: string): Holder | undefined {
  try {
    const { user, machine, pid, command, since, world } = JSON.parse(line) as Record<string, unknown>;
    const texts = { user, machine, command, since, world };
    if (typeof pid !== 'number' || !Object.values(texts).every(text => typeof text === 'string'))
      return undefined;
    return { pid, ...(texts as Omit<Holder, 'pid'>) };
  } catch {
    return undefined;
  }
}

/** Is it known that a holder has died? Only of one whose pid means the same here. */
export function hasDied({ pid, world }: Holder): boolean {
  if (world === '' || world !== readWorld()) return false;
  try {
    process.kill(pid, 0);
    return isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Has it ended, and nobody has asked how? Where process 1 is a program like any other, as in many containers, it stays so. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, in parentheses, that may hold anything (proc_pid_stat(5)).
    return /^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}

/** The machine's start and the namespace of its pids: containers on one machine have pids of their own. */
function readWorld(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without a name, in a container.
    return String(process.getuid?.() ?? '');
  }
}
