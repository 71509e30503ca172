import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../source/cluster/address.ts';

test.each([
  ['127.0.0.1:6371', { host: '127.0.0.1', port: 6371 }],
  ['redis.example:1', { host: 'redis.example', port: 1 }],
  ['[fd00::1]:6371', { host: 'fd00::1', port: 6371 }],
  ['fd00::1:6371', { host: 'fd00::1', port: 6371 }],
  [':6371', { host: '', port: 6371 }],
  [':0', { host: '', port: 0 }],
])('%s', (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});

test.each(['', 'host', 'host:', 'host:65536', 'host:-1', 'host:1a', '[::1]', '[::1:1', '::1]:1', 'host: 1'])(
  '%j is no address',
  text => {
    expect(parseAddress(text)).toBeUndefined();
  },
);

test('what is printed is read back', () => {
  const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
  fc.assert(
    fc.property(fc.record({ host, port: fc.nat(65535) }), address => {
      expect(parseAddress(formatAddress(address))).toEqual(address);
    }),
  );
});
