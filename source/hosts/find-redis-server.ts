import type { Host } from './host.ts';
import type { ServerFacts } from './host-facts.ts';
import { parseServer } from './parse-facts.ts';
import { unpackedPrograms } from './plan-install.ts';

const FIND = `# look for a Redis server
PATH=$PATH:$1
for program in redis-server valkey-server; do
  if path=$(command -v $program) && version=$("$path" --version); then
    echo "$program $path $version"
    exit
  fi
done`;

/**
 * A redis-server or valkey-server of a host that runs: on its PATH, else the one that slotsh unpacked into its cache.
 * A program that cannot even tell its version counts as none.
 */
export async function findRedisServer(
  host: Host,
  cacheDirectory: string,
  signal?: AbortSignal,
): Promise<ServerFacts | undefined> {
  const { stdout } = await host.runScript(FIND, [unpackedPrograms(cacheDirectory)], {
    ...(signal && { signal }),
  });
  return parseServer(stdout.trim());
}
