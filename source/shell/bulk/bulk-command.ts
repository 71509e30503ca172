import type { NodeAddress } from '../../cluster/address.ts';
import type { Failure } from '../../cluster/failure.ts';
import type { Reply } from '../../redis/reply.ts';
import { WordSpans } from '../../redis/word-spans.ts';
import { findKeys } from '../commands/find-keys.ts';
import type { Refusal } from './judge-refusal.ts';
import { PipeReader } from './pipe-reader.ts';

const NOT_ENCODED = Buffer.alloc(0);

/** One command on its way. Its outcome is a reply or a failure; until then it has neither. */
export class BulkCommand {
  /** Where it stood in the input, from 1. */
  readonly position: number;
  readonly slot: number;
  readonly severalKeys: boolean;
  /** It stands here, encoded, from `start` up to `end`: in a batch among others, until it is answered. */
  bytes: Buffer = NOT_ENCODED;
  start = 0;
  end = 0;
  reply: Reply | undefined;
  failure: Failure | undefined;
  /** Of a failure: was it written, and nothing heard of it? */
  mayHaveRun = false;
  /** Who answered last; of an answer to ASKING, the slot's owner. */
  node: NodeAddress | undefined;
  /** Why it was not run where it was sent last. */
  refusal: Refusal | undefined;
  /** How many times in a row a node sent it to another one. */
  redirections = 0;
  /** Bytes of memory it is counted with, and its reply while that waits to be told. */
  weight = 0;

  constructor(position: number, slot: number, severalKeys: boolean) {
    this.position = position;
    this.slot = slot;
    this.severalKeys = severalKeys;
  }

  get isDone(): boolean {
    return this.reply !== undefined || this.failure !== undefined;
  }

  get length(): number {
    return this.end - this.start;
  }

  /** Its batch is about to be used for others: keeps its own bytes, to be sent again. */
  keepBytes(): void {
    this.bytes = Buffer.from(this.bytes.subarray(this.start, this.end));
    this.start = 0;
    this.end = this.bytes.length;
  }

  /** Its words, name first. Read back from its bytes: few commands are ever asked for them. */
  words(): Buffer[] {
    const words = new WordSpans();
    const reader = new PipeReader();
    reader.push(this.bytes.subarray(this.start, this.end));
    reader.next(words);
    return words.toBuffers();
  }

  /** Its keys, one character a byte. */
  keys(): string[] {
    const words = this.words();
    return findKeys(words).map(index => words[index]?.toString('latin1') ?? '');
  }
}
