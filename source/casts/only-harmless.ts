import type { Cast } from './cast.ts';

/** Looks, moves of the cursor, erasures (never of the scrollback), and whether the cursor shows: what slotsh itself writes after `ESC [`. */
const harmless = /^(?:[\d;:]{0,40}m|\d{0,4}[A-G]|(?:\d{1,4}(?:;\d{1,4})?)?[Hf]|[0-2]?[JK]|\?25[hl])$/;
/** Controls that a terminal obeys, and characters that hide or turn what stands beside them (as in ui/escape-text.ts). */
const unwanted =
  /[\u0000-\u0007\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** Characters of a sequence that are kept: more than any harmless one has. */
const MOST_KEPT = 48;

/**
 * Where the filter is: in text, behind an ESC, between `ESC [` and its end, in a string for the terminal (OSC, DCS, SOS, PM, APC),
 * or behind an ESC in one (ECMA-48, 5.3 to 5.6; vt100.net/emu/dec_ansi_parser).
 */
type Place = 'text' | 'escape' | 'control' | 'string' | 'string-escape';

/**
 * A recording from anywhere without what could do more than draw on the screen: the clipboard, titles, links, modes, questions to
 * the terminal, bells, other character sets. That is dropped, not shown. Only what slotsh itself would write passes, but for
 * bracketed paste and synchronized output, which belong to who plays it.
 */
export function onlyHarmless(cast: Cast): Cast {
  const pass = createFilter();
  const events = cast.events.map(event =>
    event.kind === 'output' ? { ...event, text: pass(event.text) } : event,
  );
  return { ...cast, events };
}

/** The harmless part of one output after the other; a sequence may begin in one and end in the next. */
function createFilter(): (text: string) => string {
  let place: Place = 'text';
  let kept = '';

  /** What is passed on for a character within a sequence. */
  const follow = (character: string): string => {
    switch (place) {
      case 'control': {
        if (kept.length < MOST_KEPT) kept += character;
        if (/[\x20-\x3f]/.test(character)) return '';
        place = 'text';
        return harmless.test(kept) ? `\x1b[${kept}` : '';
      }
      case 'string':
        if (character === '\x07' || character === '\x9c') place = 'text';
        return '';
      case 'string-escape':
        place = 'text';
        if (character === '\\') return '';
        return begin(character);
      default:
        return begin(character);
    }
  };
  /** The character after an ESC. */
  const begin = (character: string): string => {
    kept = '';
    if (character === '[') place = 'control';
    else if (/[\]PX^_]/.test(character)) place = 'string';
    // Before the last character of a short sequence there may be others: `ESC ( 0`.
    else place = /[\x20-\x2f]/.test(character) ? 'escape' : 'text';
    return '';
  };

  return text => {
    let passed = '';
    for (let from = 0; from < text.length; ) {
      if (place === 'text') {
        const start = text.indexOf('\x1b', from);
        const end = start < 0 ? text.length : start;
        passed += text.slice(from, end).replace(unwanted, '');
        if (start >= 0) place = 'escape';
        from = end + 1;
        continue;
      }
      const character = text.charAt(from);
      from += 1;
      if (character === '\x1b') place = place === 'string' ? 'string-escape' : 'escape';
      // These two end every sequence.
      else if (character === '\x18' || character === '\x1a') place = 'text';
      else passed += follow(character);
    }
    return passed;
  };
}
