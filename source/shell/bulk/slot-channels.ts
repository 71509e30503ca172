import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import { SLOT_COUNT } from '../../cluster/slot-ranges.ts';
import type { RunContext } from '../run-command.ts';
import type { ClusterMap } from '../state/cluster-map.ts';
import { NodeChannel, type NodeChannelListener } from './node-channel.ts';
import { SlotRoutes } from './slot-routes.ts';

/** The channels to the nodes, opened when they are first needed, and which of them leads to each slot's owner. */
export class SlotChannels {
  readonly #context: Pick<RunContext, 'state' | 'pool'>;
  readonly #listener: NodeChannelListener;
  readonly #routes: SlotRoutes;
  readonly #byNode = new Map<string, NodeChannel>();
  /** As far as they were asked for; a command finds its channel here, and nothing is looked up. */
  readonly #bySlot: (NodeChannel | undefined)[] = Array.from({ length: SLOT_COUNT });

  constructor(context: Pick<RunContext, 'state' | 'pool'>, listener: NodeChannelListener) {
    this.#context = context;
    this.#listener = listener;
    this.#routes = new SlotRoutes(context.state.map);
  }

  get all(): Iterable<NodeChannel> {
    return this.#byNode.values();
  }

  /** Who owns the slot, as far as is known; undefined when no node answers at all. */
  ownerOf(slot: number): NodeAddress | undefined {
    // A server that is no cluster, or does not say: whoever is there answers, or redirects.
    return this.#routes.ownerOf(slot) ?? this.#context.state.current;
  }

  /** The channel to the slot's owner. */
  toOwner(slot: number): NodeChannel | undefined {
    const known = this.#bySlot[slot];
    if (known) return known;
    const owner = this.ownerOf(slot);
    const channel = owner && this.to(owner);
    this.#bySlot[slot] = channel;
    return channel;
  }

  to(node: NodeAddress): NodeChannel {
    const name = formatAddress(node);
    let channel = this.#byNode.get(name);
    if (!channel) {
      channel = new NodeChannel(node, this.#context.pool.connectionTo(node), this.#listener);
      this.#byNode.set(name, channel);
    }
    return channel;
  }

  /** MOVED said that the slot is this node's. */
  learn(slot: number, owner: NodeAddress): void {
    this.#routes.learn(slot, owner);
    this.#bySlot[slot] = undefined;
  }

  /** The channel's connection is gone: the next one that is asked for is another one. */
  forget(channel: NodeChannel): void {
    this.#byNode.delete(formatAddress(channel.node));
    this.#routes.forget(channel.node);
    for (let slot = 0; slot < SLOT_COUNT; slot++) {
      if (this.#bySlot[slot] === channel) this.#bySlot[slot] = undefined;
    }
  }

  /** The cluster was read anew; the slots that have another owner now. */
  refresh(map: ClusterMap): number[] {
    const changed = this.#routes.refresh(map);
    for (const slot of changed) this.#bySlot[slot] = undefined;
    return changed;
  }

  /** A node that hangs lets itself be called for seconds; those who know that it failed need not wait for that. */
  giveUpCalling(isDown: (node: NodeAddress) => boolean): void {
    for (const channel of [...this.all]) {
      if (channel.isConnecting && isDown(channel.node)) channel.onEnd(undefined);
    }
  }
}
