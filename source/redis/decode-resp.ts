import { constants } from 'node:buffer';
import type { ProtocolProblem } from '../words/failure-facts.ts';
import type { Frame } from './build-aggregate.ts';
import { decodeScalar } from './decode-scalar.ts';
import { findLineEnd, isOk, OK, OK_LENGTH, wholeString } from './look-in-chunk.ts';
import { ProtocolFailure } from './protocol-failure.ts';
import type { Reply } from './reply.ts';
import { type OnHead, ReplyStack } from './reply-stack.ts';

const CR = 13;
const LF = 10;
const LINE_END_LENGTH = 2;
const STRINGS = '$=!;';
const AGGREGATES = '*~>%|';
const TYPES = `+-:(,#_.${STRINGS}${AGGREGATES}`;
/** Types whose lines have no bound; all others are a number or a length. */
const LONG_LINES = '+-(';
const MOST_DIGITS = 64;
/** A verbatim string starts with its format, three bytes, and a colon. */
const FORMAT_LENGTH = 3;

/**
 * Decodes RESP2 and RESP3 from bytes that come in chunks cut anywhere, into exactly typed replies.
 * Grammar: redis.io/docs/latest/develop/reference/protocol-spec; streamed strings and aggregates:
 * github.com/redis/redis-specifications, protocol/RESP3.md.
 *
 * Linear in the bytes, whatever the cuts; open aggregates stand on a stack of its own, so no nesting is too deep.
 * Buffers in replies are views of the chunks given in: a chunk must not be reused.
 */
export class RespDecoder {
  readonly #onReply: (reply: Reply) => void;
  readonly #peer: string;
  readonly #stack: ReplyStack;
  #chunk: Buffer = Buffer.alloc(0);
  #position = 0;
  /** What earlier chunks held of the line or string being read. */
  #parts: Buffer[] = [];
  /** The type byte of the string being read; empty between values. */
  #stringType = '';
  /** How many bytes of that string, its line end included, are still to come. */
  #bytesLeft = 0;
  #failure: ProtocolFailure | undefined;

  /**
   * @param onReply called for each complete reply (pushes too), in order
   * @param peer `host:port`, for failures
   * @param onHead called when an aggregate begins that is a reply of its own, of known length: who takes its items as they come
   */
  constructor(onReply: (reply: Reply) => void, peer: string, onHead?: OnHead) {
    this.#onReply = onReply;
    this.#peer = peer;
    this.#stack = new ReplyStack(onReply, onHead);
  }

