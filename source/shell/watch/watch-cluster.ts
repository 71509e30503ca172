import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { toFailure } from '../../cluster/failure.ts';
import { within } from '../../cluster/within.ts';
import { NodeNotAnswering } from '../../redis/command-failure.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { Footing } from '../nodes/footing.ts';
import type { NodePool } from '../nodes/node-pool.ts';
import { readCluster } from '../nodes/read-cluster.ts';
import type { SessionState } from '../state/session-state.ts';
import { isDozing, pauseUntilLook } from './pace-looks.ts';

export interface WatchOptions {
  state: SessionState;
  pool: NodePool;
  footing: Footing;
  /** Milliseconds between two looks while all is well and somebody watches; 0: look only when asked to. */
  pollMs: number;
  /** Milliseconds a node may take to answer before it is suspect. */
  patienceMs: number;
}

/**
 * Keeps the session's picture of the cluster fresh: asks the prompt's node for its table, over a connection of its own
 * (on the person's, a MULTI would queue the question and a BLPOP would hold it up). A silent node is only suspect; it is
 * left when the others say that it failed.
 */
export class ClusterWatch {
  readonly #options: WatchOptions;
  readonly #rechecking = new Set<string>();
  #connection: NodeConnection | undefined;
  /** Which node `#connection` is to. */
  #node: NodeAddress | undefined;
  #timer: NodeJS.Timeout | undefined;
  #keyAt = performance.now();
  #newsAt = Number.NEGATIVE_INFINITY;
  #looking = false;
  #lookAgain = false;
  #stopped = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#connection?.close();
  }

  /** Something has changed: look now, or once more when a look is under way, and more often for a while. */
  poke(): void {
    this.#newsAt = performance.now();
    this.#lookSoon();
  }

  /** A person pressed a key. When nobody had for minutes, what they see may be old. */
  attend(): void {
    const wasDozing = isDozing(this.sinceKeyMs());
    this.#keyAt = performance.now();
    if (wasDozing && this.#options.pollMs > 0) this.#lookSoon();
  }

  sinceKeyMs(): number {
    return performance.now() - this.#keyAt;
  }

  #lookSoon(): void {
    this.#lookAgain = true;
    if (!this.#looking && !this.#stopped) void this.#lookWhileAsked();
  }

  #schedule(): void {
    const { pollMs, state } = this.#options;
    clearTimeout(this.#timer);
    if (this.#stopped || pollMs === 0) return;
    const { current, state: said, nodes } = state.view;
    const pause = pauseUntilLook(pollMs, {
      calm: current !== undefined && said !== 'fail' && nodes.every(one => one.health === 'up'),
      sinceKeyMs: this.sinceKeyMs(),
      sinceNewsMs: performance.now() - this.#newsAt,
      nodes: nodes.length,
    });
    this.#timer = setTimeout(() => this.#lookSoon(), pause);
    this.#timer.unref();
  }

  async #lookWhileAsked(): Promise<void> {
    this.#looking = true;
    while (this.#lookAgain && !this.#stopped) {
      this.#lookAgain = false;
      await this.#look();
    }
    this.#looking = false;
    this.#schedule();
  }

  /** Asks one node after the other until one tells: the prompt's first, unless it ails. Never rejects. */
  async #look(): Promise<void> {
    const { state, footing } = this.#options;
    const ailing = state.seenAiling();
    for (const address of ailing) void this.#recheck(address);
    const here = await footing.stand().catch(() => undefined);
    if (!here) return;
    const up = state.map.nodes.filter(node => node.health === 'up').map(node => node.address);
    const others = up.filter(address => !sameAddress(address, here));
    const ails = ailing.some(address => sameAddress(address, here));
    for (const address of ails ? others : [here, ...others]) {
      if (this.#stopped || (await this.#read(address))) break;
    }
    const { current } = state;
    if (current && state.isDown(current)) await this.#abandon(current);
  }

  /** Has the node told? */
  async #read(address: NodeAddress): Promise<boolean> {
    const { state, footing, patienceMs } = this.#options;
    try {
      const connection = await this.#connect(address);
      const late = () => new NodeNotAnswering(address, 'CLUSTER NODES', patienceMs);
      state.read(await within(patienceMs, readCluster(connection), late));
      return true;
    } catch (thrown) {
      this.#disconnect();
      if (this.#stopped) return false;
      const { id } = toFailure(thrown);
      if (id === 'node-not-answering' || id === 'connection-timeout') state.see(address, 'suspect');
      else await footing.settle(address);
      return false;
    }
  }

  async #connect(address: NodeAddress): Promise<NodeConnection> {
    if (this.#connection && !this.#connection.closed && this.#node && sameAddress(this.#node, address)) {
      return this.#connection;
    }
    this.#disconnect();
    const connection = await this.#options.pool.connectApart(address, this.#options.patienceMs);
    this.#connection = connection;
    this.#node = address;
    // It ended by itself: what it is about is found out at once, not with the next look.
    connection.onClose(() => {
      if (this.#connection === connection) this.poke();
    });
    if (this.#stopped) connection.close();
    return connection;
  }

  #disconnect(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.close();
  }

  /** The prompt's node is silent here, and failed to the others: whoever waits for it waits in vain. */
  async #abandon(node: NodeAddress): Promise<void> {
    const { state, pool, footing } = this.#options;
    await footing.leave(node);
    state.losePins(one => sameAddress(one, node));
    pool.drop(node);
  }

  /** Is a node that was seen suspect or down back? A new connection tells; an old one may hang. */
  async #recheck(address: NodeAddress): Promise<void> {
    const name = formatAddress(address);
    if (this.#rechecking.has(name)) return;
    this.#rechecking.add(name);
    const { pool, state, patienceMs } = this.#options;
    try {
      const connection = await pool.connectApart(address, patienceMs);
      connection.close();
      state.see(address, 'up');
    } catch {
      // Not back yet.
    } finally {
      this.#rechecking.delete(name);
    }
  }
}
