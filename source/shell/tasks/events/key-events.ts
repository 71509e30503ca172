import type { NodeAddress } from '../../../cluster/address.ts';

/** Keys of the whole cluster. */
export type KeyEvent =
  /** The sum of what was asked of each node; `missing` nodes did not say. */
  | { type: 'key-total'; keys: number; missing: number }
  /** In the order they were found, each once. */
  | { type: 'keys-found'; node: NodeAddress; keys: readonly Buffer[] }
  /** The end of a scan; `more`: it ended at its limit. */
  | { type: 'keys-end'; keys: number; more: boolean }
  /** All keys together, in the order of their bytes; `more`: there are others, it ended at its limit. */
  | { type: 'key-list'; keys: readonly Buffer[]; more: boolean };
