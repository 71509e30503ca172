import { isDeepStrictEqual } from 'node:util';
import { formatAddress, type NodeAddress, sameAddress } from '../cluster/address.ts';
import { buildClusterMap, type ClusterMap, EMPTY_MAP, type SeenHealth } from './cluster-map.ts';
import type { ClusterReading } from './read-cluster.ts';
import type { ClusterView, NodeView } from './session.ts';
import type { Transaction } from './transaction.ts';

/** What the session knows: the cluster as last read, what it saw of nodes itself, and where the prompt stands. */
export class SessionState {
  readonly #name: string;
  readonly #listeners = new Set<() => void>();
  readonly #seen = new Map<string, SeenHealth>();
  #reading: ClusterReading = { kind: 'unreadable' };
  #map: ClusterMap = EMPTY_MAP;
  #current: NodeAddress | undefined;
  #transaction: Transaction | undefined;
  #database = 0;
  #view: ClusterView;

  constructor(name: string) {
    this.#name = name;
    this.#view = this.#makeView();
  }

  get view(): ClusterView {
    return this.#view;
  }

  get map(): ClusterMap {
    return this.#map;
  }

  get current(): NodeAddress | undefined {
    return this.#current;
  }

  get transaction(): Transaction | undefined {
    return this.#transaction;
  }

  get isStandalone(): boolean {
    return this.#reading.kind === 'standalone';
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes over what a node said. One that will not say changes nothing: what was known still is the best there is. */
  read(reading: ClusterReading): void {
    if (reading.kind === 'unreadable') return;
    this.#reading = reading;
    this.#update();
  }

  /** What was seen of a node here; `up` leaves it to the cluster's word. */
  see(address: NodeAddress, health: SeenHealth | 'up'): void {
    const name = formatAddress(address);
    if (this.#seen.get(name) === (health === 'up' ? undefined : health)) return;
    if (health === 'up') this.#seen.delete(name);
    else this.#seen.set(name, health);
    this.#update();
  }

  /** Nodes that were seen suspect or down, and not up since. */
  seenAiling(): NodeAddress[] {
    return this.#map.nodes
      .map(node => node.address)
      .filter(address => this.#seen.has(formatAddress(address)));
  }

  /** Is this node down, by the cluster's word or by what was seen? */
  isDown(address: NodeAddress): boolean {
    return this.nodeAt(address)?.health === 'down';
  }

  moveTo(address: NodeAddress | undefined): void {
    this.#current = address;
    this.#publish();
  }

  setTransaction(transaction: Transaction | undefined): void {
    this.#transaction = transaction;
    this.#publish();
  }

  /** The connection to a node is gone, and with it a transaction that was on it. */
  loseTransaction(node: NodeAddress): void {
    if (this.#transaction && sameAddress(this.#transaction.node, node)) {
      this.#transaction = { ...this.#transaction, lost: true };
    }
  }

  setDatabase(database: number): void {
    this.#database = database;
    this.#publish();
  }

  /** The node the cluster knows at an address; the host may also be the name it announces. */
  nodeAt(address: NodeAddress): NodeView | undefined {
    return this.#map.nodes.find(
      node =>
        sameAddress(node.address, address) ||
        (node.hostname === address.host && node.address.port === address.port),
    );
  }

  #update(): void {
    if (this.#reading.kind === 'cluster') {
      this.#map = buildClusterMap(this.#reading.nodes, this.#map, node =>
        this.#seen.get(formatAddress(node.address)),
      );
    }
    this.#publish();
  }

  /** Replaces the view when it would differ, and only then tells of it. */
  #publish(): void {
    const view = this.#makeView();
    if (isDeepStrictEqual(view, this.#view)) return;
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }

  /** What a cluster said last is worth nothing when none of its nodes answers any more. */
  #state(): ClusterView['state'] {
    const reading = this.#reading;
    if (reading.kind === 'cluster') return this.#current ? reading.state : 'unknown';
    return reading.kind === 'standalone' ? 'standalone' : 'unknown';
  }

  #makeView(): ClusterView {
    return {
      name: this.#name,
      state: this.#state(),
      nodes: this.#map.nodes,
      slotsCovered: this.#map.slotsCovered,
      ...(this.#current ? { current: this.#current } : {}),
      ...(this.#database !== 0 ? { database: this.#database } : {}),
      ...(this.#transaction ? { inTransaction: true } : {}),
    };
  }
}
