import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makePrivateDirectory } from './slotsh-home.ts';

/** Milliseconds: whoever holds a lock reads and writes one small file. After this long the holder has died. */
const STALE_MS = 5000;
const INTERVAL_MS = 20;

/**
 * Does work on a file while no other process does: what is read, changed and written again by two at once would lose one of the
 * changes. The lock is a directory beside the file, as making one either works or fails.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  await makePrivateDirectory(dirname(path));
  await take(lock);
  try {
    return await work();
  } finally {
    await rmdir(lock).catch(() => undefined);
  }
}

async function take(lock: string): Promise<void> {
  for (;;) {
    try {
      return await mkdir(lock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE_MS) await rmdir(lock).catch(() => undefined);
    else await pause(INTERVAL_MS);
  }
}
