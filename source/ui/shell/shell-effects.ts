import { toFailure } from '../../cluster/failure.ts';
import type { OpenOutlet } from '../../hosts/open-outlet.ts';
import type { HopEvent } from '../../shell/events.ts';
import { type Outlet, splitOutlet } from '../../shell/line/split-outlet.ts';
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
import { StreamDesk } from './streams/stream-desk.ts';
import { printTold } from './tell/print-told.ts';
import type { Told } from './tell/told.ts';
import { tellWhere } from './transcript/tell-where.ts';
import { failureLines, type TranscriptLine } from './transcript/transcript-line.ts';

/** The lines given before; the engine keeps secrets out of them. */
export interface LineHistory {
  readonly entries: readonly string[];
  add(line: string): unknown;
}

/** How the shell was left. */
export interface ShellEnd {
  /** The answer to whether the cluster stays; absent when it was not asked. */
  keepCluster?: boolean;
}

/** Writes what a line for several nodes tells: what it found, and what it remarks on. */
export type NodesWriter = (
  streams: Pick<OutletStreams, 'output' | 'remarks'> & { signal: AbortSignal },
) => Promise<(event: TaskEvent) => Promise<void>>;

/** What effects act upon. */
export interface EffectTools {
  session: ShellSession;
  history: LineHistory;
  words: Words;
  /** Columns of the terminal now. */
  width: () => number;
  /** A transcript line with SGR codes, fitted to the width. */
  paint: (line: TranscriptLine) => string;
  /** Puts whole lines, escaped, into the scrollback; `at-once` for what a person waits for. */
  print: (text: string, when?: 'at-once') => void;
  /** An empty screen. */
  clear: () => void;
  /** What came of an effect goes back to the reducer. */
  tell: (input: ShellInput) => void;
  leave: (end: ShellEnd) => void;
  /** Makes ready a command or a file that takes replies. @throws {Failure} why it cannot */
  openOutlet: (outlet: Outlet) => Promise<OpenOutlet>;
  writeNodes: NodesWriter;
  /** Rows of the terminal now. */
  rows: () => number;
  /** Shows an escaped text in the pager; resolves with its command when it was left, with nothing when there is no pager. */
  page: (text: AsyncIterable<Buffer>, signal: AbortSignal) => Promise<string | undefined>;
}

