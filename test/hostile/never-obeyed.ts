import fc from 'fast-check';
import { expect } from 'vitest';
import { type Line, lineText, lineWidth } from '../../source/ui/components/line.ts';
import { wordsFor } from '../../source/words/words.ts';
import { hostileOutput } from '../support/hostile-text.ts';

/** Hostile texts that every boundary is tried with. */
export const CASES = 10_000;
/** One more text of somebody else each time. */
export type Say = () => string;

/** Several texts as one: for views that show little at a time. */
export function several(say: Say, count: number): Say {
  return () => Array.from({ length: count }, say).join('');
}

/** What a view is drawn with. */
export interface Drawn {
  say: Say;
  /** Columns, 20 to 160. */
  width: number;
  words: ReturnType<typeof wordsFor>;
}

/** What came of it: lines as the screen has them, at most `within` columns wide; or text as it goes to the terminal. */
export type Painted = { lines: readonly Line[]; within?: number } | { text: string };

/** Looks that a theme paints, and no others. */
const OWN_LOOKS = /\u001b\[(?:[012]|3[1-6])m/g;

/** What no text may have that a terminal gets: controls, direction marks, what is not seen, halves of characters. */
const OBEYED =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

/**
 * Draws a view with 10,000 hostile texts, as many at a time as it shows, in both languages and on terminals of many widths: nothing
 * that comes out is obeyed by a terminal but the theme's own looks and line feeds, and no line is wider than it may be.
 */
export async function neverObeyed(draw: (drawn: Drawn) => Painted | Promise<Painted>): Promise<void> {
  let asked = 0;
  const count = () => `x${asked++}`;
  await draw({ say: count, width: 80, words: wordsFor('en') });
  expect(asked, 'texts that the view shows').toBeGreaterThan(0);
  const texts = fc.array(hostileOutput, { minLength: asked, maxLength: asked });
  const width = fc.integer({ min: 20, max: 160 });
  await fc.assert(
    fc.asyncProperty(texts, width, fc.constantFrom('en', 'zh'), async (said, columns, language) => {
      let used = 0;
      const say = () => said[used++ % said.length] ?? '';
      expectHarmless(await draw({ say, width: columns, words: wordsFor(language) }));
    }),
    { numRuns: Math.ceil(CASES / asked) },
  );
}

/** Nothing in it is obeyed by a terminal but the theme's own looks and line feeds, and no line is wider than it may be. */
export function expectHarmless(painted: Painted): void {
  if ('text' in painted) {
    expect(painted.text.replace(OWN_LOOKS, '').replaceAll('\n', '')).not.toMatch(OBEYED);
    return;
  }
  const { lines, within = Number.POSITIVE_INFINITY } = painted;
  for (const each of lines) {
    expect(lineText(each)).not.toMatch(OBEYED);
    if (within < Number.POSITIVE_INFINITY) expect(lineWidth(each)).toBeLessThanOrEqual(within);
  }
}
