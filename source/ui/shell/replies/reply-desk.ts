import type { OpenOutlet } from '../../../hosts/open-outlet.ts';
import type { ArrivingReply } from '../../../redis/arriving-reply.ts';
import type { Outlet } from '../../../shell/line/split-outlet.ts';
import { formatArriving } from '../../../shell/reply/format-arriving.ts';
import { formatReplyPieces } from '../../../shell/reply/format-reply.ts';
import type { Words } from '../../../words/words.ts';
import type { Line } from '../../components/line.ts';
import { escapeText } from '../../escape-text.ts';
import type { ShellEffect } from '../shell-state.ts';
import { noticeLine, type TranscriptLine } from '../transcript/transcript-line.ts';
import { escapePieces } from './escape-pieces.ts';
import { outletEndLine } from './outlet-end-line.ts';
import { type OutletStreams, outletStreams } from './outlet-streams.ts';
import { peekRows } from './peek-rows.ts';
import { prettyLines } from './pretty/pretty-lines.ts';
import { printOutput } from './print-output.ts';
import { printReply } from './print-reply.ts';
import { plainLook, type ReplyLook } from './reply-look.ts';

type PrintedReply = Extract<ShellEffect, { type: 'print-reply' }>;
type Pieces = AsyncIterable<Buffer> | Iterable<Buffer>;
type PiecesIn = (style: 'tty' | 'raw') => Pieces;

/** What replies are printed with. */
export interface ReplyTools {
  print: (text: string) => void;
  printLines: (lines: readonly TranscriptLine[]) => void;
  width: () => number;
  words: Words;
  /** Makes ready a command or a file that takes replies. @throws {Failure} `file-exists` */
  openOutlet: (outlet: Outlet) => Promise<OpenOutlet>;
  /** Rows of the terminal. */
  rows: () => number;
  /** Shows an escaped text in the pager; resolves with its command when it was left, with nothing when there is no pager. */
  page: (text: AsyncIterable<Buffer>, signal: AbortSignal) => Promise<string | undefined>;
}

/** Where the replies of one line are brought to: into the transcript as redis-cli prints them, or raw into a command or a file. */
export class ReplyDesk {
  readonly #tools: ReplyTools;
  readonly #signal: AbortSignal;
  readonly #look: ReplyLook;
  #outlet: { named: Outlet; open: OpenOutlet; printed: Promise<unknown> } | undefined;
  /** Tells a reply that came piece by piece what stands beside its end. */
  #endArriving: ((reply?: PrintedReply) => void) | undefined;
  #last: PrintedReply | undefined;
  #arriving: ArrivingReply | undefined;
  #work: Promise<void> = Promise.resolve();

  /** @param signal stops the printing, and ends a command that takes replies */
  constructor(tools: ReplyTools, signal: AbortSignal, look: ReplyLook = plainLook) {
    this.#tools = tools;
    this.#signal = signal;
    this.#look = look;
  }

