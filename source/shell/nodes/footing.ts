import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { isLoginFailure } from '../shell-failure.ts';
import type { SessionState } from '../state/session-state.ts';
import { connectFirst } from './connect-first.ts';
import type { NodePool } from './node-pool.ts';

/** Keeps the prompt on a node that answers. */
export class Footing {
  readonly #state: SessionState;
  readonly #pool: NodePool;
  #seeds: readonly NodeAddress[];
  readonly #settling = new Map<string, Promise<void>>();

  constructor(state: SessionState, pool: NodePool, seeds: readonly NodeAddress[]) {
    this.#state = state;
    this.#pool = pool;
    this.#seeds = seeds;
  }

  /** The session begins anew, at this address. */
  beginAt(seed: NodeAddress): void {
    this.#seeds = [seed];
  }

  /** The node the prompt is on; when it has none, the first that answers. @throws {Failure} when none does */
  async stand(): Promise<NodeAddress> {
    const { current } = this.#state;
    if (current) return current;
    const found = await this.#find();
    this.#state.moveTo(found);
    return found;
  }

  /**
   * A connection to this node ended, or could not be opened: is the node gone? If so it is seen as down, and the prompt,
   * if it was there, is on another node when this resolves, or on none. Never rejects.
   */
  settle(address: NodeAddress): Promise<void> {
    const name = formatAddress(address);
    const running = this.#settling.get(name);
    if (running) return running;
    const settling = this.#settle(address).finally(() => this.#settling.delete(name));
    this.#settling.set(name, settling);
    return settling;
  }

  async #settle(address: NodeAddress): Promise<void> {
    try {
      await this.#pool.connectionTo(address);
      this.#state.see(address, 'up');
    } catch (thrown) {
      // Another password is wanted there now: alive, and the person will hear of it with the next command.
      if (isLoginFailure(thrown)) this.#state.see(address, 'up');
      else await this.leave(address);
    }
  }

  /** The node is gone: the prompt, if it is there, goes to another one. Never rejects. */
  async leave(address: NodeAddress): Promise<void> {
    this.#state.see(address, 'down');
    const { current } = this.#state;
    if (!current || !sameAddress(current, address)) return;
    this.#state.moveTo(await this.#find(address).catch(() => undefined));
  }

  /** The first node that answers: masters in the order of their letters, then replicas, the healthy ones first. */
  async #find(except?: NodeAddress): Promise<NodeAddress> {
    const order = { up: 0, suspect: 1, down: 2 };
    const known = this.#state.map.nodes
      .toSorted(
        (a, b) => order[a.health] - order[b.health] || (a.role < b.role ? -1 : a.role > b.role ? 1 : 0),
      )
      .map(node => node.address);
    const strangers = this.#seeds.filter(seed => !known.some(address => sameAddress(address, seed)));
    const candidates = [...known, ...strangers].filter(
      one => one.port !== 0 && !(except && sameAddress(one, except)),
    );
    let found: NodeAddress | undefined;
    await connectFirst(candidates, async address => {
      const connection = await this.#pool.connectionTo(address);
      found ??= address;
      return connection;
    });
    if (!found) throw new Error('connected to no address');
    this.#state.see(found, 'up');
    return found;
  }
}
