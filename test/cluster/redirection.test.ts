import { expect, test } from 'vitest';
import { parseRedirection } from '../../source/cluster/redirection.ts';

const asked = { host: '192.168.10.10', port: 6371 };

test.each([
  ['MOVED 5798 192.168.10.11:6374', { kind: 'MOVED', slot: 5798, to: { host: '192.168.10.11', port: 6374 } }],
  ['ASK 0 ::1:6374', { kind: 'ASK', slot: 0, to: { host: '::1', port: 6374 } }],
  ['MOVED 16383 :6374', { kind: 'MOVED', slot: 16383, to: { host: '192.168.10.10', port: 6374 } }],
  ['MOVED 1 ?:6374', { kind: 'MOVED', slot: 1, to: null }],
  ['MOVED 1 redis-1.example:6374', { kind: 'MOVED', slot: 1, to: { host: 'redis-1.example', port: 6374 } }],
] as const)('%s', (text, redirection) => {
  expect(parseRedirection(text, asked)).toEqual(redirection);
});

test.each([
  'ERR unknown command',
  'MOVED',
  'MOVED 16384 1.2.3.4:1',
  'MOVED 1 1.2.3.4',
  'MOVED 1 1.2.3.4:99999',
  'MOVED 1 1.2.3.4:1 more',
  'moved 1 1.2.3.4:1',
  'XMOVED 1 1.2.3.4:1',
  'ASKING 1 1.2.3.4:1',
])('%s is none', text => {
  expect(parseRedirection(text, asked)).toBeUndefined();
});
