import { constants } from 'node:buffer';
import type { WordSpans } from '../../redis/word-spans.ts';
import type { PipeFault } from '../../words/shell-failure-facts.ts';
import { splitLine } from '../line/split-line.ts';
import { ShellFailure } from '../shell-failure.ts';
import type { CommandReader } from './command-reader.ts';

const CR = 13;
const LF = 10;
const LINE_END_LENGTH = 2;
const ARRAY = 0x2a; // *
const BULK = 0x24; // $
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const EMPTY = Buffer.alloc(0);
/** A number that is longer is none. */
const MOST_DIGITS = 12;
/** The server's own bounds: words of a command, and bytes of an inline command (PROTO_INLINE_MAX_SIZE). */
const MOST_WORDS = 2 ** 31 - 1;
const MOST_INLINE = 64 * 1024;
const MOST_BYTES = constants.MAX_LENGTH - LINE_END_LENGTH;
/** How many of the offending bytes a failure shows. */
const SHOWN_BYTES = 24;
/** The bytes at hand end before the number does. */
const CUT = -2;

/** A command that is not whole within one chunk. */
interface OpenCommand {
  words: Buffer[];
  /** Words still to come, the open one included. */
  left: number;
  /** What there is of the open word, its line end included, and how many bytes are still to come; 0 between two words. */
  parts: Buffer[];
  bytesLeft: number;
}

/**
 * Commands as clients send them to a server: arrays of bulk strings, and inline commands, as the input of `redis-cli --pipe`
 * (redis.io/docs/latest/develop/reference/protocol-spec; where it is silent, networking.c of Redis 7.0).
 * Linear in the bytes, however a command is cut.
 */
export class PipeReader implements CommandReader {
  #bytes: Buffer = EMPTY;
  #at = 0;
  /** How many bytes of the input came before `#bytes`. */
  #before = 0;
  #commands = 0;
  #open: OpenCommand | undefined;
  /** Where `#readNumber` stopped. */
  #numberEnd = 0;

  /** The number of the command read last, from 1. */
  get position(): number {
    return this.#commands;
  }

  push(chunk: Buffer): void {
    // What is left is a header that was cut, or an inline command: a few bytes.
    const rest = this.#bytes.subarray(this.#at);
    this.#before += this.#at;
    this.#bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    this.#at = 0;
  }

  end(): void {
    if (this.#open) this.#fail('cut-short', this.#bytes.length);
    const isInline = this.#at < this.#bytes.length && this.#bytes[this.#at] !== ARRAY;
    if (isInline) this.push(Buffer.from('\n'));
    else if (this.#at < this.#bytes.length) this.#fail('cut-short', this.#bytes.length);
  }

  next(words: WordSpans): boolean {
    while (this.#at < this.#bytes.length) {
      if (this.#open) return this.#readOn(this.#open, words);
      if (this.#bytes[this.#at] !== ARRAY) {
        const line = this.#readInline();
        if (!line) return false;
        if (line.length === 0) continue;
        words.load(line);
        return this.#count();
      }
      const count = this.#readNumber(this.#at, MOST_WORDS);
      if (count === CUT) return false;
      if (count <= 0) {
        // The server takes no notice of these.
        this.#at = this.#numberEnd;
        continue;
      }
      const start = this.#numberEnd;
      if (this.#readWhole(start, count, words)) return this.#count();
      this.#at = start;
      this.#open = { words: [], left: count, parts: [], bytesLeft: 0 };
    }
    return false;
  }

  /** A command that the chunk has whole, its words in place; false when it has not. */
  #readWhole(start: number, count: number, words: WordSpans): boolean {
    const bytes = this.#bytes;
    let at = start;
    words.begin(bytes);
    for (let index = 0; index < count; index++) {
      const size = this.#readSize(at);
      if (size === CUT) return false;
      const wordStart = this.#numberEnd;
      const end = wordStart + size;
      if (end + LINE_END_LENGTH > bytes.length) return false;
      if (bytes[end] !== CR || bytes[end + 1] !== LF) this.#fail('missing-line-end', end);
      words.add(wordStart, end);
      at = end + LINE_END_LENGTH;
    }
    this.#at = at;
    return true;
  }

  /** Reads as much of a command as there is; true when it is whole. */
  #readOn(open: OpenCommand, words: WordSpans): boolean {
    while (open.left > 0) {
      if (open.bytesLeft === 0) {
        const size = this.#readSize(this.#at);
        if (size === CUT) return false;
        this.#at = this.#numberEnd;
        open.bytesLeft = size + LINE_END_LENGTH;
      }
      const part = this.#bytes.subarray(this.#at, this.#at + open.bytesLeft);
      open.parts.push(part);
      open.bytesLeft -= part.length;
      this.#at += part.length;
      if (open.bytesLeft > 0) return false;
      const whole = Buffer.concat(open.parts.splice(0));
      const end = whole.length - LINE_END_LENGTH;
      if (whole[end] !== CR || whole[end + 1] !== LF) {
        this.#fail('missing-line-end', this.#at - LINE_END_LENGTH);
      }
      open.words.push(whole.subarray(0, end));
      open.left -= 1;
    }
    words.load(open.words);
    this.#open = undefined;
    return this.#count();
  }

  /** The size of the bulk string whose header begins at `at`. */
  #readSize(at: number): number {
    if (at >= this.#bytes.length) return CUT;
    if (this.#bytes[at] !== BULK) this.#fail('no-bulk-string', at);
    const size = this.#readNumber(at, MOST_BYTES);
    return size < 0 && size !== CUT ? this.#fail('wrong-number', at) : size;
  }

  /** The number behind the type byte at `at`, up to its line end; -1 for any that is less than 0, CUT when it is not there whole. */
  #readNumber(at: number, most: number): number {
    const bytes = this.#bytes;
    const isNegative = bytes[at + 1] === MINUS;
    const start = at + (isNegative ? 2 : 1);
    let end = start;
    let number = 0;
    for (let digit = bytes[end] as number; digit >= ZERO && digit <= NINE; digit = bytes[++end] as number) {
      number = number * 10 + digit - ZERO;
      if (end - start > MOST_DIGITS) this.#fail('wrong-number', at);
    }
    if (end + 1 >= bytes.length) {
      return end === bytes.length || bytes[end] === CR ? CUT : this.#fail('wrong-number', at);
    }
    if (end === start || bytes[end] !== CR || bytes[end + 1] !== LF || number > most) {
      this.#fail('wrong-number', at);
    }
    this.#numberEnd = end + LINE_END_LENGTH;
    return isNegative ? -1 : number;
  }

  /** The words of an inline command, none of an empty line; undefined when its end is not there. */
  #readInline(): Buffer[] | undefined {
    const start = this.#at;
    const end = this.#bytes.indexOf(LF, start);
    const length = (end === -1 ? this.#bytes.length : end) - start;
    if (length > MOST_INLINE) this.#fail('too-long', start);
    if (end === -1) return undefined;
    const split = splitLine(this.#bytes.subarray(start, end));
    if (!split.ok) this.#fail('unbalanced-quotes', start);
    this.#at = end + 1;
    return split.args.map(({ bytes }) => bytes);
  }

  #count(): true {
    this.#commands += 1;
    return true;
  }

  #fail(problem: PipeFault, at: number): never {
    const bytes = this.#bytes.toString('latin1', at, at + SHOWN_BYTES);
    const facts = { problem, command: this.#commands + 1, byte: this.#before + at, bytes };
    throw new ShellFailure('pipe-unreadable', facts, { exitCode: 2 });
  }
}
