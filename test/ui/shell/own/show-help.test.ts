import { expect, test } from 'vitest';
import { catalogueOf } from '../../../../source/shell/complete/command-docs.ts';
import type { ClusterView } from '../../../../source/shell/session.ts';
import { showHelp } from '../../../../source/ui/shell/own/show-help.ts';
import { initialShell } from '../../../../source/ui/shell/shell-state.ts';
import { paintTranscript } from '../../../../source/ui/shell/transcript/transcript-line.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { sampleCatalogue } from '../menu/sample-catalogue.ts';
import { guideView } from '../sample-view.ts';

interface PageOptions {
  language?: 'en' | 'zh';
  view?: ClusterView;
  width?: number;
  catalogue?: typeof sampleCatalogue;
}

/** The page about a topic, row by row as a terminal of 80 columns has it. */
function page(topic: string, options: PageOptions = {}): string[] {
  const { language = 'en', view = guideView, width = 80, catalogue = sampleCatalogue } = options;
  const state = { ...initialShell(view, [], false), knowledge: { catalogue, keys: [] } };
  const args = (topic === '' ? [] : topic.split(' ')).map(word => Buffer.from(word));
  const { effects } = showHelp(state, args, wordsFor(language));
  const theme = createTheme(false);
  return effects
    .flatMap(effect => (effect.type === 'print' ? effect.lines : []))
    .flatMap(line => paintTranscript(line, width, theme).split('\n'))
    .map(row => row.replace(/\x1b\[\d*m/g, '').trimEnd());
}

test('a command with one key: what the server says, and where a key goes from here', () => {
  expect(page('SET')).toEqual([
    '  SET key value [NX|XX] [EX seconds]',
    '  Set the string value of a key',
    '  since    1.0.0',
    '  group    @string',
    '  changes  2.6.12  Added the `EX` option.',
    'Across slots',
    '  SET user:1 1',
    expect.stringMatching(/^ {4}user:1 → slot 10778 → B 192\.168\.10\.11:6374 +you are on A: MOVED$/),
  ]);
  const onB = { ...guideView, current: { host: '192.168.10.11', port: 6374 } };
  expect(page('set', { view: onB }).at(-1)).toMatch(/here, no redirection$/);
});

test('several keys: together in one slot, and apart', () => {
  expect(page('mset').slice(-7)).toEqual([
    'Across slots',
    '  MSET {user:1}:a 1 {user:1}:b 2',
    expect.stringMatching(/^ {4}\{user:1\} → slot 10778 → B .* one slot · you are on A: MOVED$/),
    '  MSET a 1 b 2',
    '    a → slot 15495 → C 192.168.10.10:6372',
    expect.stringMatching(/^ {4}b → slot 3300 → A 192\.168\.10\.10:6371 +different slots: CROSSSLOT$/),
    '  The keys of a command must be in one slot: a hash tag {…} puts them there.',
  ]);
});

test('in Chinese, and it is said why some of it is not', () => {
  const rows = page('get', { language: 'zh' });
  expect(rows).toContain('  起始版本  1.0.0');
  expect(rows).toContain('  命令的简介、复杂度和变更由服务器提供，为英文原文。');
  expect(rows.at(-1)).toMatch(/user:1 → 槽 10778 → B .* 当前在 A：将返回 MOVED$/);
});

test('a container lists its subcommands; each has a page', () => {
  expect(page('cluster')).toEqual([
    '  CLUSTER',
    '  A container for cluster commands',
    '  group  @cluster',
    'Subcommands',
    '  CLUSTER SHARDS  Get array of cluster slots',
    '  CLUSTER SLOTS   Get array of slots',
    '  help CLUSTER SUBCOMMAND tells more of one.',
  ]);
  expect(page('cluster shards').slice(-2)).toEqual([
    'Across slots',
    '  It has no keys: the node of the prompt answers, and no redirection can come.',
  ]);
  expect(page('CLUSTER SLOTS')).toContain('  deprecated');
});

test('groups and ACL categories', () => {
  expect(page('@string')).toEqual([
    'Commands of the group string (4)',
    '  GET    Get the value of a key',
    '  MSET   Set multiple keys to multiple values',
    '  SET    Set the string value of a key',
    '  SETEX  Set the value and expiration of a key',
  ]);
  expect(page('@fast')[1]).toBe('  GET  Get the value of a key');
  expect(page('@nosuch')).toEqual([
    '! @nosuch is none of the groups of commands',
    '  Groups: @cluster @string',
  ]);
});

test('no page, a command without documents, a server that is no cluster', () => {
  expect(page('nosuch thing')).toEqual(['! there is no page about nosuch thing: help lists what there is']);
  const catalogue = catalogueOf([{ name: 'mystery' }]);
  expect(page('mystery', { catalogue })).toEqual([
    '  MYSTERY',
    '  This server has the command and documents nothing of it.',
    'Across slots',
    '  Its keys are found as it is typed, in the row under the prompt.',
  ]);
  const alone: ClusterView = { ...guideView, state: 'standalone', nodes: [] };
  expect(page('mset', { view: alone }).at(-1)).toBe('  group  @string');
});

test('no row is wider than a narrow terminal, but for commands that are there to be copied', () => {
  for (const topic of ['SET', 'mset', 'cluster', '@string']) {
    for (const row of page(topic, { width: 60 })) expect(row.length).toBeLessThan(60);
  }
});

test('nothing that a server says steers the terminal', () => {
  const hostile = '\x1b[2J\x9b31m\u202e\x07';
  const catalogue = catalogueOf([
    {
      ...{ name: 'bad', summary: hostile, since: hostile, group: hostile, complexity: hostile },
      ...{ history: [[hostile, hostile]], categories: [hostile], deprecated: { instead: hostile } },
      arguments: [{ name: hostile, kind: 'key' }],
    },
  ]);
  for (const topic of ['bad', '@nosuch', `@${hostile}`]) {
    expect(page(topic, { catalogue }).join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  }
});

test('the overview: a few long usages leave the sentences of all others their room', () => {
  for (const language of ['en', 'zh'] as const) {
    const rows = page('', { language });
    const at = rows.indexOf('  :scan [PATTERN] [TYPE t] [COUNT n] [LIMIT n]');
    expect(rows[at + 1]).toMatch(/^ {26}\S/);
    expect(rows.find(row => row.startsWith('  :slowlog [n]'))).toMatch(/^.{26}\S/);
  }
});
