import type { NodeAddress } from './address.ts';

/** What a command brings the cluster nearer to. */
export type CommandKind = 'lower-settings' | 'slots' | 'epoch' | 'meet' | 'replicate' | 'restore-settings';

/** A command that one node is missing. */
export interface NodeCommand {
  kind: CommandKind;
  node: NodeAddress;
  args: readonly (string | number)[];
  /** As a person would type it; many slots as the shell's `{0..5460}`. No secrets. */
  text: string;
  /** The other node it is about: whom to meet, or whom to copy. */
  peer?: NodeAddress;
}
