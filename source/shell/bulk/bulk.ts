import type { NodeAddress } from '../../cluster/address.ts';
import type { Failure } from '../../cluster/failure.ts';
import type { Reply } from '../../redis/reply.ts';
import type { WordSpans } from '../../redis/word-spans.ts';
import type { RunContext } from '../run-command.ts';
import { BulkCommand } from './bulk-command.ts';
import { Fifo } from './fifo.ts';
import { routeWords } from './route-words.ts';
import { SlotTraffic, type TrafficListener } from './slot-traffic.ts';

/** Commands at most between the one that is told next and the one that was taken last. */
const MOST_COMMANDS = 4096;
/** Bytes at most of these commands and of what has come back for them, before no more are taken. */
const MOST_BYTES = 16 * 1024 * 1024;
/** What a command costs beside its bytes, roughly. */
const COMMAND_BYTES = 128;
/** What a reply costs beside its bytes, roughly. */
const REPLY_BYTES = 64;
/** How long a slot may be without a node that serves it: a failover takes some 20 s with Redis' default cluster-node-timeout. */
const PATIENCE_MS = 60_000;
/** Nothing has come in for so long: is the node still there? */
const SILENCE_MS = 1000;

/** Errors that come before a node looks whose slot it is: redis-cli stays where it is at these. */
const BEFORE_ROUTING =
  /^(?:ERR wrong number of arguments|ERR unknown (?:sub)?command|NOAUTH|NOPERM|CROSSSLOT)/i;

/** Who hears the outcomes. */
export interface BulkListener {
  /** A command has its outcome; in the order of the input. */
  onDone(command: BulkCommand): void;
  /** Everything that can be told for now was told. */
  onRest(): void;
}

export interface BulkOptions {
  listener: BulkListener;
  /** Milliseconds a slot may be without a node that serves it; 60,000 by default. */
  patienceMs?: number;
}

/**
 * Many commands at once, for input that is not typed: sent to the owners of their slots without waiting for each other, told
 * in the order of the input. `isFull` says when to take no more, `hold` keeps outcomes back while nobody takes them: what is
 * under way is bounded whatever the sizes of input and replies. What may not be under way together with others is not
 * taken: wait until it has `drained`, call `settle`, and run it by the session.
 */
export class Bulk implements TrafficListener {
  readonly #context: RunContext;
  readonly #listener: BulkListener;
  readonly #traffic: SlotTraffic;
  /** Every command that was not told yet, in the order of the input. */
  readonly #order = new Fifo<BulkCommand>();
  readonly #timer: NodeJS.Timeout;
  #bytes = 0;
  #isHeld = false;
  #whenRoom: (() => void) | undefined;
  #whenDrained: (() => void) | undefined;
  /** Where the prompt would be now, had the commands been typed. */
  #promptNode: NodeAddress | undefined;
  #wasSilent = true;

  constructor(context: RunContext, { listener, patienceMs = PATIENCE_MS }: BulkOptions) {
    this.#context = context;
    this.#listener = listener;
    this.#traffic = new SlotTraffic(context, this, patienceMs);
    this.#timer = setInterval(() => this.#checkSilence(), SILENCE_MS);
    this.#timer.unref();
  }

  /** How many times a node sent a command to another one. */
  get redirections(): number {
    return this.#traffic.redirections;
  }

  /** How many commands were taken and not told yet. */
  get pending(): number {
    return this.#order.length;
  }

  /** A slot that waits for a node to serve it, and since when (ms of `performance.now`). */
  get stuck(): { slot: number; since: number } | undefined {
    return this.#traffic.stuck;
  }

  /** So much is under way that no more should be taken before there is `room`. */
  get isFull(): boolean {
    return this.#order.length >= MOST_COMMANDS || this.#bytes >= MOST_BYTES;
  }

  /** Takes a command, at this position of the input; false for one that must run alone. */
  take(words: WordSpans, position: number): boolean {
    const route = this.#context.state.transaction ? undefined : routeWords(words);
    if (!route) return false;
    const command = new BulkCommand(position, route.slot, route.severalKeys);
    command.weight = COMMAND_BYTES + words.endOf(words.count - 1) - words.startOf(0);
    this.#bytes += command.weight;
    this.#order.push(command);
    this.#traffic.send(command, words);
    return true;
  }

