import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import { ShellFailure } from '../shell-failure.ts';
import type { BulkCommand } from './bulk-command.ts';

/** How many times in a row nodes may send a command on. Many slots move while a big input runs: more than at the prompt. */
const MAX_REDIRECTIONS = 16;

/** Why a command that was redirected is followed no further; undefined when it is, or was not redirected. */
export function judgeRedirected(command: BulkCommand): ShellFailure | undefined {
  const { refusal, redirections, node, slot } = command;
  if (refusal?.kind !== 'MOVED' && refusal?.kind !== 'ASK') return undefined;
  const from = node ? formatAddress(node) : '';
  if (!refusal.to) return new ShellFailure('redirect-without-address', { kind: refusal.kind, slot, from });
  if (redirections < MAX_REDIRECTIONS) return undefined;
  const name = command.words()[0]?.toString().toUpperCase() ?? '';
  const nodes = [from, formatAddress(refusal.to)];
  return new ShellFailure('too-many-redirections', { command: name, slot, hops: redirections, nodes });
}

/** A later command on the same key ran before this one could be sent again. */
export function commandOvertaken({ slot, node, refusal }: BulkCommand): ShellFailure {
  const said = refusal && 'said' in refusal ? refusal.said.value.toString() : '';
  return new ShellFailure('command-overtaken', { slot, node: node ? formatAddress(node) : '', said });
}

/** Nobody served the slot for so long. */
export function slotNotServed(slot: number, owner: NodeAddress | undefined, ms: number): ShellFailure {
  return new ShellFailure('slot-not-served', {
    slot,
    node: owner ? formatAddress(owner) : '',
    seconds: Math.round(ms / 1000),
  });
}
