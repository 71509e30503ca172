/**
 * A reply, typed exactly as it came over the wire (RESP2 and RESP3; redis.io/docs/latest/develop/reference/protocol-spec).
 * Bytes stay bytes: nothing is decoded, rounded or merged. Numbers keep the digits as sent.
 */
export type Reply =
  | { type: 'status'; value: Buffer }
  | { type: 'error'; value: Buffer }
  | { type: 'integer'; value: string }
  | { type: 'bulk'; value: Buffer }
  /** `$-1` and `_`. */
  | { type: 'nil' }
  /** `*-1`, RESP2. */
  | { type: 'nil-array' }
  | { type: 'double'; value: string }
  | { type: 'boolean'; value: boolean }
  | { type: 'big-number'; value: string }
  | { type: 'verbatim'; format: string; value: Buffer }
  | { type: 'bulk-error'; value: Buffer }
  | { type: 'array'; items: Reply[] }
  | { type: 'set'; items: Reply[] }
  | { type: 'push'; items: Reply[] }
  | { type: 'map'; entries: [Reply, Reply][] }
  /** `|`: attributes that stand before a reply. */
  | { type: 'attributed'; attributes: [Reply, Reply][]; reply: Reply };
