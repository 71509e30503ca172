import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { Failure } from '../../cluster/failure.ts';
import { connectNode } from '../../redis/connect-node.ts';
import { NatMap } from '../../redis/nat-map.ts';
import type { ConnectionOptions, NodeConnection } from '../../redis/node-connection.ts';
import type { Reply } from '../../redis/reply.ts';
import type { SessionSettings } from '../state/session-settings.ts';
import { OwnLooks } from '../streams/own-looks.ts';
import { connectFirst, NobodyAnswers } from './connect-first.ts';
import { guardConnection } from './guard-connection.ts';

/** Who hears of what happens on the kept connections by itself. */
export interface PoolListener {
  /** A connection that stood has ended. */
  onLost(address: NodeAddress): void;
  /** A node said something between replies (CLIENT TRACKING's `invalidate`). */
  onPush(address: NodeAddress, push: Reply): void;
}

/** One connection to each node, opened when it is first needed and kept. All have the session's settings. */
export class NodePool {
  readonly #options: ConnectionOptions;
  /** Where nodes are dialled instead of the addresses they announce; what is changed in it counts from the next connection on. */
  readonly natMap: NatMap;
  readonly #listener: PoolListener;
  readonly #closing = new AbortController();
  readonly #connections = new Map<string, Promise<NodeConnection>>();
  /** The callers' own ones: nobody waits for an answer over one of them when the session is over. */
  readonly #apart = new Set<NodeConnection>();
  /** Those over which nobody's commands go. */
  readonly looks = new OwnLooks();
  /** Where a node can be dialled besides the address it announces: the one the person gave. */
  readonly #otherWays = new Map<string, NodeAddress>();
  /** The nodes that answered here once, by their addresses. */
  readonly #reached = new Set<string>();
  #settings: SessionSettings;

  /** Why a command is not sent over any of them; none is refused without it. */
  readonly refuse: ((args: readonly (string | Buffer)[]) => Failure | undefined) | undefined;

  constructor(
    options: ConnectionOptions,
    settings: SessionSettings,
    listener: PoolListener,
    refuse?: NodePool['refuse'],
  ) {
    this.refuse = refuse;
    this.natMap = options.natMap ?? new NatMap();
    this.#options = { ...options, natMap: this.natMap };
    this.#settings = settings;
    this.#listener = listener;
  }

  /** The settings that new connections get. */
  get settings(): SessionSettings {
    return this.#settings;
  }

  /** The connection to a node, as it stands or newly opened. @throws {Failure} when it cannot be opened */
  connectionTo(address: NodeAddress): Promise<NodeConnection> {
    const name = formatAddress(address);
    const kept = this.#connections.get(name);
    if (kept) return kept;
    const opening = this.#open(address);
    this.#connections.set(name, opening);
    opening.then(
      connection => {
        connection.onClose(() => this.#forget(name, opening) && this.#listener.onLost(address));
        this.looks.forget(connection);
        connection.onPush(push => this.#listener.onPush(address, push));
      },
      () => this.#forget(name, opening),
    );
    return opening;
  }

  /**
   * Opens a connection that is the caller's own, with the same settings, within `ms` milliseconds. MONITOR shows nothing of
   * it, unless `looks` is told to forget it. @throws {Failure}
   */
  async connectApart(address: NodeAddress, ms: number): Promise<NodeConnection> {
    const connection = await this.#open(address, { connectTimeoutMs: ms });
    this.#apart.add(connection);
    this.looks.add(connection);
    connection.onClose(() => this.#apart.delete(connection));
    return connection;
  }

  /** The node announces `announced`, and was reached as `dialled`: the same connection, and another way to it. */
  alias(announced: NodeAddress, dialled: NodeAddress): void {
    const kept = this.#connections.get(formatAddress(dialled));
    this.#otherWays.set(formatAddress(announced), dialled);
    if (!kept) return;
    this.#connections.delete(formatAddress(dialled));
    const name = formatAddress(announced);
    this.#connections.set(name, kept);
    kept.then(connection =>
      connection.onClose(() => this.#forget(name, kept) && this.#listener.onLost(announced)),
    );
  }

  /** Where the node of an announced address is dialled first. */
  wayTo(announced: NodeAddress): NodeAddress {
    return this.natMap.dialled(this.#otherWays.get(formatAddress(announced)) ?? announced);
  }

  /** Did the node of an address answer here before? */
  hasReached(address: NodeAddress): boolean {
    return this.#reached.has(formatAddress(address));
  }

  /** Closes the connection to a node: a command that waits on it is rejected, and `onLost` is not called. */
  drop(address: NodeAddress): void {
    this.#closeAll(name => name === formatAddress(address));
  }

  /** The person changed the settings on `on`: the other nodes get them with their next connection. */
  change(settings: SessionSettings, on: NodeAddress): void {
    this.#settings = settings;
    this.#closeAll(name => name !== formatAddress(on));
  }

  close(): void {
    this.#closing.abort();
    this.#closeAll(() => true);
    for (const connection of this.#apart) connection.close();
  }

  #closeAll(which: (name: string) => boolean): void {
    for (const [name, kept] of this.#connections) {
      if (!which(name)) continue;
      this.#connections.delete(name);
      kept.then(
        connection => connection.close(),
        () => undefined,
      );
    }
  }

  /** True when it was kept until now. */
  #forget(name: string, kept: Promise<NodeConnection>): boolean {
    return this.#connections.get(name) === kept && this.#connections.delete(name);
  }

  async #open(address: NodeAddress, more: ConnectionOptions = {}): Promise<NodeConnection> {
    const { username, password, protocol, database, clientName } = this.#settings;
    const options = { ...this.#options, ...more, username, password, protocol, signal: this.#closing.signal };
    const opened = await this.#dial(address, way => connectNode(way, options));
    this.#reached.add(formatAddress(address));
    const connection = this.refuse ? guardConnection(opened, this.refuse) : opened;
    // A node that refuses these says so again when the person tries; they are no reason not to be connected.
    if (database !== 0) await connection.send(['SELECT', String(database)]);
    if (clientName !== undefined) await connection.send(['CLIENT', 'SETNAME', clientName]);
    return connection;
  }

  async #dial(
    address: NodeAddress,
    connect: (way: NodeAddress) => Promise<NodeConnection>,
  ): Promise<NodeConnection> {
    const otherWay = this.#otherWays.get(formatAddress(address));
    if (!otherWay) return connect(address);
    try {
      return await connectFirst([address, otherWay], connect, late => late.close());
    } catch (thrown) {
      throw thrown instanceof NobodyAnswers ? thrown.first : thrown;
    }
  }
}
