import type { OpenOutlet } from '../../../hosts/open-outlet.ts';
import type { ArrivingReply } from '../../../redis/arriving-reply.ts';
import { formatReplyPieces } from '../../../shell/format-reply.ts';
import { formatArriving } from '../../../shell/format-reply-arriving.ts';
import type { Outlet } from '../../../shell/split-outlet.ts';
import type { Words } from '../../../words/words.ts';
import { printReply } from '../print-reply.ts';
import type { ShellEffect } from '../shell-state.ts';
import type { TranscriptLine } from '../transcript-line.ts';
import { outletEndLine } from './outlet-end-line.ts';

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
}

/** Where the replies of one line are brought to: into the transcript as redis-cli prints them, or raw into a command or a file. */
export class ReplyDesk {
  readonly #tools: ReplyTools;
  readonly #signal: AbortSignal;
  #outlet: { named: Outlet; open: OpenOutlet; printed: Promise<unknown> } | undefined;
  /** Tells a reply that came piece by piece what stands beside its end. */
  #endArriving: ((reply?: PrintedReply) => void) | undefined;
  #last: PrintedReply | undefined;
  #work: Promise<void> = Promise.resolve();

  /** @param signal stops the printing, and ends a command that takes replies */
  constructor(tools: ReplyTools, signal: AbortSignal) {
    this.#tools = tools;
    this.#signal = signal;
  }

  /** Replies go into an outlet; to be called before anything is sent. @throws {Failure} why it cannot take them */
  async sendTo(outlet: Outlet): Promise<void> {
    const open = await this.#tools.openOutlet(outlet);
    const printed = this.#print(open.output, line => line !== '' && this.#tools.print(line));
    this.#outlet = { named: outlet, open, printed };
    this.#signal.addEventListener('abort', () => open.stop(), { once: true });
  }

  /** A long reply begins to arrive. */
  arriving(reply: ArrivingReply, args: readonly Buffer[]): void {
    const ended = new Promise<PrintedReply | undefined>(resolve => {
      this.#endArriving = resolve;
    });
    this.#begin(this.#bring(style => formatArriving(reply, { style, args }), ended));
  }

  /** A reply is whole; resolves when it is where it belongs. */
  whole(reply: PrintedReply): Promise<void> {
    if (this.#endArriving) this.#endArriving(reply);
    else if (reply.reply.type === 'error') this.#begin(this.#show(reply));
    else this.#begin(this.#bring(style => piecesOf(reply, style), Promise.resolve(reply)));
    this.#endArriving = undefined;
    return this.#work;
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
    let isWanted = true;
    let failure: unknown;
    // To its end, even when no more of it is wanted: the connection goes on with the next reply.
    for await (const piece of pieces('raw')) {
      if (!isWanted) continue;
      isWanted = await open.write(piece).catch(thrown => {
        failure = thrown;
        return false;
      });
    }
    if (failure !== undefined) throw failure;
    this.#last = await ended;
  }

  #show(reply: PrintedReply): Promise<void> {
    return this.#printWhole(piecesOf(reply, 'tty'), Promise.resolve(reply));
  }

  async #printWhole(pieces: Pieces, ended: Promise<PrintedReply | undefined>): Promise<void> {
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

function piecesOf({ reply, args }: PrintedReply, style: 'tty' | 'raw'): Iterable<Buffer> {
  return formatReplyPieces(reply, { style, args });
}
