import { open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Holds the process id of the test worker whose turn it is. */
const TURN = join(tmpdir(), 'slotsh-test-here');

/**
 * Runs what makes a new cluster on this machine while no other test worker does: each takes the first six ports that are
 * free when it looks, and would find them taken by the time that its servers start.
 */
export async function aloneHere<T>(work: () => Promise<T>): Promise<T> {
  while (!(await takeTurn())) await pause(50);
  try {
    return await work();
  } finally {
    await rm(TURN, { force: true });
  }
}

async function takeTurn(): Promise<boolean> {
  try {
    const file = await open(TURN, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch {
    const holder = Number(await readFile(TURN, 'utf8').catch(() => ''));
    if (holder > 0 && !isRunning(holder)) await rm(TURN, { force: true });
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
