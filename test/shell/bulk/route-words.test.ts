import { expect, test } from 'vitest';
import { keySlot } from '../../../source/cluster/key-slot.ts';
import { WordSpans } from '../../../source/redis/word-spans.ts';
import { routeWords } from '../../../source/shell/bulk/route-words.ts';

function route(line: string) {
  const words = new WordSpans();
  words.load(line.split(' ').map(word => Buffer.from(word)));
  return routeWords(words);
}

test.each([
  ['get name', 'name', false],
  ['GET name', 'name', false],
  ['Set name value', 'name', false],
  ['get name too many words', 'name', false],
  ['hset {user}1 f v g w', 'user', false],
  ['del a', 'a', false],
  ['object encoding a', 'a', false],
  ['xadd s * f v', 's', false],
  ['xread count 1 streams s 0', 's', false],
  ['eval script 1 a x', 'a', false],
  ['spublish channel hello', 'channel', false],
  ['del {t}a {t}b', 't', true],
  ['mset {t}a 1 {t}b 2', 't', true],
  ['eval script 2 {t}a {t}b', 't', true],
])('%j is for the owner of its slot', (line, key, severalKeys) => {
  expect(route(line)).toEqual({ slot: keySlot(key), severalKeys });
});

test.each([
  // no keys: which node answers depends on what came before
  ...[
    'ping',
    'dbsize',
    'keys *',
    'eval script 0',
    'publish channel hello',
    'flushall',
    'nosuchcommand a',
    'get',
  ],
  // the connection, transactions
  ...[
    'select 1',
    'auth x',
    'hello 3',
    'client setname x',
    'multi',
    'exec',
    'watch a',
    'readonly',
    'wait 1 0',
  ],
  // keys of several slots: the server says no
  ...['mget a b', 'rename a b'],
  // blocking
  ...['blpop a 0', 'BLPOP a 0', 'bzpopmin a 0', 'blmpop 0 1 a left', 'xread block 0 streams s $'],
  'xreadgroup group g c BLOCK 0 streams s >',
  // what has no reply, or many
  ...['subscribe a', 'ssubscribe a', 'monitor'],
  ...['quit', '', 'x'.repeat(100)],
])('%j runs alone', line => {
  expect(route(line)).toBeUndefined();
});
