import { toFailure } from '../../cluster/failure.ts';
import type { OpenOutlet } from '../../hosts/open-outlet.ts';
import type { HopEvent } from '../../shell/events.ts';
import type { Outlet } from '../../shell/line/split-outlet.ts';
import type { ShellSession } from '../../shell/session.ts';
import type { TaskEvent } from '../../shell/tasks/task-events.ts';
import type { TaskRequest } from '../../shell/tasks/task-request.ts';
import type { Words } from '../../words/words.ts';
import { weighFirst } from './asking/weigh-first.ts';
import type { OutletStreams } from './replies/outlet-streams.ts';
import { ReplyDesk } from './replies/reply-desk.ts';
import type { ReplyLook } from './replies/reply-look.ts';
import { type LastReply, showLast } from './replies/show-last.ts';
import type { RunEffect, ShellEffect, ShellInput } from './shell-state.ts';
import { printTold } from './tell/print-told.ts';
import type { Told } from './tell/told.ts';
import { failureLines, type TranscriptLine } from './transcript/transcript-line.ts';

/** Writes what a line for several nodes tells: what it found, and what it remarks on. */
export type NodesWriter = (
  streams: Pick<OutletStreams, 'output' | 'remarks'> & { signal: AbortSignal },
) => Promise<(event: TaskEvent) => Promise<void>>;

/** What lines are run with. */
export interface LineTools {
  session: ShellSession;
  words: Words;
  /** Columns and rows of the terminal now. */
  width: () => number;
  rows: () => number;
  /** Puts whole lines, escaped, into the scrollback; `at-once` for what a person waits for. */
  print: (text: string, when?: 'at-once') => void;
  printLines: (lines: readonly TranscriptLine[], when?: 'at-once') => void;
  /** What came of it goes back to the reducer. */
  tell: (input: ShellInput) => void;
  /** Makes ready a command or a file that takes replies. @throws {Failure} why it cannot */
  openOutlet: (outlet: Outlet) => Promise<OpenOutlet>;
  writeNodes: NodesWriter;
  /** Shows an escaped text in the pager; resolves with its command when it was left, with nothing when there is no pager. */
  page: (text: AsyncIterable<Buffer>, signal: AbortSignal) => Promise<string | undefined>;
}

/** Runs lines, one at a time, and prints what comes of them. */
export class LineRunner {
  readonly #tools: LineTools;
  #stopping = new AbortController();
  /** Settles when all that was told so far is printed. */
  #printing: Promise<void> = Promise.resolve();
  #isPrinting = false;
  #desk: ReplyDesk;
  #last: LastReply | undefined;

  constructor(tools: LineTools) {
    this.#tools = tools;
    this.#desk = this.#openDesk(this.#stopping.signal);
  }

  /** Is a reply on its way to the screen? */
  get isPrinting(): boolean {
    return this.#isPrinting;
  }

  /** Runs a line; what is dangerous is asked about before it is sent. */
  async begin(effect: RunEffect): Promise<void> {
    const { session, tell } = this.#tools;
    const weighing = weighFirst(effect, session, stopper => {
      this.#stopping = stopper;
    });
    // Nothing delays a line that is not weighed.
    const danger = weighing && (await weighing);
    if (danger === 'stopped') tell({ type: 'ran' });
    else if (danger) tell({ type: 'dangerous', danger, effect });
    else await this.#run(signal => this.#goOn(effect, signal));
  }

  /** Ends the line that runs, or is weighed. */
  stop(): void {
    this.#stopping.abort();
  }

  /** The reply of the line that runs. */
  printReply(effect: Extract<ShellEffect, { type: 'print-reply' }>): void {
    this.#isPrinting = true;
    this.#last = { reply: effect.reply, args: effect.args, ...this.#desk.arrived };
    this.#printing = this.#desk.whole(effect);
  }

