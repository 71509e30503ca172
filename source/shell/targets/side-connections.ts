import { formatAddress } from '../../cluster/address.ts';
import { Failure } from '../../cluster/failure.ts';
import { within } from '../../cluster/within.ts';
import { NodeNotAnswering } from '../../redis/command-failure.ts';
import type { NodeConnection, TimedReply } from '../../redis/node-connection.ts';
import type { NodePool } from '../nodes/node-pool.ts';
import { unlessAborted } from '../nodes/unless-aborted.ts';
import type { TargetNode } from './find-targets.ts';

/**
 * Connections for one line that asks several nodes, beside the prompt's: a MULTI, a WATCH or a BLPOP there is none of
 * theirs, and READONLY here none of the prompt's. Opened when first needed, all closed by `close` and by the signal.
 */
export class SideConnections {
  readonly #pool: NodePool;
  readonly #patienceMs: number;
  readonly #signal: AbortSignal;
  readonly #opened = new Map<string, Promise<NodeConnection>>();
  #closed = false;

  /** @param patienceMs milliseconds until a node that does not let us in is given up */
  constructor(pool: NodePool, patienceMs: number, signal: AbortSignal) {
    this.#pool = pool;
    this.#patienceMs = patienceMs;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /** The connection to a node; a replica has been told READONLY, so that it answers for its master's slots. @throws {Failure} */
  to(node: TargetNode): Promise<NodeConnection> {
    const name = formatAddress(node.address);
    const opening = this.#opened.get(name) ?? this.#open(node);
    this.#opened.set(name, opening);
    return unlessAborted(opening, this.#signal, () => new Failure('interrupted', { during: 'exec' }));
  }

  /**
   * Sends one command and waits at most `ms` milliseconds for the reply.
   * @throws {Failure} `node-not-answering` when it is late, and the connection is closed: nobody waits for it any more
   */
  ask(node: TargetNode, args: readonly (string | Buffer)[], ms: number): Promise<TimedReply> {
    const command = String(args[0]).toUpperCase();
    return this.work(node, command, connection => connection.send(args), ms);
  }

  /** The same for several commands that are sent together. @param command the name they go by when they are late */
  async work<T>(
    node: TargetNode,
    command: string,
    send: (connection: NodeConnection) => Promise<T>,
    ms: number,
  ): Promise<T> {
    const connection = await this.to(node);
    try {
      return await this.#inTime(node, send(connection), command, ms);
    } catch (thrown) {
      connection.close();
      throw thrown;
    }
  }

  close(): void {
    this.#closed = true;
    for (const opening of this.#opened.values()) {
      opening.then(
        connection => connection.close(),
        () => undefined,
      );
    }
  }

  async #open(node: TargetNode): Promise<NodeConnection> {
    const connection = await this.#pool.connectApart(node.address, this.#patienceMs);
    // What goes over it was typed.
    this.#pool.looks.forget(connection);
    if (this.#closed) connection.close();
    // A replica of no cluster has no id: it answers reads without it.
    if (node.role === 'replica' && node.id !== '') {
      await this.#inTime(node, connection.send(['READONLY']), 'READONLY', this.#patienceMs);
    }
    return connection;
  }

  #inTime<T>(node: TargetNode, work: Promise<T>, command: string, ms: number): Promise<T> {
    if (ms === Number.POSITIVE_INFINITY) return work;
    return within(ms, work, () => new NodeNotAnswering(node.address, command, Math.round(ms)));
  }
}
