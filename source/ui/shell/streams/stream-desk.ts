import type { ClusterView } from '../../../shell/session.ts';
import type {
  RingBounds,
  SessionStreams,
  StreamEvent,
  StreamsListener,
} from '../../../shell/streams/stream-events.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';
import { messageLines } from './message-lines.ts';
import type { StreamsInput } from './streams-state.ts';

/** Milliseconds between two prints, and how much is printed at a time: 4,000 messages a second are more than anybody reads. */
const PRINT_MS = 50;
const AT_A_TIME: RingBounds = { messages: 200, bytes: 64 * 1024 };
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
  #timer: NodeJS.Timeout | undefined;
  #countTimer: NodeJS.Timeout | undefined;
  #lookedAt = 0;
  #countedAt = 0;
  #isClosed = false;
  /** What was open when it was last told, to see when that changes. */
  #told = '';
  /** The counts when the first of the streams was opened. */
  #before = { received: 0, dropped: 0 };

  constructor(tools: StreamDeskTools) {
    this.#tools = tools;
    tools.streams.listen(this);
  }

  onNews(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(this.#look, Math.max(0, this.#lookedAt + PRINT_MS - Date.now()));
  }

  onEvent(event: StreamEvent): void {
    this.#print();
    this.#tools.tell({ type: 'stream-told', event });
    this.onNews();
  }

  /** Prints what waits, and ends all streams. */
  end(): void {
    this.#print();
    this.#tools.streams.end();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#countTimer);
  }

  readonly #look = () => {
    this.#timer = undefined;
    this.#lookedAt = Date.now();
    if (this.#tools.isPrinting() || this.#print(AT_A_TIME)) this.onNews();
    if (this.#described() !== this.#told) this.#tellCounts();
    else this.#countTimer ??= setTimeout(() => this.#tellCounts(), this.#countedAt + COUNT_MS - Date.now());
  };

  /** Prints what waits, or so much of it. Was there anything? */
  #print(most?: RingBounds): boolean {
    const { streams, view, printLines } = this.#tools;
    const messages = streams.take(most);
    if (messages.length === 0) return false;
    const named = (streams.view?.monitored.length ?? 0) > 1;
    printLines(
      messages.flatMap(message => messageLines(message, view(), named && message.reply.type === 'status')),
    );
    return true;
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
    this.#countedAt = Date.now();
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