  /** Replies go into an outlet; to be called before anything is sent. @throws {Failure} why it cannot take them */
  async sendTo(outlet: Outlet): Promise<void> {
    const open = await this.#tools.openOutlet(outlet);
    const printed = printOutput(open.output, this.#tools.print);
    this.#outlet = { named: outlet, open, printed };
    this.#signal.addEventListener('abort', () => open.stop(), { once: true });
  }

  /** The outlet as streams, for what is no reply of a single command. */
  openStreams(): OutletStreams {
    if (!this.#outlet) throw new Error('no outlet');
    return outletStreams(this.#outlet.open, this.#tools.print);
  }

  /** A long reply begins to arrive. */
  arriving(reply: ArrivingReply, args: readonly Buffer[]): void {
    this.#arriving = reply;
    const ended = new Promise<PrintedReply | undefined>(resolve => {
      this.#endArriving = resolve;
    });
    this.#begin(this.#bring(style => formatArriving(reply, { style, args }), ended));
  }

  /** A reply is whole; resolves when it is where it belongs. */
  whole(reply: PrintedReply): Promise<void> {
    const isShown = !this.#outlet || reply.reply.type === 'error';
    if (this.#endArriving) this.#endArriving(reply);
    else if (isShown) this.#begin(this.#show(reply));
    else this.#begin(this.#bring(style => piecesOf(reply, style), Promise.resolve(reply)));
    this.#endArriving = undefined;
    this.#arriving = undefined;
    return this.#work;
  }

  /** Was the last reply so long that only its beginning was kept? */
  get arrived(): { isCut: boolean } {
    return { isCut: this.#arriving?.isKept === false };
  }

  /** A reply that was shown already goes into the pager. */
  async pageAgain({ reply, args }: Pick<PrintedReply, 'reply' | 'args'>): Promise<void> {
    const { page, printLines, words } = this.#tools;
    const pager = await page(escapePieces(formatReplyPieces(reply, { style: 'tty', args })), this.#signal);
    if (pager === undefined) printLines([noticeLine(words.replies.noPager, 'warn')]);
  }

  /** The command is over: resolves when all of it is where it belongs. @throws {Failure} when the outlet failed */
  async finish(): Promise<void> {
    this.#endArriving?.();
    await this.#work;
    if (!this.#outlet) return;
    const { named, open, printed } = this.#outlet;
    const end = await open.end();
    await printed;
    if (end) this.#tools.printLines([outletEndLine(named, end, this.#last, this.#tools.words)]);
  }

  #begin(work: Promise<void>): void {
    this.#work = work;
    // Told by `finish`, which may be a while.
    work.catch(() => undefined);
  }

  /** Into the outlet, where there is one; an error is always shown. */
  async #bring(pieces: PiecesIn, ended: Promise<PrintedReply | undefined>): Promise<void> {
    if (!this.#outlet) {
      await this.#printWhole(pieces('tty'), ended);
      return;
    }
    const { open } = this.#outlet;
    for await (const piece of pieces('raw')) if (!(await open.write(piece))) break;
    this.#last = await ended;
  }

  async #show(reply: PrintedReply): Promise<void> {
    const pretty = this.#look.pretty ? prettyLines(reply.reply, reply.args) : undefined;
    if (pretty) this.#tools.printLines([...besideLast(pretty, reply.beside), ...reply.under]);
    else await this.#printWhole(piecesOf(reply, 'tty'), Promise.resolve(reply));
  }

  /** As redis-cli prints it: in the transcript, or in the pager where it is higher than the screen. */
  async #printWhole(pieces: Pieces, ended: Promise<PrintedReply | undefined>): Promise<void> {
    if (!this.#look.paged) return this.#printInTranscript(pieces, ended);
    const { rows, width } = this.#tools;
    const peeked = await peekRows(pieces, rows() - 1, width());
    if (!peeked.isLonger) return this.#printInTranscript(peeked.pieces, ended);
    return this.#page(peeked.pieces, ended);
  }

  async #page(pieces: AsyncIterable<Buffer>, ended: Promise<PrintedReply | undefined>): Promise<void> {
    const { page, printLines, words } = this.#tools;
    const pager = await page(escapePieces(pieces), this.#signal);
    if (pager === undefined) {
      printLines([noticeLine(words.replies.noPager, 'warn')]);
      return this.#printInTranscript(pieces, ended);
    }
    const end = await ended;
    const shown: TranscriptLine = { left: [{ text: `→ ${escapeText(pager)}`, role: 'dim' }] };
    printLines([end ? { ...shown, right: end.beside } : shown, ...(end?.under ?? [])]);
  }

  async #printInTranscript(pieces: Pieces, ended: Promise<PrintedReply | undefined>): Promise<void> {
    const { printLines, words } = this.#tools;
    const isWhole = await this.#print(pieces, async text => {
      const right = (await ended)?.beside;
      printLines([{ left: [{ text }], ...(right && { right }) }]);
    });
    const under = (await ended)?.under ?? [];
    if (isWhole && under.length > 0) printLines(under);
    if (!isWhole) printLines([{ left: [{ text: words.shell.notPrinted, role: 'warn' }] }]);
  }

  #print(pieces: Pieces, printLast: (line: string) => unknown): Promise<boolean> {
    const { print, width } = this.#tools;
    return printReply(pieces, { print, printLast, width: width(), signal: this.#signal });
  }
}

function besideLast(lines: readonly Line[], beside: Line): TranscriptLine[] {
  return lines.map((left, index) => (index === lines.length - 1 ? { left, right: beside } : { left }));
}

function piecesOf({ reply, args }: PrintedReply, style: 'tty' | 'raw'): Iterable<Buffer> {
  return formatReplyPieces(reply, { style, args });
}
