import { once } from 'node:events';
import { type ExitCode, Failure } from '../cluster/failure.ts';
import type { Reply } from '../redis/reply.ts';
import { WordSpans } from '../redis/word-spans.ts';
import type { Bulk, BulkListener } from '../shell/bulk/bulk.ts';
import type { BulkCommand } from '../shell/bulk/bulk-command.ts';
import type { CommandReader } from '../shell/bulk/command-reader.ts';
import { LineReader } from '../shell/bulk/line-reader.ts';
import { PipeReader } from '../shell/bulk/pipe-reader.ts';
import type { HopEvent } from '../shell/events.ts';
import type { Repeat } from '../shell/line/repeat-count.ts';
import type { BulkSession } from '../shell/session.ts';
import { escapeText } from '../ui/escape-text.ts';
import { tellFailure } from '../ui/plain/tell-failure.ts';
import type { FailureData } from '../words/failure-facts.ts';
import { Account, mayHaveRun } from './exec-account.ts';
import { isQuit } from './exec-in-turn.ts';
import type { SpokenExecOptions } from './exec-options.ts';
import { Progress } from './exec-progress.ts';
import { ONCE, repeatOf, WRONG_REPEAT } from './exec-repeat.ts';
import { CountedReplies, PrintedReplies, type ReplyTeller } from './exec-replies.ts';
import { isForNodes } from './is-for-nodes.ts';
import { readChunks } from './read-chunks.ts';
import { LineClock } from './slow-line.ts';
import { ReaderLeft } from './stop-on-signals.ts';

/** So many failed commands are named in their place; the account counts all of them. */
const MOST_TOLD = 20;

/**
 * Runs the commands of standard input, many at once, and tells their replies in the order of the input: what redis-cli prints,
 * or for `--pipe` what its `--pipe` prints. Commands with the same key run in their order; those that concern more than keys
 * of one slot (MULTI, SELECT, BLPOP, DBSIZE …) wait for all before them, and all after them wait.
 * Ends with an exact account on standard error, when not everything went well; resolves with the exit code of `runExec`.
 * @throws {ShellFailure} for input that cannot be read on; what stood before it has run, and was told
 */
export function runBulk(session: BulkSession, options: SpokenExecOptions): Promise<ExitCode> {
  return new BulkRun(session, options).run();
}

class BulkRun implements BulkListener {
  readonly #session: BulkSession;
  readonly #options: SpokenExecOptions;
  readonly #account = new Account();
  readonly #replies: ReplyTeller;
  readonly #reader: CommandReader;
  /** Where redis-cli tells the time of slow lines: where replies look as on a terminal. */
  readonly #clock: LineClock | undefined;
  /** What the input is counted in. */
  readonly #unit: 'line' | 'command';
  #progress: Progress | undefined;
  #failuresTold = 0;
  #bulk: Bulk | undefined;
  /** Why nothing more is read before the input ends. */
  #end: 'quit' | 'interrupted' | 'no-node' | undefined;

  constructor(session: BulkSession, options: SpokenExecOptions) {
    this.#session = session;
    this.#options = options;
    const { pipe, stdout, stderr, form } = options;
    this.#replies = pipe ? new CountedReplies(stdout, stderr) : new PrintedReplies(stdout, form);
    this.#reader = pipe ? new PipeReader() : new LineReader();
    this.#unit = pipe ? 'command' : 'line';
    if (!pipe && form.style === 'tty') this.#clock = new LineClock();
  }

