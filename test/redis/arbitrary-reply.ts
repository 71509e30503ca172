import fc from 'fast-check';
import type { Reply } from '../../source/redis/reply.ts';

type ReplyType = Reply['type'];

const bytes = fc.uint8Array({ maxLength: 40 }).map(array => Buffer.from(array));
/** Bytes without a line end, for what is sent as a line. */
const line = fc
  .uint8Array({ maxLength: 40 })
  .map(array => Buffer.from(array.filter(byte => byte !== 10 && byte !== 13)));
const digits = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
/** Without nan, which redis-cli 7.0 takes for a fault; the decoder's own test has it. */
const double = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('inf', '-inf', '3', '1e-7', '0.10'),
);

const leaves: Partial<Record<ReplyType, fc.Arbitrary<Reply>>> = {
  status: line.map((value): Reply => ({ type: 'status', value })),
  error: line.map((value): Reply => ({ type: 'error', value })),
  integer: digits.map((value): Reply => ({ type: 'integer', value })),
  bulk: bytes.map((value): Reply => ({ type: 'bulk', value })),
  nil: fc.constant<Reply>({ type: 'nil' }),
  'nil-array': fc.constant<Reply>({ type: 'nil-array' }),
  double: double.map((value): Reply => ({ type: 'double', value })),
  boolean: fc.boolean().map((value): Reply => ({ type: 'boolean', value })),
  'big-number': fc.bigInt().map((value): Reply => ({ type: 'big-number', value: String(value) })),
  verbatim: bytes.map((value): Reply => ({ type: 'verbatim', format: 'txt', value })),
  'bulk-error': bytes.map((value): Reply => ({ type: 'bulk-error', value })),
};

/** Replies of any depth and width, without the types named. */
export function arbitraryReply(without: readonly ReplyType[] = []): fc.Arbitrary<Reply> {
  const { reply } = fc.letrec<{ reply: Reply }>(tie => {
    const items = fc.array(tie('reply'), { maxLength: 12 });
    const entries = fc.array(fc.tuple(tie('reply'), tie('reply')), { maxLength: 12 });
    const nested: Partial<Record<ReplyType, fc.Arbitrary<Reply>>> = {
      array: items.map((list): Reply => ({ type: 'array', items: list })),
      set: items.map((list): Reply => ({ type: 'set', items: list })),
      push: items.map((list): Reply => ({ type: 'push', items: list })),
      map: entries.map((list): Reply => ({ type: 'map', entries: list })),
      attributed: fc
        .tuple(entries, tie('reply'))
        .map(([attributes, inner]): Reply => ({ type: 'attributed', attributes, reply: inner })),
    };
    const kept = (all: Partial<Record<ReplyType, fc.Arbitrary<Reply>>>) =>
      Object.entries(all).flatMap(([type, arbitrary]) =>
        without.includes(type as ReplyType) ? [] : [arbitrary],
      );
    return {
      reply: fc.oneof(
        { maxDepth: 5, depthSize: 'small', withCrossShrink: true },
        ...kept(leaves),
        ...kept(nested),
      ),
    };
  });
  return reply;
}
