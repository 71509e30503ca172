import type { SshTarget } from '../../spec/cluster-spec.ts';
import { formatSshTarget, parseSshTarget } from '../../spec/ssh-target.ts';
import type { HostPrompts } from '../host.ts';
import { HostFailure } from '../host-failure.ts';
import { connectClient } from './connect-client.ts';
import { forwardOut } from './forward-out.ts';
import { type OpenedClient, type SharedClient, SharedLogIns } from './shared-log-ins.ts';
import { resolveSshSettings, type SshSettings } from './ssh-settings.ts';

export interface OpenConnectionOptions {
  target: SshTarget;
  identityFile?: string;
  prompts: HostPrompts;
  /** Read instead of ~/.ssh/config and the system's, as `ssh -F`. */
  configFile?: string;
  /** What it has in common with other connections of the run; left out: nothing. */
  shared?: SharedLogIns;
  signal?: AbortSignal;
}

/** A logged in client; ending it ends the way to it, too. */
export interface SshConnection extends SharedClient {
  label: string;
}

/** One of the servers on the way to a target, or the target itself, which comes last. */
interface Hop {
  label: string;
  settings: SshSettings;
  /** Jump hosts still to be looked up, as text: tells circles apart from going over one host twice. */
  jumps: readonly string[];
  identityFile?: string;
}

/**
 * Opens the connection to a target, over the jump hosts that ~/.ssh/config has for it (ProxyJump), each of them verified
 * and logged in to as any other host. As in `ssh -J a,b target`, b is reached over a, and a by its own configuration.
 */
export async function openConnection(options: OpenConnectionOptions): Promise<SshConnection> {
  const way = await findWay(options, undefined, []);
  return goWay(way, { ...options, shared: options.shared ?? new SharedLogIns() });
}

/** All hops, found before the first of them is connected to. `behind`: the hops after this one. */
async function findWay(
  { target, identityFile, configFile }: Pick<OpenConnectionOptions, 'target' | 'identityFile' | 'configFile'>,
  over: readonly string[] | undefined,
  behind: readonly Hop[],
): Promise<Hop[]> {
  const label = formatSshTarget(target);
  const settings = await resolveSshSettings(target, configFile);
  const jumps = over?.length ? over : settings.proxyJump;
  const hop: Hop = { label, settings, jumps, ...(identityFile && { identityFile }) };
  if (behind.some(other => nameOf(other) === nameOf(hop))) {
    const labels = [...behind].reverse().map(other => other.label);
    throw new HostFailure('jump-loop', { host: labels[0] ?? label, jumps: labels });
  }
  const last = jumps.at(-1);
  if (last === undefined) return [hop];
  const next = { target: readJump(label, last), ...(configFile && { configFile }) };
  return [...(await findWay(next, jumps.slice(0, -1), [hop, ...behind])), hop];
}

function nameOf({ settings: { user, hostName, port }, jumps, identityFile }: Hop): string {
  return JSON.stringify([user, hostName, port, jumps, identityFile]);
}

async function goWay(
  way: readonly Hop[],
  options: OpenConnectionOptions & { shared: SharedLogIns },
): Promise<SshConnection> {
  const [hop] = way.slice(-1);
  if (!hop) throw new RangeError('a way has a target');
  const shared = await options.shared.connect(way.map(nameOf).join(' '), async () => {
    const before = way.slice(0, -1);
    const over = before.length > 0 ? await goWay(before, options) : undefined;
    return openHop(hop, over, options);
  });
  return { ...shared, label: hop.label };
}

async function openHop(
  { label, settings, identityFile }: Hop,
  over: SshConnection | undefined,
  { prompts, shared, signal }: OpenConnectionOptions & { shared: SharedLogIns },
): Promise<OpenedClient> {
  const common = { label, settings, prompts, shared, ...(signal && { signal }) };
  const login = { ...common, ...(identityFile && { identityFile }) };
  if (!over) return { client: await connectClient(login) };
  try {
    const { hostName, port, connectTimeoutMs } = settings;
    const stream = await forwardOut(over, hostName, port, connectTimeoutMs, signal);
    return { client: await connectClient({ ...login, stream }), over };
  } catch (error) {
    await over.end();
    throw signal?.aborted ? signal.reason : error;
  }
}

/** `[user@]host[:port]` or an ssh:// URI; `ssh -G` puts IPv4 addresses into brackets too. */
function readJump(host: string, text: string): SshTarget {
  const target = parseSshTarget(text.replace(/^ssh:\/\/|\/$/g, '').replace(/\[([^\]:]*)\]/, '$1'));
  if (!target) throw new HostFailure('ssh-option-unsupported', { host, option: 'ProxyJump', value: text });
  return target;
}
