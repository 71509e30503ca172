import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RespDecoder } from '../../source/redis/decode-resp.ts';
import { ProtocolFailure } from '../../source/redis/protocol-failure.ts';
import type { Reply } from '../../source/redis/reply.ts';
import { arbitraryReply } from './arbitrary-reply.ts';
import { encodeReply } from './encode-reply.ts';

/** What comes out when these bytes come in, cut at these places; the fault is what it stopped at. */
function decode(bytes: Buffer | string, cuts: readonly number[] = []): { replies: Reply[]; fault?: unknown } {
  const whole = Buffer.from(bytes);
  const replies: Reply[] = [];
  const decoder = new RespDecoder(reply => replies.push(reply), 'h:1');
  const ends = [...cuts.map(cut => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
  let start = 0;
  try {
    for (const end of ends) {
      decoder.decode(whole.subarray(start, end));
      start = end;
    }
    return { replies };
  } catch (fault) {
    expect(() => decoder.decode(Buffer.from('+OK\r\n'))).toThrow(fault as Error);
    return { replies, fault };
  }
}

const text = (value: string): Reply => ({ type: 'bulk', value: Buffer.from(value) });
const number = (value: number): Reply => ({ type: 'integer', value: String(value) });

describe('decoding RESP', () => {
  it('gives back what was encoded, wherever it was cut', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryReply(), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (replies, cuts) => {
          expect(decode(Buffer.concat(replies.map(encodeReply)), cuts)).toEqual({ replies });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives back what was encoded, byte by byte', () => {
    fc.assert(
      fc.property(arbitraryReply(), reply => {
        const bytes = encodeReply(reply);
        expect(decode(bytes, [...bytes.keys()])).toEqual({ replies: [reply] });
      }),
    );
  });

  it.each<[string, Reply]>([
    ['$-1\r\n', { type: 'nil' }],
    ['*-1\r\n', { type: 'nil-array' }],
    ['*2\r\n$-1\r\n*-1\r\n', { type: 'array', items: [{ type: 'nil' }, { type: 'nil-array' }] }],
    [':9223372036854775807\r\n', { type: 'integer', value: '9223372036854775807' }],
    [':+7\r\n', { type: 'integer', value: '+7' }],
    [',nan\r\n', { type: 'double', value: 'nan' }],
    [',10\r\n', { type: 'double', value: '10' }],
    [',1.5E-7\r\n', { type: 'double', value: '1.5E-7' }],
    ['(-123456789012345678901\r\n', { type: 'big-number', value: '-123456789012345678901' }],
    ['+a\rb\nc\r\n', { type: 'status', value: Buffer.from('a\rb\nc') }],
    ['+\r\n', { type: 'status', value: Buffer.alloc(0) }],
    ['$0\r\n\r\n', text('')],
    ['=4\r\nmkd:\r\n', { type: 'verbatim', format: 'mkd', value: Buffer.alloc(0) }],
    ['!5\r\nE one\r\n', { type: 'bulk-error', value: Buffer.from('E one') }],
    ['$?\r\n;4\r\nHell\r\n;1\r\no\r\n;0\r\n', text('Hello')],
    ['$?\r\n;0\r\n', text('')],
    [
      '*?\r\n:1\r\n*?\r\n.\r\n$?\r\n;1\r\nx\r\n;0\r\n.\r\n',
      { type: 'array', items: [number(1), { type: 'array', items: [] }, text('x')] },
    ],
    [
      '%?\r\n+a\r\n:1\r\n.\r\n',
      { type: 'map', entries: [[{ type: 'status', value: Buffer.from('a') }, number(1)]] },
    ],
    ['~?\r\n#t\r\n.\r\n', { type: 'set', items: [{ type: 'boolean', value: true }] }],
    [
      '*1\r\n|1\r\n+ttl\r\n:3\r\n:5\r\n',
      {
        type: 'array',
        items: [
          {
            type: 'attributed',
            attributes: [[{ type: 'status', value: Buffer.from('ttl') }, number(3)]],
            reply: number(5),
          },
        ],
      },
    ],
  ])('%j', (bytes, reply) => {
    const whole = Buffer.from(bytes);
    expect(decode(whole)).toEqual({ replies: [reply] });
    for (const cut of whole.keys()) expect(decode(whole, [cut])).toEqual({ replies: [reply] });
  });
});

describe('bytes that are no RESP', () => {
  it.each([
    ['HTTP/1.1 400 Bad Request\r\n', 'unknown-type'],
    ['\x15\x03\x03\0\x02', 'unknown-type'],
    ['\r\n', 'unknown-type'],
    [':\r\n', 'wrong-number'],
    [':1.5\r\n', 'wrong-number'],
    [':12a\r\n', 'wrong-number'],
    [',\r\n', 'wrong-number'],
    [',1e\r\n', 'wrong-number'],
    [',infinite\r\n', 'wrong-number'],
    ['#x\r\n', 'wrong-number'],
    ['(1e9\r\n', 'wrong-number'],
    ['_x\r\n', 'wrong-number'],
    ['$\r\n', 'wrong-length'],
    ['$-2\r\n', 'wrong-length'],
    ['$99999999999999999999\r\n', 'wrong-length'],
    ['*1x\r\n', 'wrong-length'],
    ['*99999999999999999999\r\n', 'wrong-length'],
    ['%-1\r\n', 'wrong-length'],
    ['=?\r\n', 'wrong-length'],
    ['=3\r\ntxt\r\n', 'wrong-length'],
    ['=5\r\ntext:\r\n', 'wrong-length'],
    ['$3\r\nabcd\r\n', 'missing-line-end'],
    ['.\r\n', 'misplaced-part'],
    ['*1\r\n.\r\n', 'misplaced-part'],
    ['%?\r\n:1\r\n.\r\n', 'misplaced-part'],
    [';1\r\na\r\n', 'misplaced-part'],
    ['$?\r\n+OK\r\n', 'misplaced-part'],
    ['*?\r\n.x\r\n', 'misplaced-part'],
    [`:${'1'.repeat(100)}`, 'wrong-number'],
    [`*1\r\n$${' '.repeat(100)}`, 'wrong-number'],
  ])('%j: %s', (bytes, problem) => {
    const { replies, fault } = decode(Buffer.from(`+before\r\n${bytes}`, 'latin1'));
    expect(fault).toBeInstanceOf(ProtocolFailure);
    expect((fault as ProtocolFailure).facts).toMatchObject({ node: 'h:1', problem });
    expect(replies).toEqual([{ type: 'status', value: Buffer.from('before') }]);
  });

  it('are a ProtocolFailure and nothing else, whatever they are', () => {
    const almost = fc.tuple(arbitraryReply(), fc.nat(), fc.nat({ max: 255 })).map(([reply, at, byte]) => {
      const bytes = encodeReply(reply);
      bytes[at % bytes.length] = byte;
      return bytes;
    });
    const any = fc.uint8Array({ maxLength: 200 }).map(array => Buffer.from(array));
    fc.assert(
      fc.property(fc.oneof(almost, any), bytes => {
        const { fault } = decode(bytes);
        if (fault !== undefined) expect(fault).toBeInstanceOf(ProtocolFailure);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('large and deep replies', () => {
  it('a million elements in small chunks', () => {
    const bytes = Buffer.from(`*1000000\r\n${'$5\r\nhello\r\n'.repeat(1_000_000)}`);
    let items = 0;
    const decoder = new RespDecoder(reply => {
      if (reply.type === 'array') items = reply.items.length;
    }, 'h:1');
    for (let start = 0; start < bytes.length; start += 1000)
      decoder.decode(bytes.subarray(start, start + 1000));
    expect(items).toBe(1_000_000);
  });

  it('one long string and one long line in small chunks', () => {
    const long = 'x'.repeat(20_000_000);
    const bytes = Buffer.from(`$${long.length}\r\n${long}\r\n+${long}\r\n`);
    const lengths: number[] = [];
    const decoder = new RespDecoder(reply => {
      if (reply.type === 'bulk' || reply.type === 'status') lengths.push(reply.value.length);
    }, 'h:1');
    for (let start = 0; start < bytes.length; start += 1000)
      decoder.decode(bytes.subarray(start, start + 1000));
    expect(lengths).toEqual([long.length, long.length]);
  });

  it('two hundred thousand levels', () => {
    let reply: Reply | undefined;
    new RespDecoder(decoded => {
      reply = decoded;
    }, 'h:1').decode(Buffer.from(`${'*1\r\n'.repeat(200_000)}:1\r\n`));
    let levels = 0;
    for (; reply?.type === 'array'; reply = reply.items[0]) levels += 1;
    expect(levels).toBe(200_000);
    expect(reply).toEqual(number(1));
  });
});
