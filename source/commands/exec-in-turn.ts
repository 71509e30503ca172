import { setTimeout as pause } from 'node:timers/promises';
import type { ArrivingReply } from '../redis/arriving-reply.ts';
import { WordSpans } from '../redis/word-spans.ts';
import { LineReader } from '../shell/bulk/line-reader.ts';
import type { HopEvent } from '../shell/events.ts';
import type { ClusterView, ShellSession } from '../shell/session.ts';
import type { FailureData } from '../words/failure-facts.ts';
import { printsArriving, writeArriving } from './exec-arriving.ts';
import type { Repetition } from './exec-flags.ts';
import type { ExecOptions } from './exec-options.ts';
import { repeatOf, WRONG_REPEAT } from './exec-repeat.ts';
import { type ExecView, jsonExecView, plainExecView } from './exec-views.ts';
import { isForNodes } from './is-for-nodes.ts';
import { readChunks } from './read-chunks.ts';
import { slowLine } from './slow-line.ts';
import { ReaderLeft } from './stop-on-signals.ts';

/** A hop as a line, if it has one. */
export type TraceLine = (event: HopEvent, view: ClusterView) => string | undefined;

const ONCE: Repetition = { times: 1, intervalMs: 0 };

/** Runs commands one after the other, each when the one before was answered: every hop is as it would be at the prompt. */
export class InTurn {
  readonly #session: ShellSession;
  readonly #options: ExecOptions;
  readonly #view: ExecView;
  readonly #traceLine: TraceLine | undefined;
  #hasFailed = false;

  constructor(session: ShellSession, options: ExecOptions, tell?: TraceLine) {
    this.#session = session;
    this.#options = options;
    this.#traceLine = tell;
    this.#view = options.json ? jsonExecView(options) : plainExecView(options);
  }

  /** Was a command answered with an error, or not at all? */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Runs one command, or one line for several nodes; resolves with how it ended, when its output is written. */
  async command(args: readonly Buffer[]): Promise<{ failure?: FailureData }> {
    if (!isForNodes(args[0])) return this.#command(args);
    const { runForNodes } = await import('./exec-nodes.ts');
    const end = await runForNodes(this.#session, args, this.#options);
    this.#hasFailed ||= end.hasFailed;
    return end;
  }

  async #command(args: readonly Buffer[]): Promise<{ failure?: FailureData }> {
    const events: HopEvent[] = [];
    const emit = (event: HopEvent) => {
      events.push(event);
      this.#trace(event);
    };
    const { signal } = this.#options;
    let writing: Promise<void> | undefined;
    const write = (reply: ArrivingReply) => {
      writing = writeArriving(reply, args, this.#options);
    };
    await this.#session.run(args, emit, signal, printsArriving(this.#options) ? write : undefined);
    await writing;
    // Nobody is left to read it, as in `| head`.
    if (!(signal.reason instanceof ReaderLeft)) await this.#view(events, writing !== undefined);
    const finished = events.at(-1);
    if (finished?.type !== 'command-finished') throw new Error('a run without an end');
    if (finished.failure || finished.reply?.type === 'error') this.#hasFailed = true;
    return finished;
  }

  /** Runs one command `times` times, until it is interrupted or no node answers any more. An error reply does not end it, as in redis-cli. */
  async repeat(args: readonly Buffer[], { times, intervalMs }: Repetition = ONCE): Promise<void> {
    const { signal } = this.#options;
    for (let run = 0; run !== times && !signal.aborted; run++) {
      if (run > 0) await pause(intervalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const { failure } = await this.command(args);
      if (failure?.id === 'no-node-answers') return;
    }
  }

  #trace(event: HopEvent): void {
    const line = this.#traceLine?.(event, this.#session.view);
    if (line !== undefined) this.#options.stderr.write(`${line}\n`);
  }

  /** Runs the commands of standard input, one a line, until it ends, `quit`, or no node answers any more. */
  async lines(): Promise<void> {
    const { stdin, signal } = this.#options;
    const reader = new LineReader();
    for await (const chunk of readChunks(stdin, signal)) {
      reader.push(chunk);
      if (!(await this.#run(reader))) return;
    }
    if (signal.aborted) return;
    reader.end();
    await this.#run(reader);
  }

  /** Runs what the reader has; false when nothing is to be run after it. */
  async #run(reader: LineReader): Promise<boolean> {
    const words = new WordSpans();
    while (reader.next(words)) {
      if (isQuit(words)) return false;
      const repeat = repeatOf(words);
      if (repeat.kind === 'wrong') this.#options.stderr.write(WRONG_REPEAT);
      const [args, times] =
        repeat.kind === 'times' ? [words.toBuffers().slice(1), repeat.times] : [words.toBuffers(), 1];
      const since = performance.now();
      for (let time = 0; time < times && repeat.kind !== 'wrong'; time++) {
        const { failure } = await this.command(args);
        if (this.#options.signal.aborted || failure?.id === 'no-node-answers') return false;
      }
      const { json, form, stdout } = this.#options;
      if (!json && form.style === 'tty') stdout.write(slowLine(performance.now() - since));
    }
    return true;
  }
}

/** `quit` and `exit` end the input, as in redis-cli. */
export function isQuit(words: WordSpans): boolean {
  return words.count === 1 && /^(?:quit|exit)$/i.test(words.textOf(0));
}
