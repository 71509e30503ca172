import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlainReply } from '../../../source/cluster/node-client.ts';
import { catalogueOf } from '../../../source/shell/complete/command-docs.ts';
import { completeLine } from '../../../source/shell/complete/complete-line.ts';
import { ghostOfLine } from '../../../source/shell/complete/ghost-of-line.ts';
import { parseCommandDocs } from '../../../source/shell/complete/parse-command-docs.ts';

/** What a server of another kind may answer with. */
const anything = fc.letrec<{ reply: PlainReply }>(tie => ({
  reply: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<PlainReply>(null, 0, '', 'x', 'arguments', 'type', 'oneof', 'block', 'pure-token'),
    fc.constantFrom<PlainReply>(
      'name',
      'token',
      'flags',
      'multiple',
      'optional',
      '\x1b[2J',
      'a b',
      'numkeys',
    ),
    fc.array(tie('reply'), { maxLength: 8 }),
  ),
})).reply;

/** Arguments as they are documented, of any shape. */
const argument = fc.letrec<{ one: PlainReply; list: PlainReply }>(tie => ({
  one: fc
    .record({
      name: fc.constantFrom('key', 'numkeys', '\x1b[2J'),
      type: fc.constantFrom('key', 'string', 'integer', 'oneof', 'block', 'pure-token', 'of-tomorrow'),
      token: fc.constantFrom<PlainReply>('EX', '', 'two words', '\x1b', '"'),
      flags: fc.subarray<PlainReply>(['optional', 'multiple', 'multiple_token']),
      arguments: tie('list'),
    })
    .map(fields => Object.entries(fields).flat()),
  list: fc.oneof({ maxDepth: 3 }, fc.constant<PlainReply[]>([]), fc.array(tie('one'), { maxLength: 4 })),
})).list;

test('any reply is read without harm', () => {
  fc.assert(fc.property(anything, reply => void catalogueOf(parseCommandDocs(reply).values())));
});

test('whatever is documented, a key ends, and only what can be typed is offered', () => {
  fc.assert(
    fc.property(argument, fc.array(fc.constantFrom('EX', 'x', '1', '""')), (args, words) => {
      const catalogue = catalogueOf(parseCommandDocs(['cmd', ['arguments', args]]).values());
      const line = ['cmd', ...words, ''].join(' ');
      const lore = { catalogue, keys: ['k'], targets: [] };
      for (const { text } of completeLine(line, line.length, lore)?.candidates ?? []) {
        expect(text).toMatch(/^(ex|k|"")$/);
      }
      ghostOfLine(line, catalogue);
    }),
  );
});

test('a name that nobody can type is none', () => {
  const docs = parseCommandDocs([
    'good',
    [],
    'b\x1b[2Jad',
    [],
    '"',
    [],
    'con',
    ['subcommands', ['con|sub', []]],
  ]);
  expect([...catalogueOf(docs.values()).commands.keys()]).toEqual(['con', 'con sub', 'good']);
});
