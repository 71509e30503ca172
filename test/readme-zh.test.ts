import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const english = read('README.md');
const chinese = read('README.zh-CN.md');

const all = (text: string, what: RegExp) => [...text.matchAll(what)].map(([, found = '']) => found);
/** What is typed in a line of a table, cell by cell where it is the same in both languages: the first one. */
const firstCells = (text: string) =>
  all(text, /^\| (.*?) (?<!\\)\|/gm).map(cell => all(cell, /`([^`]+)`/g).join(' '));
const codeBlocks = (text: string) =>
  all(text, /^```\w*\n([\s\S]*?)^```/gm).map(block => block.replace(/\s*#.*$/gm, ''));
/** Sections, paragraphs, lists, tables and pictures, in their order. */
const blocks = (text: string) =>
  text.split(/\n{2,}/).map(block => /^(?:#+ |\||- |!|```|\[)/.exec(block)?.[0] ?? 'paragraph');
const pictures = (text: string) => all(text, /^!\[.*\]\((.*)\)$/gm);

test('the Chinese README has the same sections, tables, failures, commands and pictures as the English one', () => {
  expect(blocks(chinese)).toEqual(blocks(english));
  expect(firstCells(chinese)).toEqual(firstCells(english));
  expect(codeBlocks(chinese)).toEqual(codeBlocks(english));
  expect(pictures(chinese)).toEqual(pictures(english));
});

test.each([
  ['README.md', english, 'README.zh-CN.md'],
  ['README.zh-CN.md', chinese, 'README.md'],
])('the links of %s lead somewhere, the first to the other language', (_name, text, other) => {
  const links = all(text, /(?<!!)\[[^\]]+\]\(([^)]+)\)/g);
  expect(links[0]).toBe(other);
  // As GitHub names them: lower case, hyphens for spaces, no punctuation.
  const anchors = all(text, /^#+ (.*)$/gm).map(title =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
  for (const link of links)
    if (link.startsWith('#')) expect(anchors).toContain(link.slice(1));
    else if (!link.startsWith('http')) expect(() => read(link)).not.toThrow();
});

test('it is Chinese', () => {
  const sentences = chinese
    .replace(/^```[\s\S]*?^```/gm, '')
    .split('\n')
    .filter(
      line => /[a-z]{3}/i.test(line.replace(/`[^`]*`|\([^)]*\)/g, '')) && !/\p{Script=Han}/u.test(line),
    );
  expect(sentences).toEqual([
    '# slotsh',
    '[English](README.md)',
    '## cluster.yaml',
    expect.stringMatching(/^\| \| slotsh \| /),
  ]);
});
