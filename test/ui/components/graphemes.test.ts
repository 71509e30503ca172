import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { graphemeAt, graphemesIn, textPieces } from '../../../source/ui/components/graphemes.ts';
import { textWidth } from '../../../source/ui/components/text-width.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const flag = '🇨🇳';
const family = '👨‍👩‍👧‍👦';

/** Texts around the length of a piece, so that characters stand across its end. */
const text = fc
  .array(fc.constantFrom('a', '节', flag, family, 'e\u0301', '\ud83d', '각', '\r\n', ' '), {
    minLength: 0,
    maxLength: 300,
  })
  .map(parts => parts.join(''));

describe('characters of long texts', () => {
  test('are the same in pieces as in one', () => {
    fc.assert(
      fc.property(text, each => {
        const whole = [...segmenter.segment(each)].map(({ segment }) => segment);
        expect([...graphemesIn(each)]).toEqual(whole);
        expect([...textPieces(each)].join('')).toBe(each);
        expect(textWidth(each)).toBe(stringWidth(each));
      }),
    );
  });

  test('one that is longer than a piece stays whole', () => {
    const tall = `e${'\u0301'.repeat(5000)}`;
    expect([...graphemesIn(`a${tall}b`)]).toEqual(['a', tall, 'b']);
  });

  test('the one at a place is found without looking at all of them', () => {
    fc.assert(
      fc.property(text, fc.nat(), (each, place) => {
        fc.pre(each.length > 0 && !each.includes(flag.repeat(30)));
        const index = place % each.length;
        const found = segmenter.segment(each).containing(index);
        expect(graphemeAt(each, index)).toEqual({ from: found?.index, segment: found?.segment });
      }),
    );
    const long = `${'节'.repeat(1_000_000)}${family}b`;
    expect(graphemeAt(long, 1_000_003)).toEqual({ from: 1_000_000, segment: family });
  });

  test('a megabyte is measured', () => {
    expect(textWidth('节点a'.repeat(350_000))).toBe(5 * 350_000);
  });
});
