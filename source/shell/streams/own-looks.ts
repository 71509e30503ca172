import type { NodeConnection } from '../../redis/node-connection.ts';

/** How many of the last connections are known: what came over one may be told after its end. */
const KNOWN = 256;

/** A line of MONITOR: `1339518083.107412 [0 127.0.0.1:60866] "keys" "*"`. */
const CLIENT = /^\d+\.\d+ \[\d+ (\S+)\] /;

/**
 * The connections over which the shell itself asks nodes how they are, by their address on this machine: MONITOR would show
 * two lines of that a second, and nobody has typed them. Where an address is changed on its way (NAT, a tunnel) they do show.
 */
export class OwnLooks {
  readonly #addresses = new Set<string>();

  add({ localAddress }: Pick<NodeConnection, 'localAddress'>): void {
    if (localAddress === undefined) return;
    this.#addresses.delete(localAddress);
    this.#addresses.add(localAddress);
    const [oldest] = this.#addresses;
    if (oldest !== undefined && this.#addresses.size > KNOWN) this.#addresses.delete(oldest);
  }

  /** The connection is for what a person has typed. */
  forget({ localAddress }: Pick<NodeConnection, 'localAddress'>): void {
    if (localAddress !== undefined) this.#addresses.delete(localAddress);
  }

  /** Is a line of MONITOR about one of these connections? */
  includes(line: Buffer): boolean {
    const client = CLIENT.exec(line.toString('latin1', 0, 128))?.[1];
    return client !== undefined && this.#addresses.has(client);
  }
}
