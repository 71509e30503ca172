import type { Host } from '../../hosts/host.ts';

/** Where a node's process leaves its traces: absolute paths on the host. */
export interface ProcessFiles {
  port: number;
  pidFile: string;
  conf: string;
  /** The directory it works in. */
  data: string;
}

/** A running server that is surely the node's. */
export interface NodeProcess {
  port: number;
  pid: number;
  /** The configuration was written after it started: it has to be started again to follow it. */
  outdated: boolean;
}

/**
 * The nodes' running servers on one host, in one round trip. The pid file must name a Redis or Valkey server that works in the
 * node's data directory; where /proc cannot tell, one whose process title names the node's port, as in
 * `redis-server 127.0.0.1:6371 [cluster]`. A number that another program got since counts as not running.
 */
export async function findProcesses(host: Host, nodes: readonly ProcessFiles[]): Promise<NodeProcess[]> {
  const args = nodes.flatMap(({ port, pidFile, conf, data }) => [String(port), pidFile, conf, data]);
  const { stdout } = await host.runScript(LIST_PROCESSES, args);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [port, pid, age] = line.split(' ');
      return { port: Number(port), pid: Number(pid), outdated: age === 'outdated' };
    });
}

/**
 * Arguments: port, pid file, configuration and data directory, for each node.
 * Prints `port pid current` or `port pid outdated` for each that runs. /proc first, as small systems have no `ps`.
 */
const LIST_PROCESSES = `# look for running servers
while [ $# -ge 4 ]; do
  port=$1 pidfile=$2 conf=$3 data=$4
  shift 4
  [ -r "$pidfile" ] || continue
  pid=
  read -r pid < "$pidfile"
  case $pid in '' | *[!0-9]*) continue ;; esac
  if [ -r "/proc/$pid/cmdline" ]; then title=$(tr '\\0' ' ' < "/proc/$pid/cmdline")
  else title=$(ps -p "$pid" -o args= 2>/dev/null) || continue
  fi
  case $title in
    *redis-server* | *valkey-server*) ;;
    *) continue ;;
  esac
  if works_in=$(readlink "/proc/$pid/cwd" 2>/dev/null); then
    [ "$works_in" = "$(cd "$data" 2>/dev/null && pwd -P)" ] || continue
  else
    case $title in *":$port "*) ;; *) continue ;; esac
  fi
  if [ -n "$(find "$conf" -newer "$pidfile" 2>/dev/null)" ]; then age=outdated; else age=current; fi
  echo "$port $pid $age"
done
`;
