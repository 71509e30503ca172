import type { Duplex } from 'node:stream';
import type { NodeAddress } from '../cluster/address.ts';
import type { ArrivingReply } from './arriving-reply.ts';
import type { ChannelListener, CommandChannel } from './command-channel.ts';
import type { Feed } from './feed.ts';
import type { NatMap } from './nat-map.ts';
import type { Reply } from './reply.ts';

/** Opens the byte stream to an address: TCP by default, an SSH tunnel where `hosts/` makes one. */
export type Dial = (address: NodeAddress, signal?: AbortSignal) => Promise<Duplex>;

/** What every connection of one session has in common. */
export interface ConnectionOptions {
  username?: string;
  password?: string;
  /** Absent: no TLS. Values are PEM text. */
  tls?: { ca?: string; cert?: string; key?: string; serverName?: string; rejectUnauthorized?: boolean };
  /** The number of a database, 0 by default. A cluster has no other: a session is not opened on one then. */
  database?: number;
  /** 2 by default, as redis-cli has it. */
  protocol?: 2 | 3;
  /** Milliseconds for TCP, TLS and AUTH together; 5000 by default. */
  connectTimeoutMs?: number;
  dial?: Dial;
  /** Where a node is dialled instead of the address it announces; TLS still expects the announced name. */
  natMap?: NatMap;
  signal?: AbortSignal;
}

/** A reply and how long its round trip took. */
export interface TimedReply {
  reply: Reply;
  /** Milliseconds from the write to the last byte of the reply. */
  ms: number;
}

/**
 * One connection to one node, on ioredis, never reconnecting and never resending by itself.
 * An error reply is a reply, not a rejection; rejections are `Failure`s: `connection-lost` says whether the command may have run.
 */
export interface NodeConnection {
  readonly address: NodeAddress;
  readonly closed: boolean;
  /** host:port on this machine, as the node sees it unless something between them changes it; none through a tunnel. */
  readonly localAddress: string | undefined;
  /**
   * Sends one command; arguments are byte strings. Commands are answered in order; several may be under way.
   * @param onArriving called when a long reply begins; who gives it takes the items; of a very long reply only the beginning is in
   *   the reply itself
   */
  send(args: readonly (string | Buffer)[], onArriving?: (reply: ArrivingReply) => void): Promise<TimedReply>;
  /** The same connection for many commands at once, by turns with `send`; the last listener is the one that hears. */
  openChannel(listener: ChannelListener): CommandChannel;
  /** The same connection as a feed, from now on: neither `send` nor a channel may be used on it any more. */
  openFeed(listener: ChannelListener): Feed;
  /** Called for each push that comes between replies, as CLIENT TRACKING's `invalidate`. */
  onPush(listener: (push: Reply) => void): void;
  /** Called once when the connection ends, for whatever reason. */
  onClose(listener: () => void): void;
  close(): void;
}
