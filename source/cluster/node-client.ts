import type { NodeAddress } from './address.ts';

/** A reply without its wire type: what the cluster's own commands need. */
export type PlainReply = string | number | null | PlainReply[];

/**
 * One node, as far as forming and checking need it. Made by `redis/`, injected here.
 * `call` rejects with the server's error text as `message` (e.g. `ERR Slot 0 is already busy`) for an error reply,
 * and with a `Failure` when the node cannot be reached or does not answer in time.
 */
export interface NodeClient {
  readonly address: NodeAddress;
  call(...args: (string | number)[]): Promise<PlainReply>;
  close(): void;
}

/** Opens a client to one node; rejects with a `Failure`. */
export type OpenNodeClient = (address: NodeAddress, signal?: AbortSignal) => Promise<NodeClient>;
