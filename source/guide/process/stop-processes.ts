import { formatAddress } from '../../cluster/address.ts';
import type { Door } from '../apply-change.ts';
import type { DownVoice } from '../down-voice.ts';
import type { ReachedHost } from '../reach-hosts.ts';
import { settleAll } from '../settle-all.ts';
import { findProcesses } from './find-processes.ts';
import { stopProcess } from './stop-process.ts';

/** Ends the nodes' servers on a host, side by side. Resolves with whether there were any. */
export async function stopProcesses(
  door: Door,
  { host, spec, layout }: ReachedHost,
  voice: DownVoice,
  signal: AbortSignal,
): Promise<boolean> {
  const processes = await findProcesses(host, layout.nodes);
  await settleAll(
    processes.map(process => {
      const node = formatAddress({ host: spec.address, port: process.port });
      const row = { name: 'stop-process', host: spec.address, node } as const;
      return voice.track(row, () => stopProcess(door, host, node, process, signal));
    }),
  );
  return processes.length > 0;
}
