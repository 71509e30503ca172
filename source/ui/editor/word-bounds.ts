import { nextPosition, snapPosition } from './graphemes.ts';

/** Does a character, by its code point, belong to a word? */
export type Belongs = (codePoint: number) => boolean;

/** Letters, digits and accents: a word to Alt-B, Alt-F and Alt-D, as in readline. */
export const isWord: Belongs = code =>
  code < 0x80
    ? (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39)
    : /[\p{L}\p{N}\p{M}]/u.test(String.fromCodePoint(code));

/** All but blanks: a word to Ctrl-W, which takes a whole argument. */
export const isNoBlank: Belongs = code => (code < 0x80 ? code > 0x20 : /\S/.test(String.fromCodePoint(code)));

// By code points, and to a character's edge at the end: a pasted value of megabytes may be one word.

/** To the left over what is no word, then over the word; a position between two characters. */
export function wordStart(text: string, cursor: number, belongs: Belongs): number {
  const gap = lastWhere(text, cursor, code => !belongs(code));
  return snapPosition(text, lastWhere(text, gap, belongs));
}

/** To the right over what is no word, then over the word; a position between two characters. */
export function wordEnd(text: string, cursor: number, belongs: Belongs): number {
  const gap = firstWhere(text, cursor, code => !belongs(code));
  const at = firstWhere(text, gap, belongs);
  const snapped = snapPosition(text, at);
  return snapped === at ? at : nextPosition(text, snapped);
}

/** How far left of `from` all code points pass. */
function lastWhere(text: string, from: number, passes: Belongs): number {
  let at = from;
  while (at > 0) {
    const unit = text.charCodeAt(at - 1);
    const isPair = isSurrogate(unit) && at > 1 && (text.codePointAt(at - 2) ?? 0) > 0xffff;
    if (!passes(isPair ? (text.codePointAt(at - 2) ?? 0) : unit)) break;
    at -= isPair ? 2 : 1;
  }
  return at;
}

/** How far right of `from` all code points pass. */
function firstWhere(text: string, from: number, passes: Belongs): number {
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    if (!passes(code)) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
