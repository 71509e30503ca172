import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makePrivateDirectory } from './slotsh-home.ts';

/**
 * Writes one of slotsh's own files on this machine: mode 0600, atomically (temporary file beside it, fsync, rename),
 * so that a reader or a crash sees the old file or the new one, never a part. Makes its directory.
 */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  await makePrivateDirectory(dirname(path));
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
