import { toFailure } from '../../cluster/failure.ts';
import { busPort } from '../bus-port.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
import type { PreflightFinding } from './finding.ts';

/** Milliseconds: a firewall that drops packets is known by its silence. A host that takes longer is of no use to a cluster. */
const PATIENCE_MS = 3000;
/** Connections under way from one host at a time. */
const AT_ONCE = 32;

/**
 * Can a host connect to a port of another one? `open`: something answered, if only that nothing listens there yet.
 * `closed`: it refuses though a node listens. `unknown`: the host's sshd does not let us try.
 */
export type PathState = 'open' | 'closed' | 'timeout' | 'rejected' | 'unknown';

/** A way from one host to a port of another. Hosts are addresses of the file. */
export interface Path {
  from: string;
  to: string;
  port: number;
  /** The port of the cluster bus, not of clients. */
  bus: boolean;
  state: PathState;
}

/**
 * Tries every way from every host to every port of the others, client and bus: through the hosts' own SSH, so that nothing
 * needs to be there, before anything is started. The bus port is what set-ups fail at: clients never use it.
 */
export async function tryPaths(
  { voice, signal }: GuideRun,
  hosts: readonly PreparedHost[],
  { nodesListen = false } = {},
): Promise<Path[]> {
  if (hosts.length < 2) return [];
  const tried = await Promise.all(
    hosts.map(from =>
      voice.track(
        { name: 'check-paths', host: from.spec.address },
        () => tryFrom(from, hosts, nodesListen, signal),
        paths => (paths.some(isBlocked) ? { state: 'failed' } : {}),
      ),
    ),
  );
  return tried.flat();
}

async function tryFrom(
  from: PreparedHost,
  hosts: readonly PreparedHost[],
  nodesListen: boolean,
  signal: AbortSignal,
): Promise<Path[]> {
  const wanted = hosts
    .filter(to => to !== from)
    .flatMap(to =>
      to.spec.ports.flatMap(port => [
        { to, port, bus: false },
        { to, port: busPort(port), bus: true },
      ]),
    );
  const paths: Path[] = [];
  for (let next = 0; next < wanted.length; next += AT_ONCE) {
    const some = wanted.slice(next, next + AT_ONCE);
    const states = await Promise.all(some.map(({ to, port }) => tryPath(from, to.announceIp, port)));
    signal.throwIfAborted();
    for (const [index, { to, port, bus }] of some.entries()) {
      const answer = states[index] ?? 'unknown';
      const state = answer === 'closed' && !nodesListen ? 'open' : answer;
      paths.push({ from: from.spec.address, to: to.spec.address, port, bus, state });
    }
  }
  return paths;
}

/** What the answers mean was measured with OpenSSH 9.2; a REJECT with tcp-reset cannot be told from a port where nobody listens. */
async function tryPath({ host }: PreparedHost, address: string, port: number): Promise<PathState> {
  try {
    const stream = await host.dial(address, port, PATIENCE_MS);
    stream.on('error', () => undefined);
    stream.destroy();
    return 'open';
  } catch (thrown) {
    const { id, facts } = toFailure(thrown).data;
    if (id !== 'tunnel-failed') return 'unknown';
    if (facts.reason === 'timeout') return 'timeout';
    if (facts.reason === 'refused') return 'closed';
    return facts.reason === 'no-route' ? 'rejected' : 'unknown';
  }
}

/** One finding for each pair of hosts of which one cannot reach the other. */
export function judgePaths(paths: readonly Path[], hosts: readonly PreparedHost[]): PreflightFinding[] {
  const blocked = paths.filter(isBlocked);
  return hosts.flatMap(from =>
    hosts.flatMap((to): PreflightFinding[] => {
      const [one, ...others] = blocked.filter(
        path => path.from === from.spec.address && path.to === to.spec.address,
      );
      if (!one) return [];
      const { firewall } = to.facts;
      const failure = new GuideFailure(
        'path-blocked',
        {
          from: from.host.label,
          to: to.host.label,
          address: from.announceIp,
          ports: [one, ...others].map(({ port }) => port),
          reason: one.state === 'timeout' ? 'timeout' : one.state === 'closed' ? 'refused' : 'rejected',
          ...(firewall && { firewall }),
        },
        { exitCode: 3 },
      );
      return [{ severity: 'fail', host: to.spec.address, failure }];
    }),
  );
}

export function isBlocked({ state }: Path): boolean {
  return state === 'timeout' || state === 'rejected' || state === 'closed';
}
