import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { en } from '../../source/words/en/en.ts';
import { zh } from '../../source/words/zh/zh.ts';

/** A word of the interface: where it stands, and its text or the function that makes it. */
interface Word {
  path: readonly string[];
  value: unknown;
}

function wordsBelow(value: unknown, path: readonly string[] = []): Word[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => wordsBelow(inner, [...path, key]));
}

const shape = (words: object) =>
  wordsBelow(words)
    .map(({ path, value }) => `${path.join('.')}: ${typeof value}`)
    .toSorted();

test('every word has its pair', () => {
  expect(shape(zh)).toEqual(shape(en));
});

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
const hasLetters = (text: string) => /[A-Za-z]{2}/.test(text);

/** What is the same in both languages: what is typed, names of programs and keys, Redis's own words. */
const sameInBoth = [
  /^home\.name$/,
  /\.usage$/,
  /^shell\.help\.keys\.\d+\.0$/,
  /^commandHelp\.acl$/,
  /^setup\.(?:severity\..*|runtimes\.docker|downTasks\.compose-down|tasks\.compose-up)$/,
  /^wizard\.(?:connect\.title|questions\.runtime\.choices\.docker)$/,
  // Commands alone.
  /^check\.mends\./,
];
/** What a server says, as it says it. */
const quoted = ['NOAUTH Authentication required.'];

/** The texts of a word: its own, or those that stand in its function, without what is filled in. */
function textsOf({ value }: Word): string[] {
  if (typeof value === 'string') return [value];
  const literals = String(value).matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g);
  return [...literals].map(([, one, two, three]) => (one ?? two ?? three ?? '').replace(/\$\{[^}]*\}/g, ''));
}

test('Chinese is Chinese', () => {
  const english = wordsBelow(zh).filter(word => {
    const text = textsOf(word).join(' ');
    return hasLetters(text) && !isChinese(text) && !sameInBoth.some(path => path.test(word.path.join('.')));
  });
  expect(english.map(({ path }) => path.join('.'))).toEqual([]);
});

/** Words that an English sentence has, and no command. */
const ofSentences = /(?<![\w-])(?:the|is|are|was|were|not|of|and|with|for|no|a|an|it|its|required)(?![\w-])/i;

test('no sentence within a Chinese word is English', () => {
  const sentences = wordsBelow(zh).flatMap(word =>
    textsOf(word).filter(
      text => !text.includes('${') && !isChinese(text) && ofSentences.test(text) && !quoted.includes(text),
    ),
  );
  expect(sentences).toEqual([]);
});

const source = fileURLToPath(new URL('../../source', import.meta.url));
/** The sources without the languages themselves and the types of their words, and without comments. */
const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name) && !/^words\/(?:(?:en|zh)\/|.*-facts\.ts$)/.test(name))
  .map(name => readFileSync(join(source, name), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, ''));

/** Looked up by what a server says, or by a name made of parts. */
const madeElsewhere = [/^explainErrors\./, /^failures\.host-key-(?:changed|revoked)$/];

const mentions = (text: string, name: string) =>
  new RegExp(`(?<![\\w$-])${name.replace(/\W/g, '\\$&')}(?![\\w$-])`).test(text);

test('every word is used', () => {
  const all = sources.join('\n');
  const near = new Map<string, string>();
  const nearOf = (area: string) => {
    const text = near.get(area) ?? sources.filter(each => mentions(each, area)).join('\n');
    near.set(area, text);
    return text;
  };
  const unused = wordsBelow(en).filter(({ path }) => {
    const names = path.filter(name => !/^\d+$/.test(name));
    if (madeElsewhere.some(each => each.test(names.join('.')))) return false;
    const [area = ''] = names;
    const [parent = '', name = ''] = names.slice(-2);
    // By its name where its area is spoken of; or looked up in its group by a name that stands anywhere.
    return !mentions(nearOf(area), name) && !(mentions(nearOf(area), parent) && mentions(all, name));
  });
  expect(unused.map(({ path }) => path.join('.'))).toEqual([]);
});
