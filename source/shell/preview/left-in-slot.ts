import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import { overConnection } from '../nodes/over-connection.ts';

/** Milliseconds for which a count is good enough: a slot on its way empties while one looks. */
const FRESH_MS = 1000;

interface Count {
  /** Undefined while it is asked for the first time, or could not be told. */
  keys?: number;
  askedAt: number;
}

/**
 * How many keys a slot that is moving away still has: with none left every answer is ASK. Asked in the background with CLUSTER
 * COUNTKEYSINSLOT, which costs a node nothing, of the slot that is typed, at most once a second.
 */
export class LeftInSlot {
  readonly #connect: (node: NodeAddress) => Promise<NodeConnection>;
  readonly #onTold: () => void;
  /** Of one slot at a time: there is one line. */
  #name = '';
  #count: Count = { askedAt: Number.NEGATIVE_INFINITY };

  /** @param onTold called when a count has come that is another one than before */
  constructor(connect: (node: NodeAddress) => Promise<NodeConnection>, onTold: () => void) {
    this.#connect = connect;
    this.#onTold = onTold;
  }

  /** As far as it was told; what is old is asked for again. */
  find(slot: number, owner: NodeAddress): number | undefined {
    const name = `${slot} ${formatAddress(owner)}`;
    const now = performance.now();
    if (name !== this.#name) this.#count = { askedAt: Number.NEGATIVE_INFINITY };
    this.#name = name;
    if (now - this.#count.askedAt > FRESH_MS) {
      this.#count = { ...this.#count, askedAt: now };
      // A node that does not tell is asked again a second later, while its slot is typed.
      this.#ask(name, slot, owner).catch(() => undefined);
    }
    return this.#count.keys;
  }

  async #ask(name: string, slot: number, owner: NodeAddress): Promise<void> {
    const { reply } = await overConnection(this.#connect(owner), connection =>
      connection.send(['CLUSTER', 'COUNTKEYSINSLOT', String(slot)]),
    );
    if (reply.type !== 'integer' || name !== this.#name) return;
    const keys = Number(reply.value);
    const isNews = keys !== this.#count.keys;
    this.#count = { ...this.#count, keys };
    if (isNews) this.#onTold();
  }
}
