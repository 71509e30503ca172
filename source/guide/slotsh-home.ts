import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** slotsh's own directories on this machine. Nothing of slotsh lies anywhere else, hosts' directories aside. */
export interface SlotshHome {
  config: string;
  /** Known clusters, history, passwords that slotsh made. */
  state: string;
  /** The clusters of `up --here`. */
  data: string;
  /** A redis-server that was unpacked without root. */
  cache: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where slotsh keeps its things: `SLOTSH_HOME` overrides all; otherwise the XDG base directories
 * (specifications.freedesktop.org/basedir-spec: a relative path in such a variable counts as unset).
 */
export function findSlotshHome(env: Environment = process.env, home: string = homedir()): SlotshHome {
  if (env['SLOTSH_HOME']) {
    const all = resolve(env['SLOTSH_HOME']);
    return {
      config: join(all, 'config'),
      state: join(all, 'state'),
      data: join(all, 'data'),
      cache: join(all, 'cache'),
    };
  }
  const base = (name: string, fallback: string) => {
    const value = env[name];
    return join(value && isAbsolute(value) ? value : join(home, fallback), 'slotsh');
  };
  return {
    config: base('XDG_CONFIG_HOME', '.config'),
    state: base('XDG_STATE_HOME', '.local/state'),
    data: base('XDG_DATA_HOME', '.local/share'),
    cache: base('XDG_CACHE_HOME', '.cache'),
  };
}

/** Makes one of these directories, or one below it, for this person alone (0700). */
export async function makePrivateDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}
