import type { ClusterPlan } from '../../cluster/cluster-plan.ts';
import type { FormWait } from '../../cluster/form-events.ts';
import type { Change } from '../../guide/change.ts';
import type {
  Exhibit,
  GuideEvent,
  Outcome,
  Question,
  StepId,
  TaskName,
  TaskState,
} from '../../guide/events.ts';
import type { FailureData } from '../../words/failure-facts.ts';

export type StepState = 'waiting' | 'running' | 'done' | 'unchanged' | 'skipped' | 'failed' | 'interrupted';

/** One row of what happens in a step; node rows have a `node`, host rows only a `host`. */
export interface TaskView {
  key: string;
  name: TaskName;
  host?: string;
  node?: string;
  state: TaskState;
  detail?: string;
  /** 0 to 1, where it is known. */
  fraction?: number;
  /** What all nodes wait for. */
  wait?: FormWait;
}

/** A step as far as it has come. A step that is tried again begins afresh. */
export interface StepView {
  id: StepId;
  state: StepState;
  /** Milliseconds since the run began. */
  startedAt?: number;
  /** How long it took, once it ended. */
  ms?: number;
  byHand: readonly { host?: string; command: string }[];
  /** In the order in which they were first heard of. */
  tasks: readonly TaskView[];
  warnings: readonly FailureData[];
  exhibits: readonly Exhibit[];
}

/** A set-up as its events tell it: all that a screen needs, and nothing that they did not say. */
export interface SetupState {
  name: string;
  runtime: 'docker' | 'process';
  hosts: readonly string[];
  nodes: readonly string[];
  steps: readonly StepView[];
  /** The step that is under way, or the one that failed or ended last. */
  current?: StepId;
  /** 0 to 1; never goes back. */
  progress: number;
  /** What will be changed, as soon as that is known. */
  plan?: { changes: readonly Change[]; allocation: ClusterPlan };
  /** Waits for the person. */
  question?: Question;
  /** What the step that stopped says; gone when it is tried again. */
  failure?: FailureData;
  /** A password that was made in this run. */
  password?: { password: string; file: string };
  outcome?: Outcome;
  /** Milliseconds since the run began: the last event's time, moved on by the clock while something is under way. */
  at: number;
}

/** Time passes while nothing is said. */
interface ClockTick {
  type: 'tick';
  at: number;
}

export type SetupEvent = GuideEvent | ClockTick;

/** Before the first event. */
export const freshSetup: SetupState = {
  name: '',
  runtime: 'docker',
  hosts: [],
  nodes: [],
  steps: [],
  progress: 0,
  at: 0,
};
