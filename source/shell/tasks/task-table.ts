import type { TaskName } from '../own-commands.ts';
import type { Task } from './task.ts';

/** Where each task is; loaded when it is first asked for. */
export const taskTable: Record<TaskName, () => Promise<Task>> = {
  ':dbsize': async () => (await import('./count-keys.ts')).countKeys,
};
