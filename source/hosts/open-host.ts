import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { HostSpec } from '../spec/cluster-spec.ts';
import type { Host, HostPrompts } from './host.ts';
import { openLocalHost } from './local-host.ts';
import type { SharedLogIns } from './ssh/shared-log-ins.ts';

export interface OpenHostOptions {
  /** Asked for unknown host keys and for secrets; several hosts that are opened at once may ask at once. */
  prompts: HostPrompts;
  /** What logging in has in common with other hosts of the run: nobody is asked the same twice. */
  shared?: SharedLogIns;
  signal?: AbortSignal;
}

/**
 * Opens a host of cluster.yaml: over SSH where it says so, else this machine.
 * Rejects with a `HostFailure`, or with the signal's reason.
 */
export async function openHost(
  { address, ssh, identityFile }: HostSpec,
  { prompts, shared, signal }: OpenHostOptions,
): Promise<Host> {
  if (!ssh) return openLocalHost(address);
  // ssh2 takes a moment to load, and most runs need none of it.
  const { openSshHost } = await import('./ssh/ssh-host.ts');
  const file = identityFile?.replace(/^~(?=\/)/, homedir());
  return openSshHost(address, {
    target: ssh,
    ...(file && { identityFile: resolve(file) }),
    prompts,
    ...(shared && { shared }),
    ...(signal && { signal }),
  });
}
