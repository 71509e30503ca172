import type { Duplex } from 'node:stream';
import type { Host } from '../hosts/host.ts';
import type { Dial } from '../redis/node-connection.ts';
import { dialTcp } from '../redis/open-socket.ts';
import type { ClusterSpec, HostSpec } from '../spec/cluster-spec.ts';
import type { PreparedHost } from './guide-run.ts';

/** How long a direct connection may take before the tunnel is tried: milliseconds. */
const PROBE_MS = 2000;

/** A host as far as a way to its nodes needs it. */
interface ReachedHost extends Pick<PreparedHost, 'spec' | 'announceIp'> {
  host: Pick<Host, 'isLocal' | 'dial'>;
}

/** How the nodes of a host are reached from here. */
export type Way = 'direct' | 'tunnel';

/**
 * Connections to nodes: directly where that works, else from the node's own host, through SSH. Which of the two is found out
 * once for each host, with the first node that answers there.
 */
export class NodeReach {
  readonly #hosts: () => readonly ReachedHost[];
  readonly #ways = new Map<string, Way>();

  /** `hosts` is asked at each connection: a connection to a host may have been made anew. */
  constructor(hosts: () => readonly ReachedHost[]) {
    this.#hosts = hosts;
  }

  /** The way that was found for a host's address; undefined while none of its nodes has answered. */
  wayTo(address: string): Way | undefined {
    return this.#ways.get(address);
  }

  readonly dial: Dial = async (address, signal = new AbortController().signal) => {
    const reached = this.#hosts().find(
      ({ spec, announceIp }) => spec.address === address.host || announceIp === address.host,
    );
    if (!reached || reached.host.isLocal) return dialTcp(address, signal);
    const tunnel = () => reached.host.dial(reached.announceIp, address.port);
    const way = this.#ways.get(reached.spec.address);
    if (way) return way === 'direct' ? dialTcp(address, signal) : tunnel();
    return this.#findWay(
      reached.spec.address,
      () => dialTcp(address, AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)])),
      tunnel,
    );
  };

  async #findWay(
    host: string,
    direct: () => Promise<Duplex>,
    tunnel: () => Promise<Duplex>,
  ): Promise<Duplex> {
    try {
      return this.#take(host, 'direct', await direct());
    } catch (error) {
      const wasRefused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
      const stream = await tunnel().catch(tunnelError => {
        throw wasRefused ? error : tunnelError;
      });
      // Refused here and let in there: the node may have come up in between.
      const again = wasRefused ? await direct().catch(() => null) : null;
      if (!again) return this.#take(host, 'tunnel', stream);
      stream.destroy();
      return this.#take(host, 'direct', again);
    }
  }

  #take(host: string, way: Way, stream: Duplex): Duplex {
    this.#ways.set(host, way);
    return stream;
  }
}

/**
 * The way to the nodes of a spec whose hosts have not been reached: `open` is called for a host when one of its nodes does not
 * answer directly. A host with a name is told by its name alone.
 */
export function reachLazily({ hosts }: ClusterSpec, open: (host: HostSpec) => Promise<Host>): NodeReach {
  const reached = hosts.map(
    (spec): ReachedHost => ({
      spec,
      announceIp: spec.address,
      host: {
        isLocal: spec.ssh === undefined,
        dial: async (host, port, timeoutMs) => (await open(spec)).dial(host, port, timeoutMs),
      },
    }),
  );
  return new NodeReach(() => reached);
}
