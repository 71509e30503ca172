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
  /** The prompt's node is another one now. */
  | { type: 'node-changed'; from: NodeAddress; to: NodeAddress; why: 'redirected' | 'node-lost' | 'asked' }
  /** Neither reply nor failure: a server that was told to shut down has gone. */
  | { type: 'command-finished'; reply?: Reply; failure?: FailureData; hops: number; ms: number };
