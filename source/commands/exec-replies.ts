import type { Writable } from 'node:stream';
import type { Reply } from '../redis/reply.ts';
import { formatReply, formatReplyPieces, type ReplyForm } from '../shell/reply/format-reply.ts';
import { escapeLines } from '../ui/escape-text.ts';
import type { Account } from './exec-account.ts';

const BUFFER_BYTES = 64 * 1024;
const LINE_END = Buffer.from('\n');

/** How replies to commands of standard input are told, in their order. */
export interface ReplyTeller {
  /** @param args of the command, where they matter for how its reply looks */
  tell(reply: Reply, args?: readonly Buffer[]): void;
  /** Tells a text of this program's own; it may be empty. */
  note(text: string): void;
  /** Writes what was told so far. */
  flush(): void;
  /** The reader takes no more for now: wait for standard output's `drain`, then `resume`. */
  readonly isFull: boolean;
  resume(): void;
  /** Everything was told; `isWhole`: the input was read to its end. */
  finish(account: Account, isWhole: boolean): void;
}

/** As redis-cli prints them, gathered into few writes: 100,000 of them take 20 ms; one by one, 100. */
export class PrintedReplies implements ReplyTeller {
  readonly #stdout: Writable & { isTTY?: boolean };
  #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #length = 0;
  #isFull = false;
  readonly #form: ReplyForm;
  /** Raw, a line each: nearly all replies are printed without being looked at closely. */
  readonly #isPlain: boolean;

  constructor(stdout: Writable & { isTTY?: boolean }, form: ReplyForm) {
    this.#stdout = stdout;
    this.#form = form;
    this.#isPlain = form.style === 'raw' && form.after === undefined && !stdout.isTTY;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  tell(reply: Reply, args?: readonly Buffer[]): void {
    if (this.#isPlain && (reply.type === 'status' || reply.type === 'bulk') && !args) {
      this.#add(reply.value);
      this.#add(LINE_END);
      return;
    }
    const options = { ...this.#form, ...(args && { args }) };
    if (this.#stdout.isTTY) {
      // A terminal would obey the server's bytes.
      this.#add(Buffer.from(escapeLines(formatReply(reply, options).toString())));
    } else {
      for (const piece of formatReplyPieces(reply, options)) this.#add(piece);
    }
  }

  note(text: string): void {
    if (text !== '') this.#add(Buffer.from(text));
  }

  flush(): void {
    if (this.#length === 0) return;
    const bytes = this.#buffer.subarray(0, this.#length);
    // The stream may keep it for a while: the next ones get a buffer of their own.
    this.#buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
    this.#length = 0;
    this.#write(bytes);
  }

  resume(): void {
    this.#isFull = false;
  }

  finish(): void {
    this.flush();
  }

  #add(bytes: Buffer): void {
    if (bytes.length > BUFFER_BYTES - this.#length) this.flush();
    if (bytes.length > BUFFER_BYTES) this.#write(bytes);
    else this.#length += bytes.copy(this.#buffer, this.#length);
  }

  #write(bytes: Buffer): void {
    if (!this.#stdout.write(bytes)) this.#isFull = true;
  }
}

/** As `redis-cli --pipe` tells them: errors on standard error, and a count at the end; the words are its own. */
export class CountedReplies implements ReplyTeller {
  readonly #stdout: Writable;
  readonly #stderr: Writable & { isTTY?: boolean };

  constructor(stdout: Writable, stderr: Writable & { isTTY?: boolean }) {
    this.#stdout = stdout;
    this.#stderr = stderr;
  }

  tell(reply: Reply): void {
    if (reply.type !== 'error') return;
    const text = reply.value.toString();
    this.#stderr.write(`${this.#stderr.isTTY ? escapeLines(text) : text}\n`);
  }

  /** Errors are few, and a line each. */
  readonly isFull = false;

  note(): void {}

  flush(): void {}

  resume(): void {}

  finish(account: Account, isWhole: boolean): void {
    const end = 'All data transferred. Waiting for the last reply...\nLast reply received from server.\n';
    const errors = account.errors + account.failures;
    this.#stdout.write(`${isWhole ? end : ''}errors: ${errors}, replies: ${account.replies}\n`);
  }
}