  /** Writes what was taken: before waiting for anything. */
  flush(): void {
    this.#traffic.flush();
  }

  /** Resolves when half of what may be under way is free. */
  async room(): Promise<void> {
    this.flush();
    if (this.#hasRoom()) return;
    await new Promise<void>(resolve => {
      this.#whenRoom = resolve;
    });
  }

  /** Resolves when everything that was taken was told. */
  async drained(): Promise<void> {
    this.flush();
    if (this.#order.length === 0) return;
    await new Promise<void>(resolve => {
      this.#whenDrained = resolve;
    });
  }

  /** Puts the session's prompt where redis-cli's would be after the commands so far; nothing may be under way. */
  settle(): void {
    const { state } = this.#context;
    if (this.#promptNode && state.nodeAt(this.#promptNode)) state.moveTo(this.#promptNode);
    this.#promptNode = undefined;
  }

  /** Tells no outcomes, and reads no replies, until `release`. */
  hold(): void {
    this.#isHeld = true;
    this.#balance();
  }

  release(): void {
    this.#isHeld = false;
    this.#tell();
    this.#balance();
  }

  /** Takes no more; what is still under way is told at once, with this failure. */
  close(why: Failure): void {
    clearInterval(this.#timer);
    this.#isHeld = false;
    this.#traffic.stop(why);
  }

  // --- outcomes

  onDone(command: BulkCommand): void {
    if (!this.#isHeld && command === this.#order.first) {
      this.#tell();
    } else if (command.reply) {
      // It waits for those before it.
      const size = sizeOf(command.reply);
      command.weight += size;
      this.#bytes += size;
    }
  }

  onRest(): void {
    this.#wasSilent = false;
    this.#listener.onRest();
    this.#balance();
  }

  #tell(): void {
    for (let command = this.#order.first; command?.isDone && !this.#isHeld; command = this.#order.first) {
      this.#order.shift();
      this.#bytes -= command.weight;
      if (command.reply && !isBeforeRouting(command.reply)) this.#promptNode = command.node;
      this.#listener.onDone(command);
    }
    if (this.#whenRoom && this.#hasRoom()) {
      this.#whenRoom();
      this.#whenRoom = undefined;
    }
    if (this.#whenDrained && this.#order.length === 0) {
      this.#whenDrained();
      this.#whenDrained = undefined;
    }
  }

  #hasRoom(): boolean {
    return this.#order.length <= MOST_COMMANDS / 2 && this.#bytes <= MOST_BYTES / 2;
  }

  /** Reads no more replies while they pile up; but always those that the next one to be told may wait for. */
  #balance(): void {
    const next = this.#order.first;
    const isTooMuch = this.#bytes > 2 * MOST_BYTES;
    for (const channel of this.#traffic.channels) {
      if (this.#isHeld || (isTooMuch && next && !channel.carries(next.slot))) channel.pause();
      else channel.resume();
    }
  }

  /** Nothing comes in any more: has a node failed? One that hangs keeps its connections. */
  #checkSilence(): void {
    const { state, pool, onStale } = this.#context;
    if (this.#order.length > 0 && this.#wasSilent && !this.#isHeld) {
      onStale();
      for (const { node, underWay } of this.#traffic.channels) {
        if (underWay > 0 && state.isDown(node)) pool.drop(node);
      }
    }
    this.#wasSilent = true;
  }
}

function isBeforeRouting(reply: Reply): boolean {
  return reply.type === 'error' && BEFORE_ROUTING.test(reply.value.toString('latin1'));
}

/** Bytes of a reply, roughly. */
function sizeOf(reply: Reply): number {
  const own = 'value' in reply && Buffer.isBuffer(reply.value) ? reply.value.length : 0;
  if ('items' in reply) return reply.items.reduce((sum, item) => sum + sizeOf(item), own);
  if ('entries' in reply) return reply.entries.flat().reduce((sum, item) => sum + sizeOf(item), own);
  return own + REPLY_BYTES;
}
