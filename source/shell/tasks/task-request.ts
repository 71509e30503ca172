import type { TaskName } from '../line/own-commands.ts';

/** A line that asks nodes: one of the shell's own commands, or, as `@`, a server's command for chosen nodes. */
export interface TaskRequest {
  name: TaskName | '@';
  /** The words after the name; for `@` the whole command. */
  args: readonly Buffer[];
  /** Which nodes, as typed; without it those that the task is about. */
  target?: Buffer;
}
