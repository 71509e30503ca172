import type { NodeAddress } from '../../cluster/address.ts';
import type { Reply } from '../../redis/reply.ts';
import { commandName } from '../commands/command-words.ts';
import { type Tracked, trackedAfter } from './tracking.ts';

/** MULTI was answered, EXEC or DISCARD not yet. */
export interface Transaction {
  /** The only node it can go on. */
  node: NodeAddress;
  /** Its connection is gone: nothing of it ran, and nothing more may be sent as if it went on. */
  lost: boolean;
  /** How many commands wait in it for EXEC. */
  queued: number;
  /** The slot of its first key. EXEC answers CROSSSLOT when another one is among its commands, and runs none of them. */
  slot?: number;
}

/** WATCH was answered, and nothing has ended it yet. */
export interface Watch {
  /** The only node where a MULTI heeds it. */
  node: NodeAddress;
  /** Its connection is gone: the keys may have changed unseen. */
  lost: boolean;
}

/** What is open on one node's connection and can go on nowhere else. */
export interface Pins {
  transaction?: Transaction;
  watch?: Watch;
  /** Connections that CLIENT TRACKING is on for. */
  tracked?: readonly Tracked[];
}

/** Ends a transaction, whatever the server answers to it. */
const ENDS = new Set(['exec', 'discard', 'reset', 'quit']);
/** Commands that mean something only on the node of the watched keys. */
const WATCHERS = new Set(['multi', 'watch', 'unwatch']);

/** Does this command end a transaction? Then it may be sent even when the transaction is lost: the server says so too. */
export function endsTransaction(args: readonly Buffer[]): boolean {
  return ENDS.has(commandName(args));
}

/** Where this command has to go, whatever node the prompt is on; undefined for one that may go anywhere. What is lost holds nothing. */
export function pinOf(args: readonly Buffer[], { transaction, watch }: Pins): NodeAddress | undefined {
  if (transaction) return transaction.lost ? undefined : transaction.node;
  return watch && !watch.lost && WATCHERS.has(commandName(args)) ? watch.node : undefined;
}

/** What is pinned after a command was answered by `node`; `slot`: of its first key, if it has one. */
export function pinsAfter(
  pins: Pins,
  { args, slot }: { args: readonly Buffer[]; slot?: number },
  reply: Reply,
  node: NodeAddress,
): Pins {
  const { transaction, watch } = pins;
  const name = commandName(args);
  const nodes = trackedAfter(pins.tracked, args, reply, node);
  const tracked = nodes.length > 0 ? { tracked: nodes } : {};
  if (endsTransaction(args)) {
    // `ERR wrong number of arguments` for EXEC leaves the transaction as it is, EXECABORT ends it.
    const stays = reply.type === 'error' && /^ERR wrong number/.test(reply.value.toString());
    return stays ? pins : tracked;
  }
  if (reply.type !== 'status') return pins;
  if (transaction) {
    if (reply.value.toString() !== 'QUEUED') return pins;
    const queued = transaction.queued + 1;
    return { ...pins, transaction: { ...(slot !== undefined && { slot }), ...transaction, queued } };
  }
  const watched = watch ? { watch } : {};
  if (name === 'multi') return { ...tracked, ...watched, transaction: { node, lost: false, queued: 0 } };
  if (name === 'watch') return { ...tracked, watch: { node, lost: false } };
  return { ...tracked, ...(name === 'unwatch' ? {} : watched) };
}

/** Without what is open in a transaction, or watched for one. */
export function withoutTransaction({ tracked }: Pins): Pins {
  return tracked ? { tracked } : {};
}

/** What is pinned after the connection to `node` ended. */
export function pinsAfterLoss(pins: Pins, isLost: (node: NodeAddress) => boolean): Pins {
  const { transaction, watch, tracked } = pins;
  return {
    ...(transaction && {
      transaction: { ...transaction, lost: transaction.lost || isLost(transaction.node) },
    }),
    ...(watch && { watch: { ...watch, lost: watch.lost || isLost(watch.node) } }),
    ...(tracked && { tracked: tracked.map(one => ({ ...one, lost: one.lost || isLost(one.node) })) }),
  };
}
