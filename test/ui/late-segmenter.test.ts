import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LateSegmenter } from '../../source/ui/components/late-segmenter.ts';

const real = new Intl.Segmenter();
const ours = new LateSegmenter(undefined, { granularity: 'grapheme' });

/** Characters of screens, and some that join what is beside them. */
const screenText = fc.string({
  unit: fc.constantFrom(
    ...['a', ' ', '~', '\x1b', '·', '—', '…', '→', '↳', '─', '█', '▏', '▩', '▸', '✓', '✗'],
    ...['\r', '\n', '\u0301', '\u200d', '\ufe0f', '↔', '▪', '中', '👩', '🇩🇪'],
  ),
});

/** What can be asked of a cut text. */
function asked(segmenter: Pick<LateSegmenter, 'segment'>, text: string) {
  const segments = segmenter.segment(text);
  const at = [-1, 0, text.length >> 1, text.length].map(index => segments.containing(index));
  return JSON.stringify([[...segments], at]);
}

test('cuts every text as Intl.Segmenter does', () => {
  fc.assert(
    fc.property(fc.oneof(screenText, fc.string({ unit: 'binary' })), text => {
      expect(asked(ours, text)).toBe(asked(real, text));
    }),
    { numRuns: 50 },
  );
});

test('each character that it takes to stand alone does, beside each other one', () => {
  const differ = Array.from({ length: 0x2800 }, (_, code) => String.fromCharCode(code)).filter(character => {
    const text = `a${character}a${character}→${character}`;
    return asked(ours, text) !== asked(real, text);
  });
  expect(differ).toEqual([]);
});

test('other languages and other parts than characters are left to the real one', () => {
  const options = { granularity: 'word' } as const;
  const text = 'two words';
  expect(asked(new LateSegmenter('en', options), text)).toBe(asked(new Intl.Segmenter('en', options), text));
});
