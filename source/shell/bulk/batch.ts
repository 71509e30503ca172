import { encodedLength, encodeWords } from '../../redis/encode-command.ts';
import type { WordSpans } from '../../redis/word-spans.ts';
import type { BulkCommand } from './bulk-command.ts';

/** Bytes written at once. */
const BATCH_BYTES = 32 * 1024;
const ASKING = Buffer.from('*1\r\n$6\r\nASKING\r\n');

/** The reply to an ASKING: always OK, and nobody's. */
export const ASKED = Symbol('asked');

/** Commands that are written to a node in one piece, and answered one after the other. */
export class Batch {
  readonly #buffer: Buffer;
  #length = 0;
  #answered = 0;
  /** What each reply is for, in order. */
  readonly #commands: (BulkCommand | typeof ASKED)[] = [];

  /** @param atLeast bytes that must have room */
  constructor(atLeast: number) {
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(BATCH_BYTES, atLeast));
  }

  /** How many replies it will have. */
  get count(): number {
    return this.#commands.length;
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  get isAnswered(): boolean {
    return this.#answered === this.#commands.length;
  }

  /** May the buffer serve again? Those for a single big command are not kept. */
  get isCommonSize(): boolean {
    return this.#buffer.length === BATCH_BYTES;
  }

  hasRoom(bytes: number): boolean {
    return this.#length + bytes <= this.#buffer.length;
  }

  /** How many bytes `add` needs. */
  static lengthOf(words: WordSpans): number {
    return encodedLength(words);
  }

  /** Encodes a new command's words; it stands here from now on. */
  add(command: BulkCommand, words: WordSpans): void {
    this.#place(command, encodeWords(words, this.#buffer, this.#length));
  }

  /** How many bytes `addAgain` needs. */
  static lengthOfAgain(command: BulkCommand, asking: boolean): number {
    return command.length + (asking ? ASKING.length : 0);
  }

  /** Copies a command that is encoded already. */
  addAgain(command: BulkCommand, asking: boolean): void {
    if (asking) {
      this.#length += ASKING.copy(this.#buffer, this.#length);
      this.#commands.push(ASKED);
    }
    const copied = command.bytes.copy(this.#buffer, this.#length, command.start, command.end);
    this.#place(command, this.#length + copied);
  }

  #place(command: BulkCommand, end: number): void {
    command.bytes = this.#buffer;
    command.start = this.#length;
    command.end = end;
    this.#length = end;
    this.#commands.push(command);
  }

  /** Whom the next reply is for. */
  answerNext(): BulkCommand | typeof ASKED {
    const next = this.#commands[this.#answered];
    if (!next) throw new RangeError('a reply too many');
    this.#answered += 1;
    return next;
  }

  /** Commands without a reply, in order. */
  unanswered(): BulkCommand[] {
    return this.#commands.slice(this.#answered).filter(command => command !== ASKED);
  }

  /** Empties it for other commands; those in it must have been answered, and have kept what they need. */
  reset(): void {
    this.#length = 0;
    this.#answered = 0;
    this.#commands.length = 0;
  }
}
