import type { NodeAddress } from '../../cluster/address.ts';
import type { Reply } from '../../redis/reply.ts';

/** How much may wait to be taken, or is taken at a time. */
export interface RingBounds {
  messages: number;
  /** Of their strings together; a message that is longer alone goes alone. */
  bytes: number;
}

/** What a node said unasked: a message, a line of MONITOR, an invalidation of CLIENT TRACKING. */
export interface StreamMessage {
  node: NodeAddress;
  reply: Reply;
}

/** What happens to streams. None of these is ever dropped, and messages that came before are to be shown before. */
export type StreamEvent =
  /** What the node answered to SUBSCRIBE and the like, one for each channel. */
  | { type: 'stream-confirmed'; node: NodeAddress; reply: Reply }
  /** The connection ended by itself; it is being opened again. */
  | { type: 'stream-lost'; node: NodeAddress; channels: readonly Buffer[] }
  | { type: 'stream-reopened'; node: NodeAddress; channels: readonly Buffer[] }
  /** The slot of a shard channel left the node; the channel is subscribed to where it is now. */
  | { type: 'channel-moved'; node: NodeAddress; channel: Buffer }
  /** The connection of a MONITOR ended by itself; what ran in between is lost, so it is not opened again. */
  | { type: 'monitor-lost'; node: NodeAddress };

/** Who hears of streams. */
export interface StreamsListener {
  /** Messages wait to be taken, or what is open has changed. Called once for all that came together. */
  onNews(): void;
  onEvent(event: StreamEvent): void;
}

/** What is open. */
export interface StreamsView {
  /** Channels, patterns and shard channels, in the order of their first subscription. */
  channels: readonly Buffer[];
  monitored: readonly NodeAddress[];
}

/** What nodes say unasked. Commands begin and end it (SUBSCRIBE, UNSUBSCRIBE, MONITOR), `end` ends all of it. */
export interface SessionStreams {
  /** What is open; undefined for nothing. */
  readonly view: StreamsView | undefined;
  /** How many messages ever came, and how many of them were dropped because nobody took them in time. */
  readonly counts: { received: number; dropped: number };
  /** Who hears of all this; the last one that was given. */
  listen(listener: StreamsListener): void;
  /** The messages that wait, the oldest first, up to the bounds and at least one; all without. They are forgotten here. */
  take(most?: RingBounds): StreamMessage[];
  /** Stops reading from all nodes, until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends all of them; how many there were. */
  end(): number;
}
