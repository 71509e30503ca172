import type { NodeAddress } from '../../cluster/address.ts';
import type { ChannelListener, CommandChannel } from '../../redis/command-channel.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { Reply } from '../../redis/reply.ts';
import type { WordSpans } from '../../redis/word-spans.ts';
import { ASKED, Batch } from './batch.ts';
import type { BulkCommand } from './bulk-command.ts';
import { Fifo } from './fifo.ts';

/** Commands under way to one node at most; with small commands twice as many bring nothing more. */
const MOST_UNDER_WAY = 1024;
/** Bytes of replies to expect at most, as far as those before tell: the node keeps what we have not read yet in its memory. */
const MOST_REPLY_BYTES = 4 * 1024 * 1024;
/** Buffers kept for the batches to come. */
const MOST_SPARE = 4;

/** Who hears what becomes of the commands of a channel. */
export interface NodeChannelListener {
  onAnswer(channel: NodeChannel, command: BulkCommand, reply: Reply): void;
  /** All answers that have arrived were told. */
  onRest(): void;
  /** The connection ended, or never stood. Told once. */
  onLost(channel: NodeChannel, lost: LostCommands): void;
}

/** Commands whose connection ended, in order: `sent` may have run, `unsent` has not. */
export interface LostCommands {
  sent: readonly BulkCommand[];
  unsent: readonly BulkCommand[];
  why: unknown;
}

/**
 * The commands on their way to one node, in order: gathered in batches, and written while not too many are under way.
 */
export class NodeChannel implements ChannelListener {
  readonly node: NodeAddress;
  readonly #listener: NodeChannelListener;
  #connection: NodeConnection | undefined;
  #channel: CommandChannel | undefined;
  /** Batches to be written; the last one may be added to. */
  readonly #unsent: Batch[] = [];
  readonly #sent = new Fifo<Batch>();
  readonly #spare: Batch[] = [];
  /** Commands written and not answered. */
  #underWay = 0;
  #isWriting = false;
  #isPaused = false;
  #isLost = false;
  /** Bytes of a reply on average, and what has come in since the last one. */
  #replySize = 1;
  #bytesIn = 0;
  #repliesIn = 0;

  constructor(node: NodeAddress, connecting: Promise<NodeConnection>, listener: NodeChannelListener) {
    this.node = node;
    this.#listener = listener;
    connecting.then(
      connection => {
        if (this.#isLost) return;
        this.#connection = connection;
        this.#channel = connection.openChannel(this);
        if (this.#isPaused) this.#channel.pause();
        this.flush();
      },
      why => this.onEnd(why),
    );
  }

  /** Does it wait for its connection still? */
  get isConnecting(): boolean {
    return this.#channel === undefined;
  }

  /** How many commands are under way: written, and not answered. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Takes a new command; it is written with the next `flush`, or before. */
  add(command: BulkCommand, words: WordSpans): void {
    this.#batchFor(Batch.lengthOf(words)).add(command, words);
  }

  /** Takes a command that was refused or held up. @param asking for this command alone, the node is to serve its slot */
  addAgain(command: BulkCommand, asking: boolean): void {
    this.#batchFor(Batch.lengthOfAgain(command, asking)).addAgain(command, asking);
  }

  /** The batch with so much room; when one is full, it is on its way. */
  #batchFor(bytes: number): Batch {
    const last = this.#unsent.at(-1);
    if (last?.hasRoom(bytes) && last.count < this.#mostUnderWay()) return last;
    if (last) this.flush();
    const batch = (bytes <= 1024 ? this.#spare.pop() : undefined) ?? new Batch(bytes);
    this.#unsent.push(batch);
    return batch;
  }

  /** Writes what has been gathered, as far as it may be under way now. */
  flush(): void {
    // Closed, and `onEnd` is still to come: what would be written now would count as sent.
    if (this.#connection?.closed) return;
    while (this.#channel && !this.#isWriting && this.#underWay < this.#mostUnderWay()) {
      const batch = this.#unsent[0];
      if (!batch || batch.count === 0) return;
      this.#unsent.shift();
      this.#sent.push(batch);
      this.#underWay += batch.count;
      // One at a time is with the system: what it has not taken, when the connection ends, has certainly not run.
      this.#isWriting = true;
      this.#channel.write(batch.bytes, batch.count, () => {
        this.#isWriting = false;
        this.flush();
      });
    }
  }

  #mostUnderWay(): number {
    return Math.max(1, Math.min(MOST_UNDER_WAY, Math.floor(MOST_REPLY_BYTES / this.#replySize)));
  }

  /** Has it a command of this slot? */
  carries(slot: number): boolean {
    const batches = [...this.#sent, ...this.#unsent];
    return batches.some(batch => batch.unanswered().some(command => command.slot === slot));
  }

  /** Reads no replies until `resume`. */
  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#channel?.pause();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#channel?.resume();
  }

  onReply(reply: Reply): void {
    if (this.#isLost) return;
    const batch = this.#sent.first;
    if (!batch) throw new RangeError('a reply without a command');
    const command = batch.answerNext();
    this.#underWay -= 1;
    this.#repliesIn += 1;
    if (command !== ASKED) this.#listener.onAnswer(this, command, reply);
    if (!batch.isAnswered) return;
    this.#sent.shift();
    if (!batch.isCommonSize || this.#spare.length >= MOST_SPARE) return;
    batch.reset();
    this.#spare.push(batch);
  }

  onRest(bytes: number): void {
    if (this.#isLost) return;
    this.#bytesIn += bytes;
    if (this.#repliesIn > 0) {
      // Grows at once, shrinks slowly: a few small replies among big ones open no window for many big ones.
      this.#replySize = Math.max(this.#bytesIn / this.#repliesIn, this.#replySize * 0.9);
      this.#bytesIn = 0;
      this.#repliesIn = 0;
    }
    this.#listener.onRest();
    this.flush();
  }

  /** Also called to give the channel up; its commands are told as lost then, and nothing after that. */
  onEnd(why: unknown): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#channel = undefined;
    const sent = this.#sent.drain().flatMap(batch => batch.unanswered());
    const unsent = this.#unsent.splice(0).flatMap(batch => batch.unanswered());
    this.#listener.onLost(this, { sent, unsent, why });
  }
}
