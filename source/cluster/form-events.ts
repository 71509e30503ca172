import type { NodeAddress } from './address.ts';

/** What a node is at, while the cluster forms; each comes after the one before it, some are skipped when they hold already. */
export type FormStage =
  | 'reading'
  | 'slots'
  | 'epoch'
  | 'meeting'
  | 'joined'
  | 'replicating'
  | 'syncing'
  | 'ready';

export type FormEvent =
  /** The forming failed, and these nodes did not take their settings back: the next run, or a restart of the node, mends them. */
  | { type: 'settings-left'; commands: readonly { node: string; command: string }[]; ms: number }
  | { type: 'node-stage'; node: NodeAddress; stage: FormStage; ms: number }
  /** A node does not answer at the moment; its stage is told again when it does. */
  | { type: 'node-silent'; node: NodeAddress; ms: number }
  /** A command that was sent because something was missing, as a person would type it; no secrets. */
  | { type: 'command-sent'; node: NodeAddress; command: string; ms: number }
  | ({ type: 'waiting'; ms: number } & FormWait);

/** How far the wait is: nodes that know all others, replicas that have copied their master, nodes that agree with the others. */
export interface FormWait {
  for: 'join' | 'replicas' | 'agreement';
  ready: number;
  total: number;
}
