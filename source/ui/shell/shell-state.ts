import type { Reply } from '../../redis/reply.ts';
import type { CommandCatalogue } from '../../shell/complete/command-docs.ts';
import { namesOnly } from '../../shell/complete/make-catalogue.ts';
import type { Danger } from '../../shell/danger/weigh-danger.ts';
import type { HopEvent } from '../../shell/events.ts';
import type { Outlet } from '../../shell/line/split-outlet.ts';
import type { ClusterView, LiveDetail } from '../../shell/session.ts';
import type { TaskEvent } from '../../shell/tasks/task-events.ts';
import type { TaskRequest } from '../../shell/tasks/task-request.ts';
import type { TraceLevel } from '../../words/routing-facts.ts';
import type { Line } from '../components/line.ts';
import { emptyLine, type LineState } from '../editor/line-state.ts';
import type { HistorySearch } from '../editor/search-history.ts';
import type { Key } from '../keys/key.ts';
import type { Aside } from './aside/aside.ts';
import type { Question } from './asking/question.ts';
import { emptyLedger, type Ledger } from './ledger/keep-ledger.ts';
import type { Knowledge, Menu } from './menu/menu.ts';
import { plainLook, type ReplyLook } from './replies/reply-look.ts';
import type { Running } from './running.ts';
import type { StreamsInput, StreamsState } from './streams/streams-state.ts';
import type { Told } from './tell/told.ts';
import type { TranscriptLine } from './transcript/transcript-line.ts';
import type { Past } from './why/past.ts';

/** Everything the shell's screen shows, as plain data. */
export interface ShellState {
  view: ClusterView;
  /** How much of the cluster is shown above the prompt. */
  live: LiveDetail;
  line: LineState;
  ledger: Ledger;
  /** What completion is made from, beside the view. */
  knowledge: Knowledge;
  /** Candidates for the word at the cursor; open until one is taken. */
  menu?: Menu;
  /** How much of a command's way is shown. */
  trace: TraceLevel;
  /** How replies are shown. */
  look: ReplyLook;
  /** The terminal is lent to a pager: nothing is shown. */
  isLent?: boolean;
  /** What `why` explains. */
  past: Past;
  /** There is no session yet: lines that are given wait for it. `isLong`: it takes more than a moment. */
  opening?: { isLong: boolean };
  /** While a command runs or its reply is printed. */
  running?: Running;
  /** What the session listens to. */
  streams?: StreamsState;
  /** Lines given while one ran; they run after it, in order. */
  queue: readonly string[];
  /** Ctrl-D was typed ahead: leave when the queue is empty. */
  leavesAfter?: boolean;
  /** Said under the prompt until the next key. */
  hint?: 'ctrl-d-leaves';
  /** Asked under the prompt; it has all keys until it is answered. */
  question?: Question;
  /** What a companion says under the prompt. */
  aside?: Aside;
  /** A search in the history is open; the typed line stays as it was. */
  search?: HistorySearch;
  /** The shell is over: nothing is shown any more. */
  isOver?: boolean;
  /** Was the cluster made by slotsh on this machine, so that leaving asks whether it stays? */
  asksToKeep: boolean;
  /** Lines alone, for screen readers: what a live region would show is told on request. */
  isLinear?: boolean;
}

/** What can happen to it. */
export type ShellInput =
  | { type: 'key'; key: Key }
  | { type: 'happened'; event: HopEvent }
  | { type: 'task-told'; event: TaskEvent }
  | StreamsInput
  /** A repeated command begins once more. */
  | { type: 'repeats'; time: number; times: number }
  /** A repeated command has ended before its last time. */
  | { type: 'repeat-ended'; done: number; times: number }
  /** A line was held back: it has to be asked about. */
  | { type: 'dangerous'; danger: Danger; effect: RunEffect }
  /** The command is over and its reply printed. */
  | { type: 'ran' }
  /** The session stands. */
  | { type: 'opened'; view: ClusterView }
  /** More than a moment went by without one. */
  | { type: 'opening-lasts' }
  /** Another second of a running command went by. */
  | { type: 'second' }
  | { type: 'view-changed'; view: ClusterView }
  | { type: 'history-changed'; entries: readonly string[] }
  /** More is known of the server's commands. */
  | { type: 'catalogue-learned'; catalogue: CommandCatalogue }
  | { type: 'aside-changed'; aside?: Aside }
  /** A companion gives a line; what is being typed stays as it is. */
  | { type: 'line-given'; line: string }
  /** The terminal was lent to a pager, or given back by it. */
  | { type: 'terminal-lent'; isLent: boolean }
  /** The program is asked to end. */
  | { type: 'ended' };

/** A line that goes to the cluster. `isSure`: it was asked about, where it is dangerous. */
export type RunEffect = { isSure?: true } & (
  | { type: 'run'; args: readonly Buffer[]; times?: number; outlet?: Outlet; look?: ReplyLook }
  | { type: 'run-task'; request: TaskRequest; outlet?: Outlet }
);

/** What is to be done about it, outside the reducer. */
export type ShellEffect =
  | { type: 'print'; lines: readonly TranscriptLine[] }
  /** The reply as redis-cli prints it; `beside` stands at the right end of its last line, `under` below it. */
  | {
      type: 'print-reply';
      reply: Reply;
      args: readonly Buffer[];
      beside: Line;
      under: readonly TranscriptLine[];
    }
  /** With `times` it is repeated; an error ends that. Its reply goes into the outlet. */
  | RunEffect
  /** What a task told, behind what it told before. */
  | { type: 'print-told'; told: Told }
  /** The last reply once more: in the pager, or laid out. */
  | { type: 'show-last'; as: 'page' | 'pretty' }
  | { type: 'stop' }
  | { type: 'end-streams' }
  | { type: 'remember'; line: string }
  | { type: 'clear-screen' }
  /** Tells as lines what the live region shows, and what this line would do. */
  | { type: 'tell-where'; line: string }
  /** So much of the cluster is shown from now on. */
  | { type: 'show'; detail: LiveDetail }
  | { type: 'leave'; end: ShellEnd };

/** How the shell was left. */
export interface ShellEnd {
  /** The answer to whether the cluster stays; absent when it was not asked. */
  keepCluster?: boolean;
  /** Ctrl-C, before there was a session. */
  gaveUp?: true;
}

/** A state, and what the last input asks to be done. */
export interface ShellStep {
  state: ShellState;
  effects: readonly ShellEffect[];
}

export function initialShell(view: ClusterView, history: readonly string[], asksToKeep: boolean): ShellState {
  return {
    ...{ view, live: 'strip', line: emptyLine(history), knowledge: { catalogue: namesOnly(), keys: [] } },
    ...{ ledger: emptyLedger, trace: 'line', look: plainLook, past: { news: [] }, queue: [], asksToKeep },
  };
}
