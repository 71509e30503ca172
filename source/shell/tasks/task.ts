import type { RunContext } from '../run-command.ts';
import type { TaskEvent } from './task-events.ts';

/** What a task gets: its words, and where it tells what it found, as it finds it. */
export interface TaskCall {
  args: readonly Buffer[];
  emit(event: TaskEvent): void;
  signal: AbortSignal;
}

/**
 * One of the shell's own commands that asks nodes. Resolves when everything was told.
 * @throws {Failure} what kept it from being done at all; a node that fails is told in an event, beside the others' answers
 */
export type Task = (context: RunContext, call: TaskCall) => Promise<void>;
