import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIds } from './namespaces.ts';

/** A lab's id: this, then the id of the process that made it, then something random. */
export const labPrefix = 'slotsh-lab-';

/** Removes what a lab left whose process was killed. Its namespaces and mounts died with it; these do not. */
export async function clearLeftovers(): Promise<void> {
  const alive = new Set(processIds());
  for (const id of readdirSync(tmpdir())) {
    const maker = new RegExp(`^${labPrefix}(\\d+)-`).exec(id)?.[1];
    if (maker === undefined || alive.has(Number(maker))) continue;
    endProcessesOf(id);
    await removeCgroups(id);
    rmSync(join(tmpdir(), id), { recursive: true, force: true });
  }
}

/** Ends what the operator of a lab started: programs that carry the lab's id in their environment. */
export function endProcessesOf(id: string): void {
  for (const pid of processIds()) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
      if (environment.includes(`SLOTSH_LAB=${id}`)) process.kill(pid, 'SIGKILL');
    } catch {
      // Gone in the meantime, or a kernel thread.
    }
  }
}

/** Removes a lab's control groups: version 1 has one tree a controller, version 2 a single one. */
export async function removeCgroups(id: string): Promise<void> {
  const base = '/sys/fs/cgroup';
  if (!existsSync(base)) return;
  const trees = [base, ...readdirSync(base).map(name => join(base, name))];
  const groups = trees.map(tree => join(tree, id)).filter(group => existsSync(group));
  for (const group of groups) {
    // The kernel needs a moment after the last process of a group.
    for (let attempt = 0; !removeTree(group) && attempt < 100; attempt++) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}

function removeTree(group: string): boolean {
  try {
    for (const name of readdirSync(group)) {
      const path = join(group, name);
      if (statSync(path).isDirectory()) removeTree(path);
    }
    rmdirSync(group);
    return true;
  } catch {
    return !existsSync(group);
  }
}
