import type { ClusterView } from '../../../shell/session.ts';
import type { SessionStreams, StreamEvent, StreamsListener } from '../../../shell/streams/stream-events.ts';
import type { TranscriptLine } from '../transcript-line.ts';
import { messageLines } from './message-lines.ts';
import type { StreamsInput } from './streams-state.ts';

/** Milliseconds between two prints: what comes in between is printed together, as much of it as the streams keep. */
const PRINT_MS = 50;
/** Milliseconds between two changes of the counts on the screen. */
const COUNT_MS = 1000;

export interface StreamDeskTools {
  streams: SessionStreams;
  view: () => ClusterView;
  printLines: (lines: readonly TranscriptLine[]) => void;
  /** Is a reply on its way to the screen? Messages wait for its end. */
  isPrinting: () => boolean;
  tell: (input: StreamsInput) => void;
}

/** Brings what streams say to the screen, no faster than a terminal takes it: whatever comes, keys and replies have their time. */
export class StreamDesk implements StreamsListener {
  readonly #tools: StreamDeskTools;
  #printTimer: NodeJS.Timeout | undefined;
  #countTimer: NodeJS.Timeout | undefined;
  #printedAt = 0;
  /** What was open when it was last told, to see when that changes. */
  #told = '';
  /** The counts when the first of the streams was opened. */
  #before = { received: 0, dropped: 0 };

  constructor(tools: StreamDeskTools) {
    this.#tools = tools;
    tools.streams.listen(this);
  }

  onNews(): void {
    this.#printTimer ??= setTimeout(this.#print, Math.max(0, this.#printedAt + PRINT_MS - Date.now()));
    if (this.#described() !== this.#told) this.#tellCounts();
    else this.#countTimer ??= setTimeout(() => this.#tellCounts(), COUNT_MS);
  }

  onEvent(event: StreamEvent): void {
    this.#printWaiting();
    this.#tools.tell({ type: 'stream-told', event });
    this.onNews();
  }

  /** Prints what waits, and ends all streams. */
  end(): void {
    this.#printWaiting();
    this.#tools.streams.end();
  }

  close(): void {
    clearTimeout(this.#printTimer);
    clearTimeout(this.#countTimer);
  }

  readonly #print = () => {
    this.#printTimer = undefined;
    this.#printedAt = Date.now();
    if (this.#tools.isPrinting()) this.#printTimer = setTimeout(this.#print, PRINT_MS);
    else this.#printWaiting();
  };

  #printWaiting(): void {
    const { streams, view, printLines } = this.#tools;
    const messages = streams.take();
    if (messages.length === 0) return;
    const named = (streams.view?.monitored.length ?? 0) > 1;
    printLines(
      messages.flatMap(message => messageLines(message, view(), named && message.reply.type === 'status')),
    );
  }

  #described(): string {
    const { view } = this.#tools.streams;
    return view
      ? `${view.channels.map(String).join(' ')} @ ${view.monitored.map(node => `${node.host}:${node.port}`)}`
      : '';
  }

  #tellCounts(): void {
    const { streams, tell } = this.#tools;
    clearTimeout(this.#countTimer);
    this.#countTimer = undefined;
    const { view, counts } = streams;
    if (this.#told === '') this.#before = counts;
    this.#told = this.#described();
    if (!view) tell({ type: 'streams-changed' });
    else {
      const messages = counts.received - this.#before.received;
      tell({
        type: 'streams-changed',
        streams: { view, messages, dropped: counts.dropped - this.#before.dropped },
      });
    }
  }
}
