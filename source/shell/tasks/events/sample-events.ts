import type { NodeAddress } from '../../../cluster/address.ts';

/** A key and how big, or how often read, it is. */
export interface MeasuredKey {
  key: Buffer;
  node: NodeAddress;
  measure: number;
}

/** What was seen of one type of value, with its name as TYPE says it. */
export interface TypeSummary {
  type: string;
  keys: number;
  /** Of all these keys together. */
  total: number;
  biggest: MeasuredKey;
}

/** What measuring every key has come to; `keys` were measured. */
export type SampleEvent =
  /** `size`: bytes of a string, elements of a collection; `memory`: bytes, with all that Redis adds. */
  | { type: 'biggest-keys'; by: 'size' | 'memory'; keys: number; types: readonly TypeSummary[] }
  /** By the server's logarithmic counter (0-255), the most read first. */
  | { type: 'hottest-keys'; keys: number; hottest: readonly MeasuredKey[] }
  /** Keys that their own nodes will not speak about: left behind in slots that others have now. */
  | { type: 'keys-astray'; keys: number };
