import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { narrow } from '../../scripts/lean-packages.js';

/** What the build takes a shorter way with: every character of the class, as the packages see it without that way. */
const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(character =>
  new RegExp(`^[${narrow}]$`).test(character),
);

test('characters that the build takes for narrow are one column wide', () => {
  expect(characters.length).toBeGreaterThan(95);
  expect(characters.filter(character => stringWidth(character) !== 1)).toEqual([]);
  expect(stringWidth(characters.join(''))).toBe(characters.length);
});

test('none of them joins with another one, or with an escape, to one character', () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const pairs = characters.flatMap(first => [
    `${first}█`,
    `█${first}`,
    `${first}\u001b`,
    `\u001b${first}`,
    `${first}${first}`,
  ]);
  expect(pairs.filter(pair => [...segmenter.segment(pair)].length !== 2)).toEqual([]);
});
