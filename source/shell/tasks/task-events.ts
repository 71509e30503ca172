import type { NodeAddress } from '../../cluster/address.ts';
import type { Reply } from '../../redis/reply.ts';
import type { FailureData } from '../../words/failure-facts.ts';
import type { TaskName } from '../own-commands.ts';

/** What one of several nodes answered, or why it did not. Times in milliseconds. */
export type NodeAnswer = { node: NodeAddress; ms: number } & ({ reply: Reply } | { failure: FailureData });

/** What is told while one of the shell's own commands asks nodes. */
export type TaskEvent =
  | { type: 'task-started'; task: TaskName }
  | ({ type: 'node-answered' } & NodeAnswer)
  /** The sum of what was asked of each node; `missing` nodes did not say. */
  | { type: 'key-total'; keys: number; missing: number }
  /** The last one; `failure`: it was not done, or not to its end. */
  | { type: 'task-finished'; failure?: FailureData; ms: number };
