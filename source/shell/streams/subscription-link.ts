import type { NodeAddress } from '../../cluster/address.ts';
import type { Failure } from '../../cluster/failure.ts';
import { ConnectionLost } from '../../redis/command-failure.ts';
import type { Feed } from '../../redis/feed.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { Reply } from '../../redis/reply.ts';
import { commandName } from '../commands/command-words.ts';

/** The three kinds of names one can subscribe to; each has confirmations of its own. */
const KINDS = ['subscribe', 'psubscribe', 'ssubscribe'] as const;
export type SubscriptionKind = (typeof KINDS)[number];

export interface LinkListener {
  onMessage(reply: Reply): void;
  /** A channel was subscribed to or left, as it was asked for. */
  onConfirmed(reply: Reply): void;
  /** The node has thrown a shard channel out: its slot is elsewhere now. */
  onThrownOut(channel: Buffer): void;
  /** Everything that has arrived was handed on. */
  onRest(): void;
  /** The connection ended by itself. */
  onLost(): void;
}

/** A command that has not got all of its confirmations. */
interface Asked {
  /** Its confirmations are nobody's news. */
  quiet: boolean;
  kind: string;
  left: number;
  resolve(refusal: Reply | undefined): void;
  reject(why: Failure): void;
}

/** A connection of its own to one node, with what is subscribed to on it. */
export class SubscriptionLink {
  readonly address: NodeAddress;
  readonly #connection: NodeConnection;
  readonly #listener: LinkListener;
  readonly #feed: Feed;
  readonly #asked: Asked[] = [];
  readonly #names: Record<SubscriptionKind, Map<string, Buffer>> = {
    subscribe: new Map(),
    psubscribe: new Map(),
    ssubscribe: new Map(),
  };
  #isClosed = false;

  constructor(address: NodeAddress, connection: NodeConnection, listener: LinkListener) {
    this.address = address;
    this.#connection = connection;
    this.#listener = listener;
    this.#feed = connection.openFeed({
      onReply: reply => this.#accept(reply),
      onRest: () => listener.onRest(),
      onEnd: why => this.#end(why),
    });
  }

  /** What is subscribed to, by kind. */
  names(kind: SubscriptionKind): Buffer[] {
    return [...this.#names[kind].values()];
  }

  get isEmpty(): boolean {
    return this.#asked.length === 0 && KINDS.every(kind => this.#names[kind].size === 0);
  }

  /**
   * Sends SUBSCRIBE or one of its kin. Resolves with nothing when all is confirmed (each confirmation goes to the listener, unless `quiet`),
   * or with the error that the node answered instead. @throws {Failure} when the connection ends first
   */
  ask(args: readonly Buffer[], quiet = false): Promise<Reply | undefined> {
    const kind = commandName(args);
    return new Promise((resolve, reject) => {
      if (this.#connection.closed) throw new ConnectionLost(this.address, false, undefined);
      this.#asked.push({ quiet, kind, left: this.#confirmations(kind, args.length - 1), resolve, reject });
      this.#feed.send(args);
    });
  }

  pause(): void {
    this.#feed.pause();
  }

  resume(): void {
    this.#feed.resume();
  }

  close(): void {
    this.#isClosed = true;
    this.#connection.close();
  }

  /** UNSUBSCRIBE without a name is about all that are subscribed to, and confirmed once when there is none. */
  #confirmations(kind: string, names: number): number {
    const subscribed = KINDS.find(one => kind === counterpart(one));
    return names > 0 || !subscribed ? Math.max(1, names) : Math.max(1, this.#names[subscribed].size);
  }

  #accept(reply: Reply): void {
    const [said, name] = reply.type === 'array' || reply.type === 'push' ? reply.items : [];
    const kind = said?.type === 'bulk' ? said.value.toString('latin1') : '';
    const channel = name?.type === 'bulk' ? name.value : undefined;
    const entered = KINDS.find(one => one === kind);
    const left = KINDS.find(one => counterpart(one) === kind);
    const [head] = this.#asked;
    if (!entered && !left) {
      if (reply.type === 'error' && head) this.#asked.shift()?.resolve(reply);
      else this.#listener.onMessage(reply);
      return;
    }
    if (entered && channel) this.#names[entered].set(channel.toString('latin1'), channel);
    if (left && channel) this.#names[left].delete(channel.toString('latin1'));
    if (head?.kind !== kind) {
      if (left === 'ssubscribe' && channel) this.#listener.onThrownOut(channel);
      return;
    }
    if (!head.quiet) this.#listener.onConfirmed(reply);
    head.left -= 1;
    if (head.left === 0) this.#asked.shift()?.resolve(undefined);
  }

  #end(why: Failure): void {
    for (const asked of this.#asked.splice(0)) asked.reject(why);
    if (!this.#isClosed) this.#listener.onLost();
  }
}

/** `subscribe` → `unsubscribe`, `psubscribe` → `punsubscribe`. */
function counterpart(kind: SubscriptionKind): string {
  return kind.replace('subscribe', 'unsubscribe');
}
