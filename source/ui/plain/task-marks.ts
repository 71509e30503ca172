import type { TaskState } from '../../guide/events.ts';

/** How a row ended, as plain lines mark it; what is still under way is not told there. */
export const taskMarks: Readonly<Record<Exclude<TaskState, 'running'>, string>> = {
  done: '[ok]',
  unchanged: '[=]',
  warned: '[!]',
  failed: '[x]',
};
