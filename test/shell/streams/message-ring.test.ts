import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageRing } from '../../../source/shell/streams/message-ring.ts';
import type { StreamMessage } from '../../../source/shell/streams/stream-events.ts';

const node = { host: '127.0.0.1', port: 6371 };
const message = (bytes: number, name: number): StreamMessage => ({
  node,
  reply: {
    type: 'array',
    items: [
      { type: 'bulk', value: Buffer.alloc(bytes) },
      { type: 'integer', value: String(name) },
    ],
  },
});

test('every message is taken or counted as dropped, in order, and what waits is bounded', () => {
  const step = fc.oneof(
    { weight: 9, arbitrary: fc.nat(40).map(bytes => ({ bytes })) },
    { weight: 1, arbitrary: fc.nat(9).map(take => ({ take })) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 9 }), (steps, most) => {
      const ring = new MessageRing({ messages: most, bytes: 100 });
      const taken: StreamMessage[] = [];
      let sent = 0;
      for (const one of steps) {
        if ('bytes' in one) ring.push(message(one.bytes, sent++));
        else {
          const some = ring.take({ messages: one.take, bytes: 60 });
          expect(some.length).toBeLessThanOrEqual(one.take);
          taken.push(...some);
        }
        expect(ring.waiting).toBeLessThanOrEqual(most);
      }
      taken.push(...ring.take());
      expect(ring.received).toBe(sent);
      expect(taken.length + ring.dropped).toBe(sent);
      const names = taken.map(({ reply }) =>
        'items' in reply && reply.items[1]?.type === 'integer' ? Number(reply.items[1].value) : -1,
      );
      expect(names).toEqual(names.toSorted((a, b) => a - b));
      // The newest is never the one that is dropped.
      if (sent > 0) expect(names.at(-1)).toBe(sent - 1);
    }),
  );
});

test('a message beyond the bound of bytes is kept alone', () => {
  const ring = new MessageRing({ messages: 10, bytes: 100 });
  ring.push(message(10, 1));
  ring.push(message(5000, 2));
  expect(ring).toMatchObject({ waiting: 1, dropped: 1 });
});
