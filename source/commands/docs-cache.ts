import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SlotshHome } from '../guide/slotsh-home.ts';
import { writePrivateFile } from '../guide/write-private-file.ts';
import type { DocsCache } from '../shell/commands/learn-commands.ts';

/** Keeps what servers document of their commands under slotsh's cache: a file a version, for this person alone. */
export function openDocsCache({ cache }: Pick<SlotshHome, 'cache'>): DocsCache {
  const directory = join(cache, 'commands');
  const fileOf = (server: string) => join(directory, `${server}.json`);
  const read = (path: string) => readFile(path, 'utf8').catch(() => undefined);
  return {
    read: server => read(fileOf(server)),
    async readLatest() {
      const names = await readdir(directory).catch(() => []);
      const files = names.filter(name => name.endsWith('.json')).map(name => join(directory, name));
      const dated = await Promise.all(files.map(async path => ({ path, ...(await stat(path)) })));
      const [latest] = dated.sort((a, b) => b.mtimeMs - a.mtimeMs);
      return latest && read(latest.path);
    },
    write: (server, text) => writePrivateFile(fileOf(server), text),
  };
}
