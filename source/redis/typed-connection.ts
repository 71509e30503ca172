import type { Redis } from 'ioredis';
import type { NodeAddress } from '../cluster/address.ts';
import type { Failure } from '../cluster/failure.ts';
import type { ArrivingReply } from './arriving-reply.ts';
import type { ChannelListener, CommandChannel } from './command-channel.ts';
import { ConnectionLost } from './command-failure.ts';
import { encodeCommand } from './encode-command.ts';
import type { Feed } from './feed.ts';
import type { NodeConnection, TimedReply } from './node-connection.ts';
import { ProtocolFailure } from './protocol-failure.ts';
import { refuseCommand } from './refuse-command.ts';
import type { Reply } from './reply.ts';
import type { ReplyStream } from './reply-stream.ts';
import { TypedCommand } from './typed-command.ts';

/** A connection that ioredis keeps, with the replies of its `ReplyStream`. */
export class TypedConnection implements NodeConnection {
  readonly address: NodeAddress;
  readonly #redis: Redis;
  readonly #stream: ReplyStream;
  /** How many commands ioredis has written: the number of the next one. */
  #written = 0;
  #endedBy: Error | undefined;

  constructor(address: NodeAddress, redis: Redis, stream: ReplyStream) {
    this.address = address;
    this.#redis = redis;
    this.#stream = stream;
    redis.on('error', error => {
      this.#endedBy ??= error;
    });
  }

  get closed(): boolean {
    return this.#stream.destroyed;
  }

  get localAddress(): string | undefined {
    return this.#stream.localAddress;
  }

  /** Why the connection ended, where the socket or the decoder said so. */
  get endedBy(): Error | undefined {
    return this.#endedBy;
  }

  async send(
    args: readonly (string | Buffer)[],
    onArriving?: (reply: ArrivingReply) => void,
  ): Promise<TimedReply> {
    if (args.length === 0) throw new TypeError('a command needs a name');
    const refusal = refuseCommand(args);
    if (refusal) throw refusal;
    const command = new TypedCommand(encodeCommand(args));
    const answered = this.#redis.sendCommand(command) as Promise<number>;
    const number = command.written ? this.#written++ : Number.POSITIVE_INFINITY;
    if (onArriving) this.#stream.watch(number, onArriving);
    try {
      return this.#stream.takeReply(await answered);
    } catch (cause) {
      if (this.#endedBy instanceof ProtocolFailure) throw this.#endedBy;
      throw new ConnectionLost(this.address, number < this.#stream.sent, this.#endedBy ?? cause);
    }
  }

  openChannel(listener: ChannelListener): CommandChannel {
    const stream = this.#stream;
    stream.listen(listener);
    this.onClose(() => listener.onEnd(this.#ending()));
    return {
      write: (commands, count, taken) => stream.writeCommands(commands, count, taken),
      pause: () => stream.pauseReplies(),
      resume: () => stream.resumeReplies(),
    };
  }

  openFeed(listener: ChannelListener): Feed {
    const stream = this.#stream;
    stream.becomeFeed(listener);
    this.onClose(() => listener.onEnd(this.#ending()));
    return {
      send: args => stream.writeToFeed(encodeCommand(args)),
      pause: () => stream.pauseReplies(),
      resume: () => stream.resumeReplies(),
    };
  }

  onPush(listener: (push: Reply) => void): void {
    this.#stream.onPush(listener);
  }

  onClose(listener: () => void): void {
    if (this.#stream.closed) queueMicrotask(listener);
    else this.#stream.once('close', listener);
  }

  close(): void {
    this.#redis.disconnect();
  }

  /** Why the connection ended, for those who wait for replies. */
  #ending(): Failure {
    const why = this.#endedBy;
    return why instanceof ProtocolFailure ? why : new ConnectionLost(this.address, true, why);
  }
}
