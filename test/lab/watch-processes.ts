import { readFileSync } from 'node:fs';
import { processIds } from './namespaces.ts';

/** Milliseconds between two looks at all processes. */
const INTERVAL_MS = 40;

/** What was seen of the processes of all machines of the lab, and of this one. */
export interface ProcessWatch {
  /** Ends it. `leaks`: argv and environments of processes that held a secret; `commands`: all command lines that were seen. */
  end(): { leaks: string[]; commands: ReadonlySet<string> };
}

/**
 * Looks at the argv and the environment of every process, again and again, as someone with root on all machines could: the
 * process ids of the lab's namespaces are this machine's, too.
 * @param secrets what nobody may see there; random, so that no other program has them by chance
 */
export function watchProcesses(secrets: readonly string[]): ProcessWatch {
  const leaks = new Set<string>();
  const commands = new Set<string>();
  const last = new Map<number, string>();
  const look = (): void => {
    for (const pid of processIds()) {
      const command = readProcess(pid, 'cmdline');
      // Both change with an exec alone.
      if (last.get(pid) === command) continue;
      last.set(pid, command);
      commands.add(command);
      const all = `${command}; ${readProcess(pid, 'environ')}`;
      if (secrets.some(secret => all.includes(secret))) leaks.add(all);
    }
  };
  look();
  const timer = setInterval(look, INTERVAL_MS);
  return {
    end() {
      clearInterval(timer);
      look();
      return { leaks: [...leaks], commands };
    },
  };
}

function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // Gone in the meantime.
    return '';
  }
}
