import type { WordSpans } from '../../redis/word-spans.ts';

/** Reads commands out of bytes that come in chunks cut anywhere. */
export interface CommandReader {
  /** Counts the commands or lines read so far: where the last one stood. */
  readonly position: number;
  /** Takes the next bytes; those before must have been read. Views of them are given out: a chunk must not be reused. */
  push(chunk: Buffer): void;
  /** There are no more bytes: what is left without an end may be a command. */
  end(): void;
  /**
   * Puts the next whole command into `words`; false when more bytes are needed for it.
   * @throws {ShellFailure} when the input is none of its kind; nothing can be read after that
   */
  next(words: WordSpans): boolean;
}
