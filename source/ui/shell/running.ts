import { blockingSeconds } from '../../shell/commands/blocking-command.ts';
import type { HopEvent } from '../../shell/events.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { NodeStat } from '../../shell/tasks/events/timing-events.ts';
import type { TaskProgress } from '../../shell/tasks/task-events.ts';
import type { Words } from '../../words/words.ts';
import { groupDigits } from '../components/format-quantity.ts';
import { escapeText } from '../escape-text.ts';

/** What is known of the line that runs. */
export interface Running {
  /** Whole seconds since it began. */
  seconds: number;
  /** Ctrl-C was pressed. */
  stopping: boolean;
  /** A command that waits on its node (BLPOP): its name, and for how many seconds at most; 0: for ever. */
  waits?: { command: string; seconds: number };
  /** A repeated command: which time it is. */
  repeat?: { time: number; times: number };
  /** How far a task is. */
  progress?: TaskProgress;
  /** What `:stat` has read last. */
  stats?: readonly NodeStat[];
}

/** A line that has just begun. */
export const justBegun: Running = { seconds: 0, stopping: false };

/** What an event of the running command says about its waiting. */
export function watchRunning(
  running: Running | undefined,
  event: HopEvent,
  view: ClusterView,
): Running | undefined {
  if (!running || event.type !== 'command-started') return running;
  const { waits: _, ...others } = running;
  // Within MULTI nothing waits: it is queued, and EXEC takes what is there.
  const seconds = view.inTransaction ? undefined : blockingSeconds(event.args);
  const command = (event.args[0]?.toString() ?? '').toUpperCase();
  return seconds === undefined ? others : { ...others, waits: { command, seconds } };
}

/** Is the hop ledger of a repeated command silent? The first time has shown the way. */
export function isRepetition(running: Running | undefined): boolean {
  return (running?.repeat?.time ?? 1) > 1;
}

/** What is said of a line that runs. */
export interface RunningParts {
  /** `running`, `BLPOP waits`. */
  what: string;
  /** Of a task, and of a repeated command. */
  howFar: readonly string[];
  /** The same in a few columns: `12%`. */
  briefly?: string;
  /** `3 s`, `3 s of 10 s`. */
  time: string;
  /** `Ctrl-C stops`; none when that was pressed. */
  end: readonly string[];
}

/** What the row under the prompt says of it, in parts. */
export function describeRunning(
  { seconds, stopping, waits, repeat, progress }: Running,
  { shell, streams, tasks }: Words,
): RunningParts {
  if (stopping) return { what: shell.stopping, howFar: [], time: shell.seconds(seconds), end: [] };
  const isBounded = waits && waits.seconds > 0 && !repeat;
  return {
    what: waits ? streams.waits(escapeText(waits.command)) : shell.running,
    howFar: [
      ...(progress
        ? [tasks.progress[progress.unit](groupDigits(progress.done), groupDigits(progress.total))]
        : []),
      ...(repeat ? [streams.times(groupDigits(repeat.time), groupDigits(repeat.times))] : []),
    ],
    ...(progress && progress.total > 0
      ? { briefly: `${Math.min(100, Math.floor((100 * progress.done) / progress.total))}%` }
      : {}),
    time: isBounded ? streams.secondsOf(seconds, waits.seconds) : shell.seconds(seconds),
    end: [shell.ctrlCStops],
  };
}
