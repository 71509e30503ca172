import type { TaskCall } from './task.ts';
import type { TaskProgress } from './task-events.ts';

/** Milliseconds between two tellings. */
const PAUSE_MS = 200;

/** Gives back what tells how far a task is; most calls tell nothing, so that it may be called for every step. */
export function progressTeller(
  { emit }: Pick<TaskCall, 'emit'>,
  { total, unit }: Pick<TaskProgress, 'total' | 'unit'>,
): (done: number) => void {
  let told = performance.now();
  return done => {
    if (performance.now() - told < PAUSE_MS) return;
    told = performance.now();
    emit({ type: 'task-progress', done: Math.min(done, total), total, unit });
  };
}
