// Stands for `Intl.Segmenter` in the build (scripts/build.js): Ink's packages make four of them while they are loaded, 9 ms each,
// and ask them for every text of every frame.

/** Characters of our screens that stand alone whatever is beside them (UAX #29): ASCII without line ends, lines, blocks, our marks. */
const ALONE =
  /^[\x20-\x7e\x1b\u00b7\u2014\u2022\u2026\u2190-\u2193\u21b3\u2500-\u25a9\u25b8\u258f\u2713\u2717]*$/;

type Grapheme = Pick<Intl.SegmentData, 'segment' | 'index' | 'input'>;

let shared: Intl.Segmenter | undefined;

/** Cuts a text into what people take for characters. One real segmenter is made for all, when a text first needs it. */
export class LateSegmenter {
  readonly #own: Intl.Segmenter | undefined;

  constructor(locales?: Intl.LocalesArgument, options: Intl.SegmenterOptions = {}) {
    const isCommon = locales === undefined && (options.granularity ?? 'grapheme') === 'grapheme';
    if (!isCommon) this.#own = new globalThis.Intl.Segmenter(locales, options);
  }

  segment(text: string): Intl.Segments | AloneSegments {
    if (this.#own) return this.#own.segment(text);
    if (ALONE.test(text)) return new AloneSegments(text);
    shared ??= new globalThis.Intl.Segmenter();
    return shared.segment(text);
  }
}

/** A text of which each unit is a character. */
class AloneSegments {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  containing(index = 0): Grapheme | undefined {
    const segment = this.#text[index];
    return segment === undefined ? undefined : { segment, index, input: this.#text };
  }

  *[Symbol.iterator](): Generator<Grapheme> {
    const input = this.#text;
    for (let index = 0; index < input.length; index++) yield { segment: input[index] ?? '', index, input };
  }
}
