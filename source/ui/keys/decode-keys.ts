import type { Key } from './key.ts';
import { keyOfControl, keyOfCsi, keyOfSs3, withAlt } from './key-sequences.ts';

/** What was read and not decoded yet. Opaque outside this file, but plain data. */
export interface DecoderState {
  /** The first bytes of a character whose last ones have not come. */
  bytes: Uint8Array;
  /** An escape sequence whose end has not come; starts with ESC, or empty. */
  sequence: string;
  /** The pasted text so far, while between the paste brackets. */
  paste?: string;
  /** The last character was a carriage return: a line feed right after it is the same Enter. */
  afterReturn: boolean;
}

export interface Decoded {
  keys: Key[];
  state: DecoderState;
}

/** Nothing read yet. */
export const freshDecoder: DecoderState = { bytes: new Uint8Array(), sequence: '', afterReturn: false };

const ESC = '\x1b';
const PASTE_START = '200';
const PASTE_END = '\x1b[201~';
/** Longest answer of a terminal that is swallowed whole; what is longer was never a sequence. */
const LONGEST_SEQUENCE = 4096;

/**
 * Decodes what a terminal in raw mode sends. The stream may be cut anywhere, inside a character or a sequence as well:
 * the keys are the same. Sequences that are no keys (mouse, focus, answers of the terminal) are swallowed.
 * A lone ESC stays undecoded until more comes, or until `flushKeys`.
 */
export function decodeKeys(state: DecoderState, chunk: Uint8Array): Decoded {
  const bytes = state.bytes.length > 0 ? Buffer.concat([state.bytes, chunk]) : chunk;
  const whole = bytes.length - incompleteTail(bytes);
  const input = state.sequence + Buffer.from(bytes.subarray(0, whole)).toString('utf8');
  const decoded = decodeText({ ...state, sequence: '' }, input);
  return { keys: decoded.keys, state: { ...decoded.state, bytes: bytes.slice(whole) } };
}

/** Is an escape sequence open? Then `flushKeys` is due when nothing comes for some milliseconds. */
export function awaitsMore(state: DecoderState): boolean {
  return state.sequence !== '';
}

/** The time for an open sequence is over: ESC was Escape itself, ESC and a character was Alt; the rest is dropped. */
export function flushKeys(state: DecoderState): Decoded {
  const { sequence } = state;
  const keys: Key[] = [];
  const [first, second = '', ...rest] = sequence;
  if (first === ESC && rest.length === 0) {
    if (second === '') keys.push({ name: 'escape' });
    else if (second === ESC) keys.push({ name: 'escape' }, { name: 'escape' });
    else keys.push(withAlt({ name: 'text', text: second }));
  }
  return { keys, state: { ...state, sequence: '' } };
}

function decodeText(start: DecoderState, input: string): Decoded {
  const keys: Key[] = [];
  let { paste, afterReturn } = start;
  let at = 0;
  const undecoded = (from: number): Decoded => {
    const state: DecoderState = { bytes: start.bytes, sequence: input.slice(from), afterReturn };
    return { keys, state: paste === undefined ? state : { ...state, paste } };
  };

  while (at < input.length) {
    if (paste !== undefined) {
      const end = input.indexOf(PASTE_END, at);
      if (end < 0) {
        // The end may be cut in two: keep what could be its beginning.
        const kept = input.length - overlap(input.slice(at), PASTE_END);
        paste += input.slice(at, kept);
        return undecoded(kept);
      }
      paste += input.slice(at, end);
      if (paste !== '') keys.push({ name: 'paste', text: paste.replace(/\r\n?/g, '\n') });
      paste = undefined;
      at = end + PASTE_END.length;
      continue;
    }

    const character = input[at] ?? '';
    if (character === ESC) {
      afterReturn = false;
      const sequence = readSequence(input, at);
      if (sequence === 'open') return undecoded(at);
      at = sequence.end;
      if (sequence.pasteStarts) paste = '';
      else if (sequence.key) keys.push(sequence.key);
      continue;
    }

    const code = character.charCodeAt(0);
    if (isControl(code)) {
      const key = keyOfControl(code);
      const sameEnter = afterReturn && character === '\n';
      afterReturn = character === '\r';
      at += 1;
      if (key && !sameEnter) keys.push(key);
      continue;
    }

    afterReturn = false;
    const from = at;
    while (at < input.length && !isControl(input.charCodeAt(at))) at += 1;
    keys.push({ name: 'text', text: input.slice(from, at) });
  }
  return undecoded(at);
}