  /**
   * Takes the next bytes. Replies that are complete before a fault are still handed on.
   * @throws {ProtocolFailure} on bytes that are no RESP, and from then on always
   */
  decode(chunk: Buffer): void {
    if (this.#failure) throw this.#failure;
    this.#chunk = chunk;
    this.#position = 0;
    while (this.#position < chunk.length) {
      if (this.#stringType !== '') this.#readString();
      else this.#readLine();
    }
  }

  /** Reads one line, from its type byte to its end, and acts on it; keeps what there is when the chunk ends first. */
  #readLine(): void {
    if (!this.#stack.innermost && this.#parts.length === 0 && isOk(this.#chunk, this.#position)) {
      this.#position += OK_LENGTH;
      this.#onReply(OK);
      return;
    }
    if (this.#takeWholeString()) return;
    const line = this.#takeLine();
    if (!line) return;
    const type = String.fromCharCode(line[0] ?? 0);
    if (type !== ';' && this.#stack.innermost?.type === 'string-parts') this.#fail('misplaced-part', line);
    if (STRINGS.includes(type)) this.#beginString(type, line);
    else if (AGGREGATES.includes(type)) this.#beginAggregate(type, line);
    else if (type === '.') this.#endStreamed(line);
    else this.#stack.put(decodeScalar(type, line) ?? this.#fail('wrong-number', line));
  }

  /** Takes a bulk string that stands whole in the chunk, as almost all do: a list of a million in a third of the time. */
  #takeWholeString(): boolean {
    if (this.#parts.length > 0 || this.#stack.innermost?.type === 'string-parts') return false;
    const value = wholeString(this.#chunk, this.#position);
    if (!value) return false;
    this.#position = value.byteOffset - this.#chunk.byteOffset + value.length + LINE_END_LENGTH;
    this.#stack.put({ type: 'bulk', value });
    return true;
  }

  /** The bytes before the next line end, from this chunk and what was kept of earlier ones. */
  #takeLine(): Buffer | undefined {
    const chunk = this.#chunk;
    const start = this.#position;
    // A line end cut in two: its first half was the last byte of the chunk before.
    if (chunk[start] === LF && this.#parts.at(-1)?.at(-1) === CR) {
      this.#position = start + 1;
      return this.#joinParts(chunk.subarray(start, start)).subarray(0, -1);
    }
    if (this.#parts.length === 0 && !TYPES.includes(String.fromCharCode(chunk[start] ?? 0))) {
      this.#fail('unknown-type', chunk.subarray(start));
    }
    const end = findLineEnd(chunk, start);
    if (end < 0) {
      this.#parts.push(chunk.subarray(start));
      this.#position = chunk.length;
      this.#checkOpenLine();
      return undefined;
    }
    this.#position = end + LINE_END_LENGTH;
    return this.#joinParts(chunk.subarray(start, end));
  }

  /** A number that never ends would be waited for without end. */
  #checkOpenLine(): void {
    const [first, last] = [this.#parts[0], this.#parts.at(-1)];
    if (!first || !last || LONG_LINES.includes(String.fromCharCode(first[0] ?? 0))) return;
    if (last.length > MOST_DIGITS || this.#parts.length > MOST_DIGITS) this.#fail('wrong-number', first);
  }

  /** A length: -1 for nil and Infinity for `?` (streamed), where the type has them. */
  #length(type: string, line: Buffer, most: number): number {
    const text = line.toString('latin1', 1);
    if (text === '-1' && (type === '$' || type === '*')) return -1;
    if (text === '?' && (type === '$' || AGGREGATES.includes(type))) return Number.POSITIVE_INFINITY;
    const length = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(length <= most)) this.#fail('wrong-length', line);
    return length;
  }

  #beginString(type: string, line: Buffer): void {
    const length = this.#length(type, line, constants.MAX_LENGTH - LINE_END_LENGTH);
    if (type === ';' && this.#stack.innermost?.type !== 'string-parts') this.#fail('misplaced-part', line);
    if (length === -1) {
      this.#stack.put({ type: 'nil' });
    } else if (length === Number.POSITIVE_INFINITY) {
      this.#stack.open({ type: 'string-parts', items: [], left: length });
    } else if (type === ';' && length === 0) {
      this.#stack.close();
    } else {
      this.#stringType = type;
      this.#bytesLeft = length + LINE_END_LENGTH;
    }
  }

  /** Reads as much of the string as the chunk has; hands it on when it is complete. */
  #readString(): void {
    const start = this.#position;
    const end = Math.min(start + this.#bytesLeft, this.#chunk.length);
    this.#position = end;
    this.#bytesLeft -= end - start;
    const bytes = this.#chunk.subarray(start, end);
    if (this.#bytesLeft > 0) {
      this.#parts.push(bytes);
      return;
    }
    const whole = this.#joinParts(bytes);
    const length = whole.length - LINE_END_LENGTH;
    if (whole[length] !== CR || whole[length + 1] !== LF) {
      this.#fail('missing-line-end', whole.subarray(length));
    }
    const type = this.#stringType;
    this.#stringType = '';
    const value = whole.subarray(0, length);
    if (type === '=') this.#finishVerbatim(value);
    else this.#stack.put({ type: type === '!' ? 'bulk-error' : 'bulk', value });
  }

  #finishVerbatim(text: Buffer): void {
    if (text[FORMAT_LENGTH] !== 0x3a) this.#fail('wrong-length', text);
    const format = text.toString('latin1', 0, FORMAT_LENGTH);
    this.#stack.put({ type: 'verbatim', format, value: text.subarray(FORMAT_LENGTH + 1) });
  }

  #beginAggregate(type: string, line: Buffer): void {
    const length = this.#length(type, line, Number.MAX_SAFE_INTEGER / 2);
    if (length === -1) {
      this.#stack.put({ type: 'nil-array' });
      return;
    }
    const frame: Frame = { type: 'array', items: [], left: length };
    if (type === '~') frame.type = 'set';
    else if (type === '>') frame.type = 'push';
    else if (type === '%' || type === '|') {
      frame.type = type === '%' ? 'map' : 'attributes';
      frame.left = length * 2;
    }
    this.#stack.open(frame);
  }

  #endStreamed(line: Buffer): void {
    const frame = this.#stack.innermost;
    const pairs = frame?.type === 'map' || frame?.type === 'attributes';
    if (
      line.length !== 1 ||
      frame?.left !== Number.POSITIVE_INFINITY ||
      (pairs && frame.items.length % 2 === 1)
    ) {
      this.#fail('misplaced-part', line);
    }
    this.#stack.close();
  }

  #joinParts(last: Buffer): Buffer {
    if (this.#parts.length === 0) return last;
    this.#parts.push(last);
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    return whole;
  }

  #fail(problem: ProtocolProblem, bytes: Buffer): never {
    this.#failure = new ProtocolFailure(this.#peer, problem, bytes);
    throw this.#failure;
  }
}
