import { formatAddress, type NodeAddress, parseAddress } from '../cluster/address.ts';

/** A host, or one port of it. */
export interface NatPlace {
  host: string;
  port?: number;
}

/** Who announces `announced` is dialled as `dialled`: both with a port, or all ports of one host to the same of another. */
export interface NatEntry {
  announced: NatPlace;
  dialled: NatPlace;
}

/**
 * Where nodes are dialled whose announced addresses cannot be reached from here: behind NAT, in containers, over a tunnel.
 * A node keeps its announced name everywhere; only opening a connection looks here. An entry for a port comes before one
 * for its host.
 */
export class NatMap {
  readonly #entries = new Map<string, NatEntry>();

  constructor(entries: readonly NatEntry[] = []) {
    for (const entry of entries) this.set(entry);
  }

  get entries(): readonly NatEntry[] {
    return [...this.#entries.values()];
  }

  /** Adds an entry, in place of one for the same announced address. */
  set(entry: NatEntry): void {
    this.#entries.set(formatPlace(entry.announced), entry);
  }

  /** True when there was one. */
  delete(announced: NatPlace): boolean {
    return this.#entries.delete(formatPlace(announced));
  }

  /** Where this announced address is dialled: itself, unless an entry says otherwise. */
  dialled(address: NodeAddress): NodeAddress {
    const { host } = address;
    const entry = this.#entries.get(formatPlace(address)) ?? this.#entries.get(formatPlace({ host }));
    if (!entry) return address;
    return { host: entry.dialled.host, port: entry.dialled.port ?? address.port };
  }
}

/** `host:port`, or the host alone: as `parsePlace` reads it. */
export function formatPlace({ host, port }: NatPlace): string {
  if (port !== undefined) return formatAddress({ host, port });
  return host.includes(':') ? `[${host}]` : host;
}

/** Reads `host`, `host:port`, `[v6]`, `[v6]:port` and, as Redis prints it, `v6:port`; undefined for anything else. */
export function parsePlace(text: string): NatPlace | undefined {
  if (/^[^\s:,=[\]]+$/.test(text)) return { host: text };
  const bare = /^\[([^[\]\s]+)\]$/.exec(text)?.[1];
  if (bare !== undefined) return { host: bare };
  const address = parseAddress(text);
  return address && address.host !== '' && address.port !== 0 ? address : undefined;
}

/** An entry of two addresses; undefined where one is none, or only one has a port. */
export function parseEntry(announced: string, dialled: string): NatEntry | undefined {
  const from = parsePlace(announced);
  const to = parsePlace(dialled);
  if (!from || !to || (from.port === undefined) !== (to.port === undefined)) return undefined;
  return { announced: from, dialled: to };
}

/** Reads `announced=dialled[,announced=dialled…]`; undefined where one of them is wrong. */
export function parseNatMap(text: string): NatEntry[] | undefined {
  const entries = text.split(',').map(pair => {
    const [announced = '', dialled = '', ...more] = pair.split('=');
    return more.length > 0 ? undefined : parseEntry(announced, dialled);
  });
  const read = entries.filter(entry => entry !== undefined);
  return read.length === entries.length ? read : undefined;
}
