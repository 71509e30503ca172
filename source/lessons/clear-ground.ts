import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatHolder, hasDied, parseHolder, thisHolder } from '../guide/lock/holder.ts';
import { writePrivateFile } from '../guide/write-private-file.ts';
import type { Host } from '../hosts/host.ts';

/** The file in a ground's directory that says whose it is. */
const OWNER = 'owner.json';

/** Notes that a ground is this process', so that whoever finds it later knows whether it was left behind. */
export async function writeOwner(directory: string): Promise<void> {
  await writePrivateFile(join(directory, OWNER), `${formatHolder(thisHolder('learn'))}\n`);
}

/** Ends the servers of grounds whose lesson has died (a kill -9), and removes their files. */
export async function removeLeftGrounds(host: Host, grounds: string): Promise<void> {
  const names = await readdir(grounds).catch(() => []);
  for (const name of names) {
    const directory = join(grounds, name);
    const text = await readFile(join(directory, OWNER), 'utf8').catch(() => '');
    const owner = parseHolder(text);
    if (owner && hasDied(owner)) await removeGround(host, directory);
  }
}

/**
 * Ends every server that works in a ground's directory, frozen ones too, and removes it. Their data is worth nothing, so they
 * are not asked.
 * @param known servers found by their pid files, for systems that do not tell where a process works
 */
export async function removeGround(
  host: Host,
  directory: string,
  known: readonly number[] = [],
): Promise<void> {
  await host.runScript(END_SERVERS, [directory, ...known.map(String)]);
  await host.run(['rm', '-rf', '--', directory]);
}

/** Waits until processes are gone that were killed. */
export async function awaitGone(host: Host, pids: readonly number[]): Promise<void> {
  await host.runScript(AWAIT_GONE, pids.map(String));
}

/** Arguments: pids. A killed process whose parent does not ask for it stays as a zombie, which listens nowhere. */
const AWAIT_GONE = `# wait for the end of servers
for pid; do
  tenths=100
  while kill -0 "$pid" 2>/dev/null && [ "$tenths" -gt 0 ]; do
    case $(cat "/proc/$pid/stat" 2>/dev/null) in *") Z "*) break ;; esac
    sleep 0.05 2>/dev/null || sleep 1
    tenths=$((tenths - 1))
  done
done
`;

/** Arguments: directory, and pids of more servers. A server may have been started, and its pid file not be written yet. */
const END_SERVERS = `# end the servers of a lesson
directory=$1
shift
inside=$(cd "$directory" 2>/dev/null && pwd -P) || inside=
pids="$*"
for process in /proc/[0-9]*; do
  [ -n "$inside" ] || break
  works_in=$(readlink "$process/cwd" 2>/dev/null) || continue
  case $works_in in "$inside"/*) ;; *) continue ;; esac
  case $(tr '\\0' ' ' < "$process/cmdline" 2>/dev/null) in
    *redis-server* | *valkey-server* | *redis-rdb-bgsave* | *redis-aof-rewrite*) pids="$pids \${process#/proc/}" ;;
  esac
done
[ -n "$pids" ] || exit 0
kill -KILL $pids 2>/dev/null
set -- $pids
${AWAIT_GONE}`;
