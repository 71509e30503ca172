import type { NodeAddress } from '../../../cluster/address.ts';
import type { Reply } from '../../../redis/reply.ts';
import type { FailureData } from '../../../words/failure-facts.ts';
import type { Redirection } from '../../events.ts';

/** What one of several nodes answered, or why it did not. Times in milliseconds. */
export type NodeAnswer = { node: NodeAddress; ms: number } & ({ reply: Reply } | { failure: FailureData });

/** A command that was sent to several nodes: its words, secrets masked, and all of the nodes, in their order. */
export interface Asked {
  args: readonly Buffer[];
  nodes: readonly NodeAddress[];
}

/** Answers of nodes, one by one. */
export type AnswerEvent =
  | ({ type: 'node-answered'; asked: Asked; redirection?: Redirection } & NodeAnswer)
  /** Some of them would have had it sent elsewhere, which was not done; the first of them as an example. */
  | { type: 'not-followed'; count: number; redirection: Redirection }
  /** A node that a task could not go on with; what it told before stays. */
  | { type: 'node-failed'; node: NodeAddress; failure: FailureData };
