import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reply } from '../../../source/redis/reply.ts';
import { quoteWord } from '../../../source/shell/complete/quote-word.ts';
import { see, seeCommand, seeReply } from '../../../source/shell/complete/seen-keys.ts';
import { splitLine } from '../../../source/shell/line/split-line.ts';

const words = (line: string) => line.split(' ').map(word => Buffer.from(word));
const bulk = (text: string): Reply => ({ type: 'bulk', value: Buffer.from(text) });
const list = (...texts: string[]): Reply => ({ type: 'array', items: texts.map(bulk) });

test('any bytes, typed as they are quoted, are those bytes again, and show no control character', () => {
  const text = fc.string({ unit: 'grapheme' }).map(value => Buffer.from(value));
  const bytes = fc.oneof(
    text,
    fc.uint8Array({ maxLength: 20 }).map(value => Buffer.from(value)),
  );
  fc.assert(
    fc.property(bytes, value => {
      const typed = quoteWord(value);
      const split = splitLine(`get ${typed} x`);
      expect(split.ok && split.args.map(arg => arg.bytes.toString('hex'))).toEqual(
        ['get', value, 'x'].map(word => Buffer.from(word).toString('hex')),
      );
      expect(typed).not.toMatch(/\p{Cc}|\p{Cf}/u);
    }),
  );
});

test('keys of commands, the latest first, each once', () => {
  let seen = seeCommand([], words('set a 1'));
  seen = seeCommand(seen, words('mget b c'));
  seen = seeCommand(seen, words('get a'));
  expect(seen).toEqual(['a', 'b', 'c']);
  expect(seeCommand(seen, words('ping x'))).toBe(seen);
});

test('keys that SCAN, KEYS and RANDOMKEY answer with, and nothing of other replies', () => {
  expect(seeReply([], words('scan 0'), { type: 'array', items: [bulk('17'), list('a', 'b c')] })).toEqual([
    'a',
    '"b c"',
  ]);
  expect(seeReply([], words('KEYS *'), list('a', 'b'))).toEqual(['a', 'b']);
  expect(seeReply([], words('randomkey'), bulk('r'))).toEqual(['r']);
  expect(seeReply([], words('lrange k 0 -1'), list('a'))).toEqual([]);
  expect(seeReply([], words('keys *'), { type: 'error', value: Buffer.from('ERR') })).toEqual([]);
});

test('however many come, a thousand are kept, and no long ones', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => `key:${index}`);
  const seen = seeReply(['old'], words('keys *'), list(...many));
  expect(seen).toHaveLength(1_000);
  expect(seen[0]).toBe('key:0');
  expect(see([], [Buffer.alloc(201, 'x'), Buffer.from('ok')])).toEqual(['ok']);
});
