import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../source/redis/reply.ts';
import { replyToJson } from '../../../source/shell/reply/reply-to-json.ts';
import { arbitraryReply } from '../../redis/arbitrary-reply.ts';

const bulk = (bytes: number[]): Reply => ({ type: 'bulk', value: Buffer.from(bytes) });

describe('a reply as JSON', () => {
  it.each<[Reply, unknown]>([
    [
      { type: 'status', value: Buffer.from('OK') },
      { type: 'status', value: 'OK' },
    ],
    [bulk([0xe4, 0xb8, 0xad]), { type: 'bulk', value: '中' }],
    [bulk([0xff, 0]), { type: 'bulk', value: { base64: '/wA=' } }],
    [{ type: 'nil-array' }, { type: 'nil-array', value: null }],
    [
      { type: 'integer', value: '-42' },
      { type: 'integer', value: -42 },
    ],
    [
      { type: 'integer', value: '9223372036854775807' },
      { type: 'integer', value: '9223372036854775807' },
    ],
    [
      { type: 'double', value: '-inf' },
      { type: 'double', value: '-inf' },
    ],
    [
      { type: 'double', value: '1e20' },
      { type: 'double', value: 1e20 },
    ],
    [
      { type: 'verbatim', format: 'txt', value: Buffer.from('# Server') },
      { type: 'verbatim', format: 'txt', value: '# Server' },
    ],
    [
      { type: 'map', entries: [[bulk([0x61]), { type: 'boolean', value: true }]] },
      {
        type: 'map',
        value: [
          [
            { type: 'bulk', value: 'a' },
            { type: 'boolean', value: true },
          ],
        ],
      },
    ],
    [
      {
        type: 'attributed',
        attributes: [[bulk([0x61]), { type: 'nil' }]],
        reply: { type: 'array', items: [] },
      },
      {
        type: 'attributed',
        attributes: [
          [
            { type: 'bulk', value: 'a' },
            { type: 'nil', value: null },
          ],
        ],
        value: { type: 'array', value: [] },
      },
    ],
  ])('%j', (reply, json) => {
    expect(replyToJson(reply)).toEqual(json);
  });

  it('loses no byte and no digit', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (array, number) => {
        const bytes = Buffer.from(array);
        const json = replyToJson({
          type: 'array',
          items: [bulk([...array]), { type: 'integer', value: String(number) }],
        });
        const [string, integer] = JSON.parse(JSON.stringify(json)).value;
        const value = string.value;
        expect(typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.base64, 'base64')).toEqual(
          bytes,
        );
        expect(BigInt(integer.value)).toBe(number);
      }),
    );
  });

  it('is the same after a trip through JSON', () => {
    fc.assert(
      fc.property(arbitraryReply(), reply => {
        const json = replyToJson(reply);
        expect(JSON.parse(JSON.stringify(json))).toEqual(json);
      }),
    );
  });

  it('cuts off what is nested too deep for JSON parsers', () => {
    let reply: Reply = { type: 'array', items: [] };
    for (let level = 0; level < 100_000; level++) reply = { type: 'array', items: [reply] };
    expect(JSON.stringify(replyToJson(reply))).toContain('{"type":"too-deep","value":null}');
  });
});
