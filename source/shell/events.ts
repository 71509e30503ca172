import type { NodeAddress } from '../cluster/address.ts';
import type { Reply } from '../redis/reply.ts';
import type { FailureData } from '../words/failure-facts.ts';

/** A redirection as the server said it. */
export interface Redirection {
  kind: 'MOVED' | 'ASK';
  slot: number;
  /** Where to, with an empty host already filled in by the asked node's. */
  to: NodeAddress;
}

/** A key of a command, with where it belongs. */
export interface KeyPlace {
  key: Buffer;
  slot: number;
  /** The owner as far as the map knows. */
  node?: NodeAddress;
}

/** Why a smart client's slot cache was asked for: nothing was in it, a MOVED showed that it is old, or its node does not answer. */
export type RefreshReason = 'empty' | 'moved' | 'unreachable';

/** Everything the evaluator says while it runs a command; the view and the JSON of `exec` are made from these. Times in milliseconds. */
export type HopEvent =
  | { type: 'command-started'; args: readonly Buffer[]; keys: readonly KeyPlace[]; node: NodeAddress }
  /** `asking`: ASKING goes before it. */
  | { type: 'hop-sent'; hop: number; node: NodeAddress; args: readonly Buffer[]; asking: boolean }
  | {
      type: 'hop-answered';
      hop: number;
      node: NodeAddress;
      reply: Reply;
      ms: number;
      redirection?: Redirection;
    }
  | { type: 'hop-failed'; hop: number; node: NodeAddress; ms: number; failure: FailureData }
  /** The prompt's node is another one now. `pinned`: keys are watched there, or a transaction is open. */
  | {
      type: 'node-changed';
      from: NodeAddress;
      to: NodeAddress;
      why: 'redirected' | 'node-lost' | 'asked' | 'pinned';
    }
  /** Nothing was in the transaction yet: it was ended on `from`, and begun on the node of its first key. */
  | { type: 'transaction-moved'; from: NodeAddress; to: NodeAddress }
  /** The session's own map had this slot elsewhere (`from`), or nowhere, until a MOVED said better. */
  | { type: 'map-updated'; slot: number; from?: NodeAddress; to: NodeAddress }
  /** Mode smart: the command goes where the cache has its slot; without `node` the cache does not know, and it goes to the prompt's node. */
  | { type: 'slot-cached'; slot: number; node?: NodeAddress }
  /** Mode smart: the cache was read anew from `node`; `changed` slots have another owner in it now. `failure`: it was not, and why. */
  | {
      type: 'cache-refreshed';
      why: RefreshReason;
      node: NodeAddress;
      changed: number;
      known: number;
      ms: number;
      failure?: FailureData;
    }
  /** Neither reply nor failure: a server that was told to shut down has gone. */
  | { type: 'command-finished'; reply?: Reply; failure?: FailureData; hops: number; ms: number };

/** The events of one type, or of several. */
export type HopEventOf<T extends HopEvent['type']> = Extract<HopEvent, { type: T }>;