/** Makes the function that does what the reducer asks for. One command runs at a time. */
export function createEffects(tools: EffectTools): (effect: ShellEffect) => void {
  const { session, history, words, paint, print, tell } = tools;
  let stopping = new AbortController();
  let printing: Promise<void> = Promise.resolve();
  let isPrinting = false;

  const printLines = (lines: readonly TranscriptLine[], when?: 'at-once') =>
    print(lines.map(paint).join('\n'), when);

  const run = async (work: (signal: AbortSignal) => Promise<void>) => {
    stopping = new AbortController();
    printing = Promise.resolve();
    const clock = setInterval(() => tell({ type: 'second' }), 1000);
    try {
      await work(stopping.signal);
      await printing;
    } catch (thrown) {
      printLines(failureLines(toFailure(thrown).data, words));
    } finally {
      isPrinting = false;
      clearInterval(clock);
    }
    tell({ type: 'ran' });
  };

  const openDesk = (signal: AbortSignal, look?: ReplyLook) =>
    new ReplyDesk(
      {
        print: text => print(text, 'at-once'),
        printLines: lines => printLines(lines, 'at-once'),
        width: tools.width,
        words,
        openOutlet: tools.openOutlet,
        rows: tools.rows,
        page: tools.page,
      },
      signal,
      look,
    );
  let desk = openDesk(stopping.signal);
  let last: LastReply | undefined;

  /** Runs a line that asks nodes; where it tells much, no faster than it is printed. */
  const runTask = (request: TaskRequest, signal: AbortSignal) => {
    const emit = (event: TaskEvent) => {
      tell({ type: 'task-told', event });
      return printing;
    };
    return session.runTask(request, emit, signal);
  };

  /** The same into an outlet: written as `exec` writes it into a pipe. */
  const runTaskInto = async (outlet: Outlet, request: TaskRequest, signal: AbortSignal) => {
    desk = openDesk(signal);
    await desk.sendTo(outlet);
    const streams = desk.openStreams();
    const write = await tools.writeNodes({ ...streams, signal });
    const emit = (event: TaskEvent) => {
      if (event.type === 'task-progress') tell({ type: 'task-told', event });
      return write(event);
    };
    await session.runTask(request, emit, signal);
    await streams.end();
    await desk.finish();
  };

  const printInTurn = (told: Told) =>
    printTold(told, {
      print: text => print(text, 'at-once'),
      printLines: lines => printLines(lines, 'at-once'),
      width: tools.width(),
      words,
      signal: stopping.signal,
    });

  /** Runs a command so many times, until one of them is answered with an error, or not at all. */
  const runTimes = async (args: readonly Buffer[], times: number, signal: AbortSignal) => {
    for (let time = 1; time <= times; time++) {
      if (times > 1) tell({ type: 'repeats', time, times });
      let goesOn = false;
      const emit = (event: HopEvent) => {
        tell({ type: 'happened', event });
        goesOn = event.type === 'command-finished' && !event.failure && event.reply?.type !== 'error';
      };
      await session.run(args, emit, signal, reply => {
        isPrinting = true;
        desk.arriving(reply, args);
      });
      await printing;
      isPrinting = false;
      if (time === times || (goesOn && !signal.aborted)) continue;
      tell({ type: 'repeat-ended', done: goesOn ? time : time - 1, times });
      return;
    }
  };

  /** Runs a command; where its reply goes is made ready before it is sent. */
  const runLine = async (
    { args, times = 1, outlet, look }: Extract<ShellEffect, { type: 'run' }>,
    signal: AbortSignal,
  ) => {
    desk = openDesk(signal, look);
    if (outlet) await desk.sendTo(outlet);
    await runTimes(args, times, signal);
    await desk.finish();
  };

  const streams = new StreamDesk({
    ...{ streams: session.streams, view: () => session.view, tell },
    printLines: lines => printLines(lines, 'at-once'),
    isPrinting: () => isPrinting,
  });

  const goOn = (effect: RunEffect) =>
    run(signal => {
      if (effect.type === 'run') return runLine(effect, signal);
      const { outlet, request } = effect;
      return outlet ? runTaskInto(outlet, request, signal) : runTask(request, signal);
    });

  /** What is dangerous is asked about before it is sent. */
  const begin = async (effect: RunEffect) => {
    const weighing = weighFirst(effect, session, stopper => {
      stopping = stopper;
    });
    const danger = weighing && (await weighing);
    if (danger === 'stopped') tell({ type: 'ran' });
    else if (danger) tell({ type: 'dangerous', danger, effect });
    else await goOn(effect);
  };

  return effect => {
    switch (effect.type) {
      case 'print':
        printLines(effect.lines);
        break;
      case 'print-reply':
        isPrinting = true;
        last = { reply: effect.reply, args: effect.args, ...desk.arrived };
        printing = desk.whole(effect);
        break;
      case 'show-last':
        void run(async signal => showLast(effect.as, last, openDesk(signal), { words, printLines }));
        break;
      case 'run':
      case 'run-task':
        void begin(effect);
        break;
      case 'print-told':
        printing = printing.then(() => printInTurn(effect.told));
        break;
      case 'end-streams':
        streams.end();
        break;
      case 'stop':
        stopping.abort();
        break;
      case 'remember':
        history.add(effect.line);
        tell({ type: 'history-changed', entries: history.entries });
        break;
      case 'tell-where': {
        const { command } = splitOutlet(effect.line);
        const preview = command.trim() === '' ? undefined : session.preview(command);
        printLines(
          tellWhere({ view: session.view, width: tools.width(), words, ...(preview && { preview }) }),
        );
        break;
      }
      case 'show':
        session.show(effect.detail);
        break;
      case 'clear-screen':
        tools.clear();
        break;
      case 'leave':
        streams.close();
        tools.leave(effect.keepCluster === undefined ? {} : { keepCluster: effect.keepCluster });
        break;
    }
  };
}
