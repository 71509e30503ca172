import type { Host } from '../../hosts/host.ts';
import type { Door, HostChange } from '../apply-change.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { NodeProcess } from './find-processes.ts';

/** How long a server gets to write its data and go: seconds. */
const PATIENCE_S = 60;

/** Asks a server to end as SHUTDOWN does, its data saved as its configuration says; needs no password. */
export function stopChange(host: Host, { pid }: NodeProcess): HostChange {
  return { kind: 'run', host: host.address, purpose: 'stop-process', argv: ['kill', '-TERM', String(pid)] };
}

/** Ends a node's server and waits until it is gone. Throws `process-will-not-end`. */
export async function stopProcess(
  door: Door,
  host: Host,
  node: string,
  process: NodeProcess,
  signal: AbortSignal,
): Promise<void> {
  await door.apply(host, stopChange(host, process));
  const { code } = await host.runScript(AWAIT_END, [String(process.pid), String(PATIENCE_S)], {
    timeoutMs: (PATIENCE_S + 10) * 1000,
    signal,
  });
  if (code !== 0) throw new GuideFailure('process-will-not-end', { node, pid: process.pid });
}

/** Arguments: pid, seconds. Looks every tenth of a second, where \`sleep\` can; succeeds when the process is gone. */
const AWAIT_END = `# wait for the end of a server
pid=$1 tenths=$(($2 * 10))
while kill -0 "$pid" 2>/dev/null; do
  [ "$tenths" -gt 0 ] || exit 1
  if sleep 0.1 2>/dev/null; then tenths=$((tenths - 1)); else sleep 1; tenths=$((tenths - 10)); fi
done
`;
