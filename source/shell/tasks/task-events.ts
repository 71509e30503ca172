import type { FailureData } from '../../words/failure-facts.ts';
import type { AnswerEvent } from './events/answer-events.ts';
import type { KeyEvent } from './events/key-events.ts';
import type { RoutingEvent } from './events/routing-events.ts';
import type { SampleEvent } from './events/sample-events.ts';
import type { TimingEvent } from './events/timing-events.ts';
import type { TaskRequest } from './task-request.ts';

/** How far a task is; told a few times a second. `total` is what was counted at its start, and may change meanwhile. */
export interface TaskProgress {
  done: number;
  total: number;
  unit: 'keys' | 'samples';
}

/** What is told while nodes are asked. Times in milliseconds. */
export type TaskEvent =
  | { type: 'task-started'; task: TaskRequest['name'] }
  | ({ type: 'task-progress' } & TaskProgress)
  | AnswerEvent
  | KeyEvent
  | RoutingEvent
  | SampleEvent
  | TimingEvent
  /**
   * The last one. `failure`: it was not done, or not to its end; `stopped`: the person ended it, and what was found until
   * then has been told. `nodesFailed`: so many could not tell all they should have, as was said when it happened.
   */
  | { type: 'task-finished'; failure?: FailureData; stopped?: true; nodesFailed: number; ms: number };
