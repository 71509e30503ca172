import { type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { type Failure, toFailure } from '../../cluster/failure.ts';
import { SLOT_COUNT } from '../../cluster/slot-ranges.ts';
import { encodedLength, encodeWords } from '../../redis/encode-command.ts';
import type { Reply } from '../../redis/reply.ts';
import type { WordSpans } from '../../redis/word-spans.ts';
import { knownAddress } from '../nodes/known-address.ts';
import type { RunContext } from '../run-command.ts';
import { isLoginFailure } from '../shell-failure.ts';
import type { BulkCommand } from './bulk-command.ts';
import { commandOvertaken, slotNotServed } from './bulk-failures.ts';
import { type Refusal, readRefusal } from './judge-refusal.ts';
import type { LostCommands, NodeChannel, NodeChannelListener } from './node-channel.ts';
import { sendWaiting } from './send-waiting.ts';
import { SlotChannels } from './slot-channels.ts';
import type { SlotLane } from './slot-lane.ts';
import { SlotLanes } from './slot-lanes.ts';

/** After so many redirections in a row a command waits a little: two nodes that disagree for a moment come to agree. */
const MOST_AT_ONCE = 5;

/** Who hears what becomes of commands. */
export interface TrafficListener {
  /** The command has its outcome. */
  onDone(command: BulkCommand): void;
  /** Everything that has arrived was told. */
  onRest(): void;
}

/**
 * Sends commands to the owners of their slots, many at once, and follows what the nodes say. The rules:
 *
 * 1. What is under way of one slot is under way on one connection, in order.
 * 2. When a command was refused, when the slot's owner changes, and behind a command with several keys (of which a slot in
 *    migration may refuse one and run the next), nothing more of the slot is sent until all of it that is under way was answered.
 * 3. Then the refused ones go first, in their order, to where they were told to go.
 * 4. Only what a node said it did not run, or what was never written, is sent again.
 *
 * So commands with the same key run in the order of the input, also across redirections, a failover, a migration.
 */
export class SlotTraffic implements NodeChannelListener {
  readonly #context: RunContext;
  readonly #listener: TrafficListener;
  readonly #patienceMs: number;
  readonly #channels: SlotChannels;
  /** How many commands of each slot are with a channel. */
  readonly #underWay = new Int32Array(SLOT_COUNT);
  readonly #lanes = new SlotLanes(lanes => this.#wake(lanes));
  readonly #unsubscribe: () => void;
  #map: RunContext['state']['map'];
  #isStopped = false;
  /** How many times a node sent a command to another one. */
  redirections = 0;

  /** @param patienceMs how long a slot may be without a node that serves it */
  constructor(context: RunContext, listener: TrafficListener, patienceMs: number) {
    this.#context = context;
    this.#listener = listener;
    this.#patienceMs = patienceMs;
    this.#channels = new SlotChannels(context, this);
    this.#map = context.state.map;
    this.#unsubscribe = context.state.subscribe(() => this.#refreshMap());
  }

  get channels(): Iterable<NodeChannel> {
    return this.#channels.all;
  }

  /** A slot that waits for a node, and since when (ms of `performance.now`); undefined when none does. */
  get stuck(): { slot: number; since: number } | undefined {
    return this.#lanes.stuck;
  }

  /** Takes a command whose words are `words`; it is written with the next `flush`, or before. */
  send(command: BulkCommand, words: WordSpans): void {
    const lane = this.#lanes.of(command.slot);
    const channel = lane ? undefined : this.#channels.toOwner(command.slot);
    if (channel) {
      channel.add(command, words);
      this.#count(command, 1);
      if (command.severalKeys) this.#lanes.open(command.slot);
      return;
    }
    command.bytes = Buffer.allocUnsafe(encodedLength(words));
    command.end = encodeWords(words, command.bytes, 0);
    if (lane?.isGivenUp) {
      this.#fail(command, this.#notServed(command));
      return;
    }
    const waitsIn = lane ?? this.#lanes.open(command.slot);
    waitsIn.waiting.push(command);
    if (!lane) this.#lanes.sleep(waitsIn);
  }

  flush(): void {
    for (const channel of this.#channels.all) channel.flush();
  }

  /** Ends everything: what was written and not answered may have run, all else has not. */
  stop(why: Failure): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#unsubscribe();
    this.#lanes.stop();
    for (const channel of [...this.#channels.all]) channel.onEnd(why);
    for (const lane of this.#lanes.all) for (const command of lane.empty()) this.#fail(command, why);
  }

  // --- what comes back

  onAnswer({ node }: NodeChannel, command: BulkCommand, reply: Reply): void {
    this.#count(command, -1);
    const refusal = readRefusal(reply, node, this.#context.state.isStandalone);
    let lane = this.#lanes.of(command.slot);
    const wasAsked = command.refusal?.kind === 'ASK';
    command.node = wasAsked ? this.#channels.ownerOf(command.slot) : node;
    if (refusal) {
      lane ??= this.#lanes.open(command.slot);
      this.#refuse(command, refusal, lane);
    } else {
      lane?.noteRun(command);
      command.reply = reply;
      this.#listener.onDone(command);
    }
    if (!lane) return;
    if (!refusal) {
      lane.isProbing = false;
      lane.stuckSince = undefined;
    }
    this.#goOn(lane);
  }

  onRest(): void {
    this.#listener.onRest();
    this.flush();
  }

  onLost(channel: NodeChannel, { sent, unsent, why }: LostCommands): void {
    this.#channels.forget(channel);
    const lanes = new Set<SlotLane>();
    for (const command of sent) {
      this.#count(command, -1);
      const lane = this.#lanes.of(command.slot);
      lane?.noteRun(command);
      if (lane) lanes.add(lane);
      command.mayHaveRun = true;
      this.#fail(command, why);
    }
    for (const command of unsent) {
      this.#count(command, -1);
      if (this.#isStopped || isLoginFailure(why)) {
        this.#fail(command, why);
        continue;
      }
      const lane = this.#lanes.of(command.slot) ?? this.#lanes.open(command.slot);
      lanes.add(lane);
      this.#refuse(command, { kind: 'unsent' }, lane);
    }
    if (lanes.size > 0) this.#context.onStale();
    for (const lane of lanes) this.#goOn(lane);
    this.onRest();
  }

  #refuse(command: BulkCommand, refusal: Refusal, lane: SlotLane): void {
    command.keepBytes();
    command.refusal = refusal;
    lane.refuse(command);
    if (refusal.kind === 'later' || refusal.kind === 'unsent') {
      command.redirections = 0;
      lane.isProbing = true;
      this.#lanes.sleep(lane);
      return;
    }
    this.redirections += 1;
    command.redirections += 1;
    if (command.redirections > MOST_AT_ONCE) this.#lanes.sleep(lane);
    if (!refusal.to) return;
    refusal.to = knownAddress(refusal.to, this.#context.state, this.#context.pool);
    if (refusal.kind === 'MOVED') this.#learn(lane.slot, refusal.to);
  }

  #learn(slot: number, owner: NodeAddress): void {
    this.#channels.learn(slot, owner);
    const known = this.#map.owners[slot]?.address;
    if (!known || !sameAddress(known, owner)) this.#context.onStale();
  }

  // --- slots that need care

  /** Sends what waits in a lane as soon as nothing of its slot is under way, as far as it may be under way together. */
  #goOn(lane: SlotLane): void {
    if (this.#isStopped || this.#underWay[lane.slot] !== 0 || this.#lanes.isAsleep(lane)) return;
    for (const command of lane.settle()) this.#fail(command, commandOvertaken(command));
    if (lane.stuckSince !== undefined && performance.now() - lane.stuckSince > this.#patienceMs) {
      this.#giveUp(lane);
      return;
    }
    const sent = sendWaiting(lane, this.#channels, {
      onSent: command => this.#count(command, 1),
      onFailed: (command, why) => this.#fail(command, why),
    });
    if (sent === 'no-node') this.#lanes.sleep(lane);
    else if (sent === 'all') this.#lanes.close(lane);
  }

  #wake(lanes: readonly SlotLane[]): void {
    this.#context.onStale();
    for (const lane of lanes) this.#goOn(lane);
    this.onRest();
  }

  #giveUp(lane: SlotLane): void {
    lane.isGivenUp = true;
    for (const command of lane.empty()) {
      const { refusal } = command;
      // The node's own word for it is the answer, as it is in redis-cli.
      if (refusal?.kind === 'later') command.reply = refusal.said;
      else command.failure = this.#notServed(command);
      this.#listener.onDone(command);
    }
  }

  #notServed({ slot }: BulkCommand): Failure {
    return slotNotServed(slot, this.#channels.ownerOf(slot), this.#patienceMs);
  }

  #fail(command: BulkCommand, why: unknown): void {
    command.failure = toFailure(why);
    this.#listener.onDone(command);
  }

  #count({ slot }: BulkCommand, change: 1 | -1): void {
    this.#underWay[slot] = (this.#underWay[slot] ?? 0) + change;
  }

  /** The session has read the cluster anew. */
  #refreshMap(): void {
    const { map } = this.#context.state;
    if (map === this.#map) return;
    this.#map = map;
    for (const slot of this.#channels.refresh(map)) {
      if (this.#underWay[slot] !== 0 && !this.#lanes.of(slot)) this.#lanes.open(slot);
    }
    this.#channels.giveUpCalling(node => this.#context.state.isDown(node));
    for (const lane of this.#lanes.all) {
      if (lane.isGivenUp && map.owners[lane.slot]?.health !== 'down') this.#lanes.close(lane);
    }
  }
}