  async run(): Promise<ExitCode> {
    const { signal, patienceMs } = this.#options;
    const bulk = await this.#session.openBulk({
      listener: this,
      ...(patienceMs === undefined ? {} : { patienceMs }),
    });
    this.#bulk = bulk;
    const interrupted = new Failure('interrupted', { during: 'exec' }, { exitCode: 130 });
    const interrupt = () => {
      this.#end = 'interrupted';
      bulk.close(interrupted);
    };
    signal.addEventListener('abort', interrupt);
    if (signal.aborted) interrupt();
    this.#progress = this.#startProgress(bulk);
    let isWhole = false;
    try {
      isWhole = await this.#read(bulk);
    } finally {
      await bulk.drained();
      bulk.close(interrupted);
      signal.removeEventListener('abort', interrupt);
      this.#progress.end();
      this.#replies.finish(this.#account, isWhole);
      this.#tellAccount();
    }
    if (signal.aborted) return 130;
    return this.#account.errors + this.#account.failures > 0 ? 1 : 0;
  }

  /** Reads and takes commands until the input ends, or something ends it; true when it was read whole. */
  async #read(bulk: Bulk): Promise<boolean> {
    const { stdin, signal } = this.#options;
    const words = new WordSpans();
    for await (const chunk of readChunks(stdin, signal)) {
      this.#reader.push(chunk);
      await this.#take(bulk, words);
      if (this.#end) return false;
      bulk.flush();
    }
    if (signal.aborted) return false;
    this.#reader.end();
    await this.#take(bulk, words);
    return !this.#end;
  }

  /** Takes what the reader has whole, as fast as there is room for it. */
  async #take(bulk: Bulk, words: WordSpans): Promise<void> {
    while (!this.#end && this.#reader.next(words)) {
      const repeat = this.#options.pipe ? ONCE : repeatOf(words);
      if (bulk.pending === 0) this.#clock?.start();
      if (repeat.kind !== 'once') await this.#repeat(bulk, words, repeat);
      else if (!bulk.take(words, this.#reader.position)) await this.#runAlone(bulk, words);
      else if (bulk.isFull) await bulk.room();
    }
  }

  /** `3 incr k`: the command behind the number, so many times. */
  async #repeat(bulk: Bulk, words: WordSpans, repeat: Exclude<Repeat, { kind: 'once' }>): Promise<void> {
    if (repeat.kind === 'wrong') {
      await bulk.drained();
      this.#replies.flush();
      this.#options.stdout.write(WRONG_REPEAT);
      return;
    }
    const command = words.toBuffers().slice(1);
    if (this.#clock) await bulk.drained();
    this.#clock?.startRepeating();
    for (let time = 0; time < repeat.times && !this.#end; time++) {
      words.load(command);
      if (!bulk.take(words, this.#reader.position)) await this.#runAlone(bulk, words);
      else if (bulk.isFull) await bulk.room();
    }
    if (this.#clock) await bulk.drained();
    this.#replies.note(this.#clock?.endRepeating() ?? '');
  }

  /** Runs a command by itself, as at the prompt, when all before it were answered. */
  async #runAlone(bulk: Bulk, words: WordSpans): Promise<void> {
    const { pipe, stdout, signal } = this.#options;
    if (!pipe && isQuit(words)) {
      this.#end = 'quit';
      return;
    }
    const args = words.toBuffers();
    await bulk.drained();
    if (this.#end) return;
    bulk.settle();
    if (!pipe && isForNodes(args[0])) return this.#runForNodes(args);
    this.#clock?.start();
    let end: HopEvent | undefined;
    await this.#session.run(args, event => (end = event), signal);
    if (end?.type !== 'command-finished') throw new Error('a run without an end');
    const { reply, failure } = end;
    if (reply) this.#tellReply(this.#reader.position, reply, args);
    else if (failure) this.#tellFailure(this.#reader.position, failure, mayHaveRun(failure));
    if (failure?.id === 'no-node-answers') this.#end = 'no-node';
    this.#replies.flush();
    if (this.#replies.isFull) await once(stdout, 'drain', { signal }).catch(() => undefined);
    this.#replies.resume();
  }

  /** Runs a line for several nodes; what it tells goes out by itself, behind the replies so far. */
  async #runForNodes(args: readonly Buffer[]): Promise<void> {
    this.#replies.flush();
    this.#progress?.clear();
    const { runForNodes } = await import('./exec-nodes.ts');
    const { failure, hasFailed } = await runForNodes(this.#session, args, this.#options);
    if (failure) this.#account.failed(this.#reader.position, false);
    else this.#account.answered(this.#reader.position, hasFailed);
  }

  // --- what comes of them

  onDone({ position, reply, failure, mayHaveRun }: BulkCommand): void {
    if (reply) this.#tellReply(position, reply);
    else if (failure) this.#tellFailure(position, failure.data, mayHaveRun);
    if (this.#replies.isFull) this.#waitForReader();
    if (failure?.id === 'slot-not-served' && !this.#session.view.current) this.#end = 'no-node';
  }

  onRest(): void {
    this.#replies.flush();
    if (this.#replies.isFull) this.#waitForReader();
  }

  #waitForReader(): void {
    this.#bulk?.hold();
    this.#options.stdout.once('drain', () => {
      this.#replies.resume();
      this.#bulk?.release();
    });
  }

  #tellReply(position: number, reply: Reply, args?: readonly Buffer[]): void {
    const isError = reply.type === 'error';
    this.#account.answered(position, isError);
    if (isError && this.#options.pipe) this.#progress?.clear();
    this.#replies.tell(reply, args);
    this.#replies.note(this.#clock?.lap() ?? '');
  }

  /** In its place among the replies; those of an interruption are all the same, and counted only. */
  #tellFailure(position: number, failure: FailureData, mayHaveRun: boolean): void {
    const { stderr, words } = this.#options;
    this.#account.failed(position, mayHaveRun);
    this.#failuresTold += 1;
    if (failure.id === 'interrupted' || this.#failuresTold > MOST_TOLD) return;
    this.#replies.flush();
    this.#progress?.clear();
    const { what } = tellFailure(failure, words);
    const place = words.exec.place(this.#unit, position);
    stderr.write(`${words.exec.failed(place, escapeText(what), mayHaveRun)}\n`);
    if (this.#failuresTold === MOST_TOLD) stderr.write(`${words.exec.moreFailures}\n`);
  }

  #tellAccount(): void {
    const { stderr, words, signal } = this.#options;
    // Whoever has seen enough, as in `| head`, wants no account of the rest.
    if (signal.reason instanceof ReaderLeft) return;
    const lines = this.#account.lines(this.#unit, words);
    if (this.#end === 'interrupted' || this.#end === 'no-node') {
      lines.push(words.exec.stopped[this.#end](words.exec.place(this.#unit, this.#reader.position)));
    }
    if (lines.length > 0) stderr.write(`${lines.join('\n')}\n`);
  }

  #startProgress(bulk: Bulk): Progress {
    const { stdout, stderr, words } = this.#options;
    // Where replies are printed on a terminal, a line that changes would be in their way.
    const isLive = stderr.isTTY === true && !stdout.isTTY;
    return new Progress({ stderr, isLive, words }, () => ({
      commands: this.#account.commands,
      redirections: bulk.redirections,
      stuck: bulk.stuck,
    }));
  }
}
