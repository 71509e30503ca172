import { formatAddress } from '../cluster/address.ts';
import { formatReply } from '../shell/reply/format-reply.ts';
import { replyToJson } from '../shell/reply/reply-to-json.ts';
import type {
  SessionStreams,
  StreamEvent,
  StreamMessage,
  StreamsListener,
} from '../shell/streams/stream-events.ts';
import { escapeLines, escapeText } from '../ui/escape-text.ts';
import { asciiJson } from '../ui/json/json-view.ts';
import type { ExecOptions } from './exec-options.ts';

/**
 * Prints what streams say, as redis-cli does, every message of it: who reads slowly holds the node up, and nothing is dropped
 * here. What happens to the streams themselves is told on standard error.
 */
export class StreamPrinter implements StreamsListener {
  readonly #streams: SessionStreams;
  readonly #options: ExecOptions;
  /** What happened before the command was over: its own reply comes first. */
  #early: StreamEvent[] | undefined = [];
  #onEnd: (() => void) | undefined;
  /** Settles when all that happened so far is told. */
  #telling: Promise<void> = Promise.resolve();
  /** Standard output takes no more for now. */
  #isFull = false;

  constructor(streams: SessionStreams, options: ExecOptions) {
    this.#streams = streams;
    this.#options = options;
    streams.listen(this);
  }

  /** The command is over. Resolves when nothing is listened to, or when it is interrupted. */
  async printUntilEnd(): Promise<void> {
    const early = this.#early ?? [];
    this.#early = undefined;
    const { form, json, stdout, signal } = this.#options;
    // redis-cli's own words, where it is not told to be raw.
    const announces = form.style === 'tty' || form.style === 'csv';
    if (announces && !json && this.#streams.view?.channels.length) {
      stdout.write('Reading messages... (press Ctrl-C to quit)\n');
    }
    for (const event of early) this.onEvent(event);
    const ended = new Promise<void>(resolve => {
      this.#onEnd = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.onNews();
    if (!signal.aborted) await ended;
    await this.#telling;
  }

  onNews(): void {
    if (this.#early) return;
    this.#write(this.#streams.take());
    if (!this.#streams.view) this.#onEnd?.();
  }

  onEvent(event: StreamEvent): void {
    if (this.#early) {
      this.#early.push(event);
      return;
    }
    this.onNews();
    if (event.type === 'stream-confirmed') this.#write([event]);
    else this.#telling = this.#telling.then(() => this.#tell(event));
  }

  /** All that came together goes out in one piece. */
  #write(messages: readonly StreamMessage[]): void {
    const { stdout, signal } = this.#options;
    if (messages.length === 0 || signal.aborted) return;
    const isNamed = (this.#streams.view?.monitored.length ?? 0) > 1;
    const bytes = Buffer.concat(messages.map(message => this.#format(message, isNamed)));
    // Into a pipe the bytes are the server's own; a terminal would obey them.
    const hasRoom = stdout.write(stdout.isTTY ? escapeLines(bytes.toString()) : bytes);
    if (hasRoom || this.#isFull) return;
    this.#isFull = true;
    this.#streams.pause();
    stdout.once('drain', () => {
      this.#isFull = false;
      this.#streams.resume();
    });
  }

  #format({ node, reply }: StreamMessage, isNamed: boolean): Buffer {
    const { form, json } = this.#options;
    const name = formatAddress(node);
    if (json) return Buffer.from(`${asciiJson({ node: name, message: replyToJson(reply) })}\n`);
    const text = formatReply(reply, form);
    return isNamed ? Buffer.concat([Buffer.from(`${name} `), text]) : text;
  }

  async #tell(event: Exclude<StreamEvent, { type: 'stream-confirmed' }>): Promise<void> {
    const { stderr, loadWords } = this.#options;
    const words = await loadWords();
    const { streamNews } = await loadNews();
    stderr.write(`! ${streamNews(event, escapeText(formatAddress(event.node)), words)}\n`);
  }
}

/** Loaded when something happens, and once: measuring the widths of characters takes 20 ms to be ready for. */
function loadNews(): Promise<typeof import('../ui/shell/streams/stream-news.ts')> {
  news ??= import('../ui/shell/streams/stream-news.ts');
  return news;
}
let news: ReturnType<typeof loadNews> | undefined;