  /** What the task that runs has told, behind what it told before. */
  printTold(told: Told): void {
    const { print, printLines, width, words } = this.#tools;
    this.#printing = this.#printing.then(() =>
      printTold(told, {
        print: text => print(text, 'at-once'),
        printLines: lines => printLines(lines, 'at-once'),
        width: width(),
        words,
        signal: this.#stopping.signal,
      }),
    );
  }

  /** The last reply once more. */
  showLast(as: 'page' | 'pretty'): Promise<void> {
    return this.#run(signal => showLast(as, this.#last, this.#openDesk(signal), this.#tools));
  }

  /** Works while a clock runs; what it fails with is printed. Never rejects. */
  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { tell, printLines, words } = this.#tools;
    this.#stopping = new AbortController();
    this.#printing = Promise.resolve();
    const clock = setInterval(() => tell({ type: 'second' }), 1000);
    try {
      await work(this.#stopping.signal);
      await this.#printing;
    } catch (thrown) {
      printLines(failureLines(toFailure(thrown).data, words));
    } finally {
      this.#isPrinting = false;
      clearInterval(clock);
    }
    tell({ type: 'ran' });
  }

  #goOn(effect: RunEffect, signal: AbortSignal): Promise<void> {
    if (effect.type === 'run') return this.#runCommand(effect, signal);
    const { outlet, request } = effect;
    return outlet ? this.#runTaskInto(outlet, request, signal) : this.#runTask(request, signal);
  }

  /** Where the reply of a command goes is made ready before it is sent. */
  async #runCommand(
    { args, times = 1, outlet, look }: Extract<RunEffect, { type: 'run' }>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#desk = this.#openDesk(signal, look);
    if (outlet) await this.#desk.sendTo(outlet);
    await this.#runTimes(args, times, signal);
    await this.#desk.finish();
  }

  /** Runs a command so many times, until one of them is answered with an error, or not at all. */
  async #runTimes(args: readonly Buffer[], times: number, signal: AbortSignal): Promise<void> {
    const { session, tell } = this.#tools;
    for (let time = 1; time <= times; time++) {
      if (times > 1) tell({ type: 'repeats', time, times });
      let goesOn = false;
      const emit = (event: HopEvent) => {
        tell({ type: 'happened', event });
        goesOn = event.type === 'command-finished' && !event.failure && event.reply?.type !== 'error';
      };
      await session.run(args, emit, signal, reply => {
        this.#isPrinting = true;
        this.#desk.arriving(reply, args);
      });
      await this.#printing;
      this.#isPrinting = false;
      if (time === times || (goesOn && !signal.aborted)) continue;
      tell({ type: 'repeat-ended', done: goesOn ? time : time - 1, times });
      return;
    }
  }

  /** Runs a line that asks nodes; where it tells much, no faster than it is printed. */
  #runTask(request: TaskRequest, signal: AbortSignal): Promise<void> {
    const { session, tell } = this.#tools;
    const emit = (event: TaskEvent) => {
      tell({ type: 'task-told', event });
      return this.#printing;
    };
    return session.runTask(request, emit, signal);
  }

  /** The same into an outlet: written as `exec` writes it into a pipe. */
  async #runTaskInto(outlet: Outlet, request: TaskRequest, signal: AbortSignal): Promise<void> {
    const { session, tell, writeNodes } = this.#tools;
    const desk = this.#openDesk(signal);
    await desk.sendTo(outlet);
    const streams = desk.openStreams();
    const write = await writeNodes({ ...streams, signal });
    const emit = (event: TaskEvent) => {
      if (event.type === 'task-progress') tell({ type: 'task-told', event });
      return write(event);
    };
    await session.runTask(request, emit, signal);
    await streams.end();
    await desk.finish();
  }

  #openDesk(signal: AbortSignal, look?: ReplyLook): ReplyDesk {
    const { print, printLines, ...tools } = this.#tools;
    const now = {
      print: (text: string) => print(text, 'at-once'),
      printLines: (lines: readonly TranscriptLine[]) => printLines(lines, 'at-once'),
    };
    return new ReplyDesk({ ...tools, ...now }, signal, look);
  }
}
