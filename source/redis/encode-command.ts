import type { WordSpans } from './word-spans.ts';

const CR = 13;
const LF = 10;
const LINE_END = Buffer.from('\r\n');
const LINE_END_LENGTH = 2;
const ARRAY = 0x2a; // *
const BULK = 0x24; // $
const ZERO = 0x30;

/** A command as a server reads it: an array of bulk strings, whatever the bytes (redis.io, protocol-spec, "Sending commands"). Strings are UTF-8. */
export function encodeCommand(args: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`*${args.length}\r\n`)];
  for (const arg of args) {
    const bytes = typeof arg === 'string' ? Buffer.from(arg) : arg;
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, LINE_END);
  }
  return Buffer.concat(parts);
}

/** How many bytes `encodeWords` writes. */
export function encodedLength(words: WordSpans): number {
  let length = headerLength(words.count);
  for (let index = 0; index < words.count; index++) {
    const size = words.endOf(index) - words.startOf(index);
    length += headerLength(size) + size + LINE_END_LENGTH;
  }
  return length;
}

/**
 * The same as `encodeCommand`, written into a buffer that has room for it; returns the index after the last byte.
 * 100,000 SETs take 10 ms; with buffers of their own, 80.
 */
export function encodeWords(words: WordSpans, target: Buffer, at: number): number {
  let end = writeHeader(target, at, ARRAY, words.count);
  for (let index = 0; index < words.count; index++) {
    const start = words.startOf(index);
    const size = words.endOf(index) - start;
    end = writeHeader(target, end, BULK, size);
    end = copyBytes(words.bytes, start, size, target, end);
    end = writeLineEnd(target, end);
  }
  return end;
}

/** `*3\r\n` has four bytes. */
function headerLength(number: number): number {
  return 1 + digitsOf(number) + LINE_END_LENGTH;
}

function digitsOf(number: number): number {
  let digits = 1;
  for (let rest = number; rest > 9; rest = Math.trunc(rest / 10)) digits++;
  return digits;
}

function writeHeader(target: Buffer, at: number, type: number, number: number): number {
  target[at] = type;
  const end = at + 1 + digitsOf(number);
  let rest = number;
  for (let digit = end - 1; digit > at; digit--) {
    target[digit] = ZERO + (rest % 10);
    rest = Math.trunc(rest / 10);
  }
  return writeLineEnd(target, end);
}

function writeLineEnd(target: Buffer, at: number): number {
  target[at] = CR;
  target[at + 1] = LF;
  return at + LINE_END_LENGTH;
}

/** Up to so many bytes a loop is faster than `copy`, whose call alone takes some 50 ns. */
const SHORT = 48;

function copyBytes(source: Buffer, start: number, size: number, target: Buffer, at: number): number {
  if (size > SHORT) source.copy(target, at, start, start + size);
  else for (let index = 0; index < size; index++) target[at + index] = source[start + index] as number;
  return at + size;
}
