import { expect, test } from 'vitest';
import { mendFailing } from '../../source/words/phrases.ts';

test.each([
  ['127.0.0.1:7001', 'redis-cli -h 127.0.0.1 -p 7001 PING'],
  ['a8f4a39d', 'redis-cli --cluster call 127.0.0.1:7002 CLUSTER FORGET a8f4a39d'],
])('what is done about %s, which others say has failed', (node, command) => {
  expect(mendFailing({ node, by: ['127.0.0.1:7002'] })).toBe(command);
});
