import type { Duplex } from 'node:stream';
import type { NodeAddress } from '../cluster/address.ts';
import type { ChannelListener, CommandChannel } from './command-channel.ts';
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
  /** Sends one command; arguments are byte strings. Commands are answered in order; several may be under way. */
  send(args: readonly (string | Buffer)[]): Promise<TimedReply>;
  /** The same connection for many commands at once, by turns with `send`; the last listener is the one that hears. */
  openChannel(listener: ChannelListener): CommandChannel;
  /** Called once when the connection ends, for whatever reason. */
  onClose(listener: () => void): void;
  close(): void;
}
