import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashTag, keySlot } from '../../source/cluster/key-slot.ts';
import { redisCli, startRedisServers } from '../support/redis-servers.ts';

test.each([
  ['foo', 12182],
  ['{user1000}.following', 3443],
  ['foo{}{bar}', 8363],
  ['foo{{bar}}zap', 4015],
  ['foo{bar}{zap}', 5061],
  ['', 0],
  ['a{}{b}', 15033],
  ['x{}y{z}w', 11371],
  ['{}{}', 15786],
  ['name', 5798],
  ['aaa', 10439],
])('%s has slot %i', (key, slot) => {
  expect(keySlot(key)).toBe(slot);
  expect(keySlot(Buffer.from(key))).toBe(slot);
});

test('the server gives every byte string the same slot', async () => {
  // Braces in half of the bytes: where they stand is what implementations get wrong.
  const byte = fc.oneof(fc.constantFrom(0x7b, 0x7d), fc.integer({ min: 0, max: 255 }));
  const keys = fc
    .sample(fc.array(byte, { maxLength: 14 }), { numRuns: 6000, seed: 20 })
    .map(bytes => Buffer.from(bytes));
  const { servers, stop } = await startRedisServers(1);
  try {
    const quoted = keys.map(
      key => `"${[...key].map(b => `\\x${b.toString(16).padStart(2, '0')}`).join('')}"`,
    );
    const input = quoted.map(key => `CLUSTER KEYSLOT ${key}\n`).join('');
    const { stdout } = await redisCli(['-p', servers[0]!.port], { input });
    expect(keys.map(keySlot)).toEqual(stdout.trim().split('\n').map(Number));
  } finally {
    await stop();
  }
});

test.each(['键', 'é', '\u{1f600}', '\ud800', '{用户}.x'])(
  'text %j is hashed as the UTF-8 it is sent as',
  text => {
    expect(keySlot(text)).toBe(keySlot(Buffer.from(text)));
  },
);

test('the tag is told in the units of the key', () => {
  expect(hashTag('键{用户}.x')).toEqual({ start: 2, end: 4 });
  expect(hashTag(Buffer.from('键{用户}.x'))).toEqual({ start: 4, end: 10 });
  expect(hashTag('a{}{b}')).toBeUndefined();
  expect(hashTag('a{b')).toBeUndefined();
  expect(hashTag('a}b{c}')).toEqual({ start: 4, end: 5 });
});
