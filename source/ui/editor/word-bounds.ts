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
  let at = cursor;
  while (at > 0 && !belongs(codeBefore(text, at))) at = before(text, at);
  while (at > 0 && belongs(codeBefore(text, at))) at = before(text, at);
  return snapPosition(text, at);
}

/** To the right over what is no word, then over the word; a position between two characters. */
export function wordEnd(text: string, cursor: number, belongs: Belongs): number {
  let at = cursor;
  const code = () => text.codePointAt(at) ?? 0;
  while (at < text.length && !belongs(code())) at += lengthOf(code());
  while (at < text.length && belongs(code())) at += lengthOf(code());
  const snapped = snapPosition(text, at);
  return snapped === at ? at : nextPosition(text, snapped);
}

function codeBefore(text: string, at: number): number {
  return text.codePointAt(before(text, at)) ?? 0;
}

/** Where the code point before `at` begins. */
function before(text: string, at: number): number {
  const isPair = at > 1 && (text.codePointAt(at - 2) ?? 0) > 0xffff;
  return at - (isPair ? 2 : 1);
}

function lengthOf(code: number): number {
  return code > 0xffff ? 2 : 1;
}
