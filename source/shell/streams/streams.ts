import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { NodeConnection, TimedReply } from '../../redis/node-connection.ts';
import type { RunContext } from '../run-command.ts';
import { MessageRing } from './message-ring.ts';
import { openMonitor } from './open-monitor.ts';
import { reopenSubscriptions } from './reopen-subscriptions.ts';
import type {
  RingBounds,
  SessionStreams,
  StreamMessage,
  StreamsListener,
  StreamsView,
} from './stream-events.ts';
import { SubscriptionLink } from './subscription-link.ts';

/** Milliseconds for a connection of a stream to be opened. */
const CONNECT_MS = 5000;

/**
 * What the session listens to: subscriptions and MONITOR, each on connections of their own, so that commands go on beside
 * them. Messages wait here, bounded, until they are taken.
 */
export class Streams implements SessionStreams {
  readonly #context: () => RunContext;
  readonly #ring: MessageRing;
  readonly #links = new Map<string, Promise<SubscriptionLink>>();
  readonly #open = new Set<SubscriptionLink>();
  readonly #monitors = new Map<
    string,
    { node: NodeAddress; connection: NodeConnection; pause(): void; resume(): void }
  >();
  /** Channels whose connection was lost, and is being opened again. */
  readonly #reopening = new Set<readonly Buffer[]>();
  #ending = new AbortController();
  #listener: StreamsListener | undefined;
  #isPaused = false;

  constructor(context: () => RunContext, bounds: RingBounds) {
    this.#context = context;
    this.#ring = new MessageRing(bounds);
  }

  listen(listener: StreamsListener): void {
    this.#listener = listener;
  }

  /** Does anybody hear what is said? */
  get isHeard(): boolean {
    return this.#listener !== undefined;
  }

  get view(): StreamsView | undefined {
    const links = [...this.#open];
    const channels = [
      ...links.flatMap(link => [
        ...link.names('subscribe'),
        ...link.names('psubscribe'),
        ...link.names('ssubscribe'),
      ]),
      ...[...this.#reopening].flat(),
    ];
    const monitored = [...this.#monitors.values()].map(({ node }) => node);
    return channels.length + monitored.length > 0 ? { channels, monitored } : undefined;
  }

  get counts(): { received: number; dropped: number } {
    const { received, dropped } = this.#ring;
    return { received, dropped };
  }

  take(most?: RingBounds): StreamMessage[] {
    return this.#ring.take(most);
  }

  /** A node said something unasked on one of the session's own connections (CLIENT TRACKING). */
  tell(message: StreamMessage): void {
    this.#ring.push(message);
    this.#listener?.onNews();
  }

  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    for (const stream of [...this.#open, ...this.#monitors.values()]) stream.pause();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    for (const stream of [...this.#open, ...this.#monitors.values()]) stream.resume();
  }

  /** The nodes with subscriptions to channels of slots, or to others. */
  nodesWith(shard: boolean): NodeAddress[] {
    return [...this.#open]
      .filter(link =>
        (shard ? ['ssubscribe' as const] : ['subscribe' as const, 'psubscribe' as const]).some(
          kind => link.names(kind).length > 0,
        ),
      )
      .map(link => link.address);
  }

  /** The node where one is subscribed to a shard channel. */
  nodeOf(channel: Buffer): NodeAddress | undefined {
    return [...this.#open].find(link => link.names('ssubscribe').some(name => name.equals(channel)))?.address;
  }

  /** The connection for subscriptions on a node, as it stands or newly opened. @throws {Failure} when it cannot be opened */
  linkTo(node: NodeAddress): Promise<SubscriptionLink> {
    const name = formatAddress(node);
    const kept = this.#links.get(name);
    if (kept) return kept;
    const opening = this.#openLink(node);
    this.#links.set(name, opening);
    opening.catch(() => this.#links.delete(name));
    return opening;
  }

  /** Closes connections on which nothing is subscribed to any more. */
  closeEmpty(): void {
    for (const link of this.#open) if (link.isEmpty) this.#closeLink(link);
    this.#listener?.onNews();
  }

  /** Begins to MONITOR a node; resolves with its answer. @throws {Failure} */
  async monitor(node: NodeAddress): Promise<TimedReply> {
    const name = formatAddress(node);
    this.#monitors.get(name)?.connection.close();
    const { pool } = this.#context();
    const { looks } = pool;
    const connection = await pool.connectApart(node, CONNECT_MS);
    const { answer, feed } = await openMonitor(connection, {
      onLine: reply => {
        if (reply.type === 'status' && looks.includes(reply.value)) return;
        this.#ring.push({ node, reply });
      },
      onRest: () => this.#listener?.onNews(),
      onEnd: () => {
        if (this.#monitors.get(name)?.connection !== connection) return;
        this.#monitors.delete(name);
        this.#listener?.onEvent({ type: 'monitor-lost', node });
      },
    });
    if (answer.reply.type === 'error') connection.close();
    else this.#monitors.set(name, { node, connection, ...feed });
    this.#listener?.onNews();
    return answer;
  }

  end(): number {
    const { view } = this;
    this.#ending.abort();
    this.#ending = new AbortController();
    for (const link of this.#open) this.#closeLink(link);
    const monitors = [...this.#monitors.values()];
    this.#monitors.clear();
    for (const { connection } of monitors) connection.close();
    this.#reopening.clear();
    this.#listener?.onNews();
    return (view?.channels.length ?? 0) + (view?.monitored.length ?? 0);
  }

  async #openLink(node: NodeAddress): Promise<SubscriptionLink> {
    const { pool } = this.#context();
    const connection = await pool.connectApart(node, CONNECT_MS);
    pool.looks.forget(connection);
    const link: SubscriptionLink = new SubscriptionLink(node, connection, {
      onMessage: reply => this.#ring.push({ node, reply }),
      onConfirmed: reply => this.#listener?.onEvent({ type: 'stream-confirmed', node, reply }),
      onThrownOut: channel => {
        this.#listener?.onEvent({ type: 'channel-moved', node, channel });
        void this.#reopen([{ kind: 'ssubscribe', names: [channel] }]);
      },
      onRest: () => this.#listener?.onNews(),
      onLost: () => void this.#onLost(link),
    });
    this.#open.add(link);
    if (this.#isPaused) link.pause();
    return link;
  }

  #closeLink(link: SubscriptionLink): void {
    this.#open.delete(link);
    this.#links.delete(formatAddress(link.address));
    link.close();
  }

  async #onLost(link: SubscriptionLink): Promise<void> {
    this.#closeLink(link);
    const lost = (['subscribe', 'psubscribe', 'ssubscribe'] as const)
      .map(kind => ({ kind, names: link.names(kind) }))
      .filter(({ names }) => names.length > 0);
    if (lost.length === 0) return;
    const channels = lost.flatMap(({ names }) => names);
    this.#listener?.onEvent({ type: 'stream-lost', node: link.address, channels });
    await this.#reopen(lost);
  }

  /** Subscribes to what was lost until it stands again or all streams are ended. */
  async #reopen(lost: Parameters<typeof reopenSubscriptions>[0]): Promise<void> {
    const { signal } = this.#ending;
    const channels = lost.flatMap(({ names }) => names);
    this.#reopening.add(channels);
    const node = await reopenSubscriptions(lost, this.#context(), signal);
    this.closeEmpty();
    if (!this.#reopening.delete(channels) || !node) return;
    this.#listener?.onEvent({ type: 'stream-reopened', node, channels });
  }
}
