import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { formatAddress } from '../cluster/address.ts';
import { ARRIVING_FROM, ArrivingReply, type ReplyHead } from './arriving-reply.ts';
import type { ChannelListener } from './command-channel.ts';
import { RespDecoder } from './decode-resp.ts';
import type { TimedReply } from './node-connection.ts';
import { ProtocolFailure } from './protocol-failure.ts';
import type { Reply } from './reply.ts';

/**
 * What ioredis takes for its socket: commands pass to the node as they are; of each reply ioredis is handed the number
 * alone (`:17\r\n`), and the reply itself, exactly typed, is taken here by that number.
 *
 * So ioredis keeps its queue of commands and matches replies to them, while none of what it would do to a reply happens:
 * types lost, integers rounded, an end to the connection at an attribute, a queue out of step after SUBSCRIBE or HELLO.
 *
 * Beside ioredis' commands it carries those of a channel (command-channel.ts), by turns; as a feed (feed.ts), all is that.
 */
export class ReplyStream extends Duplex {
  readonly #socket: Duplex;
  readonly #decoder: RespDecoder;
  readonly #node: string;
  /** When each command that has no reply yet was handed to the socket, by number. */
  readonly #sentAt = new Map<number, number>();
  readonly #replies = new Map<number, TimedReply>();
  #sent = 0;
  #answered = 0;
  #arrivedAt = 0;
  #tokens = '';
  #lastWord: Reply | undefined;
  #channel: ChannelListener | undefined;
  /** How many commands of the channel have no reply yet. */
  #channelOwed = 0;
  #feed: ChannelListener | undefined;
  #onPush: ((push: Reply) => void) | undefined;
  /** Who wants to see a long reply while it comes, by number. */
  readonly #watchers = new Map<number, (reply: ArrivingReply) => void>();
  #arriving: ArrivingReply | undefined;

  constructor(socket: Duplex, node: string) {
    // The node has closed its side: there is nothing left to say to it.
    super({ allowHalfOpen: false });
    this.#socket = socket;
    this.#node = node;
    this.#decoder = new RespDecoder(
      reply => this.#accept(reply),
      node,
      head => this.#arrive(head),
    );
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', error => this.destroy(error));
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
  }

  /** host:port of the socket on this machine. */
  get localAddress(): string | undefined {
    if (!(this.#socket instanceof Socket)) return undefined;
    const { localAddress: host, localPort: port } = this.#socket;
    return host === undefined || port === undefined ? undefined : formatAddress({ host, port });
  }

  /** How many commands were handed to the socket: those after them cannot have run. */
  get sent(): number {
    return this.#sent;
  }

  /** An error that the node sent unasked before it closed the connection: its reason. */
  get lastWord(): Reply | undefined {
    return this.#lastWord;
  }

  /** The reply with this number; it is forgotten here. */
  takeReply(number: number): TimedReply {
    const reply = this.#replies.get(number);
    if (!reply) throw new RangeError(`no reply ${number}`);
    this.#replies.delete(number);
    return reply;
  }

  /** The reply with this number, should it be long, is handed on when it begins. */
  watch(number: number, watcher: (reply: ArrivingReply) => void): void {
    this.#watchers.set(number, watcher);
  }

  /** Who gets the replies to commands of a channel, from now on. */
  listen(channel: ChannelListener): void {
    this.#channel = channel;
  }

  /** Commands of a channel, as `CommandChannel` says. */
  writeCommands(commands: Buffer, count: number, taken: () => void): void {
    if (this.#sentAt.size > 0) throw new Error('a channel in the middle of other commands');
    this.#channelOwed += count;
    this.#socket.write(commands, taken);
  }

  /** From now on all that comes is this listener's, in the order it comes. */
  becomeFeed(listener: ChannelListener): void {
    this.#feed = listener;
  }

  writeToFeed(command: Buffer): void {
    this.#socket.write(command);
  }

  /** Who gets what comes between replies. */
  onPush(listener: (push: Reply) => void): void {
    this.#onPush = listener;
  }

  pauseReplies(): void {
    this.#socket.pause();
  }

  resumeReplies(): void {
    this.#socket.resume();
  }

  /** ioredis sets these on its socket; tunnels have none, and ours are set where the socket is made. */
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  override _read(): void {
    // Replies are pushed as they arrive: ioredis reads all of them at once.
  }

  override _write(command: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#markSent(1);
    this.#socket.write(command, done);
  }

  override _writev(commands: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#markSent(commands.length);
    this.#socket.write(Buffer.concat(commands.map(({ chunk }) => chunk)), done);
  }

  override _final(done: () => void): void {
    this.#socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    this.#arriving?.breakOff();
    done(error);
  }

  #markSent(commands: number): void {
    if (this.#channelOwed > 0) throw new Error('a command in the middle of a channel');
    const now = performance.now();
    for (let count = 0; count < commands; count++) this.#sentAt.set(this.#sent++, now);
  }

  #receive(chunk: Buffer): void {
    this.#arrivedAt = performance.now();
    this.#tokens = '';
    try {
      this.#decoder.decode(chunk);
      if (this.#tokens) this.push(this.#tokens);
      (this.#feed ?? this.#channel)?.onRest(chunk.length);
    } catch (error) {
      if (this.#tokens) this.push(this.#tokens);
      this.destroy(error as Error);
    }
  }

  /** A reply of known length begins. */
  #arrive(head: ReplyHead): ArrivingReply | undefined {
    const watcher = head.count < ARRIVING_FROM ? undefined : this.#watchers.get(this.#answered);
    if (!watcher) return undefined;
    this.#arriving = new ArrivingReply(head, {
      pause: () => this.pauseReplies(),
      resume: () => this.resumeReplies(),
    });
    watcher(this.#arriving);
    return this.#arriving;
  }

  #accept(reply: Reply): void {
    if (this.#feed) {
      this.#feed.onReply(reply);
      return;
    }
    // Pushes answer no command: tracking's `invalidate` comes between replies.
    if (reply.type === 'push') {
      this.#onPush?.(reply);
      return;
    }
    if (this.#channelOwed > 0) {
      this.#channelOwed -= 1;
      this.#channel?.onReply(reply);
      return;
    }
    const sentAt = this.#sentAt.get(this.#answered);
    if (sentAt === undefined) {
      if (reply.type === 'error') this.#lastWord = reply;
      throw new ProtocolFailure(this.#node, 'unasked-reply', replyText(reply));
    }
    this.#sentAt.delete(this.#answered);
    this.#watchers.delete(this.#answered);
    this.#arriving = undefined;
    this.#replies.set(this.#answered, { reply, ms: this.#arrivedAt - sentAt });
    this.#tokens += `:${this.#answered}\r\n`;
    this.#answered += 1;
  }
}

function replyText(reply: Reply): Buffer {
  return 'value' in reply && Buffer.isBuffer(reply.value) ? reply.value : Buffer.from(reply.type);
}
