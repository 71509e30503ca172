import type { OwnCommandName } from '../line/own-commands.ts';
import type { NodeView } from '../session.ts';
import type { TargetNode } from '../targets/find-targets.ts';

/** A key found in the line being typed. */
export interface PreviewKey {
  /** Decoded as UTF-8, not escaped. */
  text: string;
  /** Where it stands in the line, quotes included: indices into the line's characters (UTF-16), `end` after the last. */
  start: number;
  end: number;
  /** What is hashed: the hash tag's inside, when the key has one. */
  hashTag?: string;
  slot: number;
  owner?: NodeView;
}

/**
 * What to expect of a command with keys:
 * - `here`: the node it is sent to has the slot. `straight`: it is sent to the slot's owner (mode smart).
 * - `moving`: the slot is there, and on its way to another node: ASK for a key that is not there any more.
 * - `moved`: another node has it. `read-here`: so it is, but a replica that was told READONLY answers reads.
 * - `cross-slot`: its keys have different slots.
 * - `refused`: a transaction is open on another node than the key's; `other-slot`: it is about another slot of this node.
 * - `read-only`: it is not sent in this session, with keys or without.
 * - `unknown`: no key, or no map.
 */
export type Expectation =
  | 'here'
  | 'straight'
  | 'moving'
  | 'moved'
  | 'read-here'
  | 'cross-slot'
  | 'refused'
  | 'other-slot'
  | 'read-only'
  | 'unknown';

/** A command without keys that is about one node, where a person may mean the cluster. */
export interface NodeScope {
  /** For the whole cluster it would have to be asked of all of them. */
  of: 'masters' | 'nodes';
  /** What does that. */
  instead: OwnCommandName | '@masters' | '@all';
}

/** What a line would do, as far as it can be told without asking a server. */
export interface LinePreview {
  keys: readonly PreviewKey[];
  expect: Expectation;
  /** Does the command change data? A replica answers reads only. */
  writes?: boolean;
  /** With `moving`: keys of the slot that have not left yet, once it is known. */
  leftInSlot?: number;
  /** With `cross-slot`: the keys' names as they could be, all in one slot; absent when there is no good way. */
  cure?: readonly string[];
  scope?: NodeScope;
  /** One of the shell's own. */
  own?: OwnCommandName;
  /** The nodes that the line itself chooses, `@B get k`; none when there is no such node. */
  targets?: readonly TargetNode[];
}
