import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HostFailure } from '../host-failure.ts';
import { formatKnownHost, type HostKey, type KnownHost, parseKnownHosts } from './known-hosts.ts';

/**
 * Reads all known_hosts files of a connection. A file that is not there holds nothing;
 * one that cannot be read is a failure, never an empty one: a changed key must not look unknown.
 */
export async function readKnownHosts(files: readonly string[], host: string): Promise<KnownHost[]> {
  const texts = await Promise.all(
    files.map(async file => {
      try {
        return parseKnownHosts(await readFile(file, 'utf8'), file);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ENOTDIR') return [];
        throw new HostFailure('known-hosts-unreadable', { host, file, said: message }, { cause: error });
      }
    }),
  );
  return texts.flat();
}

/** Adds a key that the person accepted. A file that is made is for its owner alone. */
export async function addKnownHost(
  file: string,
  { host, name, key, hashed }: { host: string; name: string; key: HostKey; hashed: boolean },
): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const separator = (await endsInLine(file)) ? '' : '\n';
    // One write, so that two slotsh at once cannot mix their lines.
    await appendFile(file, separator + formatKnownHost(name, key, hashed), { mode: 0o600 });
  } catch (error) {
    const said = (error as Error).message;
    throw new HostFailure('known-hosts-unwritable', { host, file, said }, { cause: error });
  }
}

async function endsInLine(file: string): Promise<boolean> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    if (size === 0) return true;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 0x0a;
  } finally {
    await handle.close();
  }
}
