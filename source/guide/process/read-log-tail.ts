import type { Host } from '../../hosts/host.ts';

/** How much of a log is shown: it has to say why, not everything. */
const LINES = 12;

/** The last lines of a server's log, or of a container's; empty when there is none. */
export async function readLogTail(host: Host, path: string): Promise<string> {
  const { stdout } = await host.run(['tail', '-n', String(LINES), path]);
  return stdout.trimEnd();
}
