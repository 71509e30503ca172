import type { RunContext } from '../run-command.ts';
import type { TargetNode } from '../targets/find-targets.ts';
import type { SideConnections } from '../targets/side-connections.ts';
import type { TaskEvent } from './task-events.ts';
import type { TaskRequest } from './task-request.ts';

/** What a task gets: its words, whom it asks, and where it tells what it found, as it finds it. */
export interface TaskCall extends TaskRequest {
  nodes: readonly TargetNode[];
  /** To ask over; closed when the task is done, and when it is stopped: whatever waits on them is rejected then. */
  connections: SideConnections;
  /** Where much is told: when what it gives back has resolved, there is room for more. */
  emit(event: TaskEvent): void | Promise<void>;
  signal: AbortSignal;
}

/**
 * One of the shell's own commands that asks nodes. Resolves when everything was told; stopped by the signal it tells what it
 * has, and resolves or rejects soon.
 * @throws {Failure} what kept it from being done at all; a node that fails is told in an event, beside the others' answers
 */
export type Task = (context: RunContext, call: TaskCall) => Promise<void>;
