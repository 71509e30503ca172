import type { Client } from 'ssh2';
import type { SshTarget } from '../../spec/cluster-spec.ts';
import { formatSshTarget, parseSshTarget } from '../../spec/ssh-target.ts';
import type { HostPrompts } from '../host.ts';
import { HostFailure } from '../host-failure.ts';
import { connectClient } from './connect-client.ts';
import { forwardOut } from './forward-out.ts';
import { resolveSshSettings } from './ssh-settings.ts';

export interface OpenConnectionOptions {
  target: SshTarget;
  identityFile?: string;
  prompts: HostPrompts;
  /** Read instead of ~/.ssh/config and the system's, as `ssh -F`. */
  configFile?: string;
  signal?: AbortSignal;
}

/** A logged in client, and the jump hosts it stands on. */
export interface SshConnection {
  client: Client;
  label: string;
  /** Ends it and the way to it. */
  end(): void;
}

/** ssh itself has no limit; nobody has that many, but a configuration may lead in circles. */
const MOST_JUMPS = 8;

/**
 * Opens the connection to a target, over the jump hosts that ~/.ssh/config has for it (ProxyJump), each of them verified
 * and logged in to as any other host. As in `ssh -J a,b target`, b is reached over a, and a by its own configuration.
 */
export async function openConnection(options: OpenConnectionOptions): Promise<SshConnection> {
  return open(options, undefined, []);
}

async function open(
  options: OpenConnectionOptions,
  over: readonly string[] | undefined,
  passed: readonly string[],
): Promise<SshConnection> {
  const { target, configFile, signal } = options;
  const label = formatSshTarget(target);
  const settings = await resolveSshSettings(target, configFile);
  const jumps = over?.length ? over : settings.proxyJump;
  const last = jumps.at(-1);
  if (last === undefined) {
    const client = await connectClient({ ...options, label, settings });
    return { client, label, end: () => client.end() };
  }
  if (passed.length > MOST_JUMPS)
    throw new HostFailure('jump-loop', { host: passed[0] ?? label, jumps: passed });
  const { identityFile: _, ...common } = options;
  const jump = await open({ ...common, target: readJump(label, last) }, jumps.slice(0, -1), [
    ...passed,
    label,
  ]);
  const onAbort = (): void => jump.end();
  signal?.addEventListener('abort', onAbort);
  try {
    const stream = await forwardOut(jump, settings.hostName, settings.port, settings.connectTimeoutMs);
    const client = await connectClient({ ...options, label, settings, stream });
    client.on('close', () => jump.end());
    return { client, label, end: () => client.end() };
  } catch (error) {
    jump.end();
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** `[user@]host[:port]` or an ssh:// URI; `ssh -G` puts IPv4 addresses into brackets too. */
function readJump(host: string, text: string): SshTarget {
  const target = parseSshTarget(text.replace(/^ssh:\/\/|\/$/g, '').replace(/\[([^\]:]*)\]/, '$1'));
  if (!target) throw new HostFailure('ssh-option-unsupported', { host, option: 'ProxyJump', value: text });
  return target;
}