interface Sequence {
  /** Where the input goes on after it. */
  end: number;
  key?: Key;
  pasteStarts?: boolean;
}

/** Reads the sequence whose ESC stands at `at`; `open` when its end has not come yet. */
function readSequence(input: string, at: number): Sequence | 'open' {
  const next = input[at + 1];
  if (next === undefined) return 'open';
  if (next === '[') return readCsi(input, at + 2);
  if (next === 'O') {
    const final = input[at + 2];
    if (final === undefined) return 'open';
    return sequence(at + 3, keyOfSs3(final));
  }
  if (']P_^X'.includes(next)) return readString(input, at);
  if (next === ESC) {
    // Some terminals send Alt with a key as ESC before its sequence; otherwise the first ESC was Escape.
    const third = input[at + 2];
    if (third === undefined) return 'open';
    if (third !== '[' && third !== 'O') return { end: at + 1, key: { name: 'escape' } };
    const inner = readSequence(input, at + 1);
    if (inner === 'open' || !inner.key) return inner;
    return sequence(inner.end, withAlt(inner.key));
  }
  const character = String.fromCodePoint(input.codePointAt(at + 1) ?? 0);
  const code = character.charCodeAt(0);
  const plain: Key | undefined = isControl(code) ? keyOfControl(code) : { name: 'text', text: character };
  return sequence(at + 1 + character.length, plain && withAlt(plain));
}

/** `CSI parameters final`, from behind the bracket (ECMA-48 §5.4). */
function readCsi(input: string, from: number): Sequence | 'open' {
  // The oldest mouse report has three more characters behind its final.
  if (input[from] === 'M') return input.length < from + 4 ? 'open' : { end: from + 4 };
  let at = input[from] === '[' ? from + 1 : from;
  for (; at < input.length; at += 1) {
    const code = input.charCodeAt(at);
    const rxvtFinal = input[at] === '$' && input[from] !== '?';
    if ((code >= 0x40 && code <= 0x7e) || rxvtFinal) {
      const parameters = input.slice(from, at);
      const final = input[at] ?? '';
      if (final === '~' && parameters === PASTE_START) return { end: at + 1, pasteStarts: true };
      return sequence(at + 1, keyOfCsi(parameters, final));
    }
    // Neither parameter nor intermediate: the sequence was cut off by something else, which is read on its own.
    if (code < 0x20 || code > 0x7e || at - from > LONGEST_SEQUENCE) return { end: at };
  }
  return 'open';
}

/** OSC, DCS, APC, PM and SOS: an answer of the terminal up to BEL or ST; swallowed. */
function readString(input: string, at: number): Sequence | 'open' {
  const end = /\x07|\x1b\\/.exec(input.slice(at + 2, at + LONGEST_SEQUENCE));
  if (end) return { end: at + 2 + end.index + end[0].length };
  return input.length - at < LONGEST_SEQUENCE ? 'open' : { end: input.length };
}

function sequence(end: number, key: Key | undefined): Sequence {
  return key ? { end, key } : { end };
}

/** C0, DEL and C1. */
function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

/** How many characters at the end of `text` are a beginning of `mark`. */
function overlap(text: string, mark: string): number {
  for (let length = Math.min(text.length, mark.length - 1); length > 0; length -= 1) {
    if (text.endsWith(mark.slice(0, length))) return length;
  }
  return 0;
}

/** How many bytes at the end are the beginning of a UTF-8 character (RFC 3629 §3). */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}
