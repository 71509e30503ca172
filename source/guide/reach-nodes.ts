import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { NodeAddress } from '../cluster/address.ts';
import { gatherFacts } from '../hosts/gather-facts.ts';
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

/** Finds the host that an address is of, so that it is known from then on; resolves with whether there is one. */
type Recognise = (ip: string) => Promise<boolean>;

/** How the nodes of a host are reached from here. */
export type Way = 'direct' | 'tunnel';

/**
 * Connections to nodes: directly where that works, else from the node's own host, through SSH. Which of the two is found out
 * once for each host, with the first node that answers there.
 */
export class NodeReach {
  readonly #hosts: () => readonly ReachedHost[];
  readonly #recognise: Recognise | undefined;
  readonly #ways = new Map<string, Way>();

  /** `hosts` is asked at each connection: a connection to a host may have been made anew. */
  constructor(hosts: () => readonly ReachedHost[], recognise?: Recognise) {
    this.#hosts = hosts;
    this.#recognise = recognise;
  }

  /** The way that was found for a host's address; undefined while none of its nodes has answered. */
  wayTo(address: string): Way | undefined {
    return this.#ways.get(address);
  }

  readonly dial: Dial = async (address, signal = new AbortController().signal) => {
    const reached = this.#hosts().find(
      ({ spec, announceIp }) => spec.address === address.host || announceIp === address.host,
    );
    if (reached?.host.isLocal) return dialTcp(address, signal);
    if (!reached) return this.#dialStranger(address, signal);
    const tunnel = () => reached.host.dial(reached.announceIp, address.port);
    const way = this.#ways.get(reached.spec.address);
    if (way) return way === 'direct' ? dialTcp(address, signal) : tunnel();
    return this.#findWay(
      reached.spec.address,
      () => dialTcp(address, AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)])),
      tunnel,
    );
  };

  /** Nodes tell each other's addresses: one that is of no host may be of one that is known by its name. */
  async #dialStranger(address: NodeAddress, signal: AbortSignal): Promise<Duplex> {
    if (!this.#recognise) return dialTcp(address, signal);
    try {
      return await dialTcp(address, AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]));
    } catch (error) {
      signal.throwIfAborted();
      if (!(await this.#recognise(address.host))) throw error;
      return this.dial(address, signal);
    }
  }

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
 * answer directly. A host that has a name in the spec is asked for its addresses when a node has one that nobody knows.
 */
export function reachLazily({ hosts }: ClusterSpec, open: (host: HostSpec) => Promise<Host>): NodeReach {
  const reached = hosts.map(spec => ({
    spec,
    announceIp: spec.address,
    host: {
      isLocal: spec.ssh === undefined,
      dial: async (host: string, port: number, timeoutMs?: number) =>
        (await open(spec)).dial(host, port, timeoutMs),
    },
  }));
  const named = reached.filter(({ spec, host }) => isIP(spec.address) === 0 && !host.isLocal);
  if (named.length === 0) return new NodeReach(() => reached);
  const addressesOf = once(async ({ spec }: { spec: HostSpec }) => readAddresses(await open(spec)));
  return new NodeReach(
    () => reached,
    async ip => {
      const lists = await Promise.all(
        named.map(host => addressesOf(host).catch((): readonly string[] => [])),
      );
      const owner = named[lists.findIndex(addresses => addresses.includes(ip))];
      if (owner) owner.announceIp = ip;
      return owner !== undefined;
    },
  );
}

/** The work for a thing is done once; a failure is not remembered. */
function once<K, V>(work: (thing: K) => Promise<V>): (thing: K) => Promise<V> {
  const known = new Map<K, Promise<V>>();
  return thing => {
    const value = known.get(thing) ?? work(thing);
    known.set(thing, value);
    value.catch(() => known.delete(thing));
    return value;
  };
}

async function readAddresses(host: Host): Promise<readonly string[]> {
  const { addresses } = await gatherFacts(host, { ports: [], directory: '/', dataDirectories: [] });
  return addresses;
}
