import type { TaskState } from '../../guide/events.ts';
import { type Span, span } from '../components/line.ts';
import type { StepState } from './setup-state.ts';

/** A state's symbol: each differs from the others without colour too. */
export function stepMark(state: StepState): Span {
  return stepMarks[state];
}

export function taskMark(state: TaskState): Span {
  return taskMarks[state];
}

const stepMarks: Record<StepState, Span> = {
  waiting: span('dim', '·'),
  running: span('accent', '▸'),
  done: span('ok', '✓'),
  unchanged: span('ok', '='),
  skipped: span('warn', '–'),
  failed: span('fail', '✗'),
  interrupted: span('warn', '!'),
};

const taskMarks: Record<TaskState, Span> = {
  running: span('accent', '▸'),
  done: span('ok', '✓'),
  unchanged: span('ok', '='),
  warned: span('warn', '!'),
  failed: span('fail', '✗'),
};
