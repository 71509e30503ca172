import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { ParsedRedirection } from '../../cluster/redirection.ts';
import type { Redirection } from '../events.ts';
import { ShellFailure } from '../shell-failure.ts';

/**
 * How often a command is sent before it is given up, as in Jedis and Lettuce (ioredis and redis-py: 16). A cluster that is
 * well needs two hops, or three where a slot is on its way (MOVED, then ASK); in five a person sees the circle, if it is one.
 */
const MAX_HOPS = 5;

/** A run, as far as it matters for whether a redirection is followed. */
export interface RunSoFar {
  /** The command's name, in capitals. */
  command: string;
  /** Is a transaction open on the node that answered? */
  inTransaction: boolean;
  /** Where the command was sent, in order: host:port. */
  visited: readonly string[];
}

/**
 * Decides whether a redirection is followed, and returns it with its address if so.
 * Inside MULTI it never is: the command would run at once on the other node, outside of the transaction, while EXEC
 * later fails (redis-cli does that).
 * @throws {ShellFailure} why not
 */
export function judgeRedirection(
  { kind, slot, to }: ParsedRedirection,
  from: NodeAddress,
  { command, inTransaction, visited }: RunSoFar,
): Redirection {
  const node = formatAddress(from);
  // Only in a transaction can EXEC be redirected: that has ended it.
  const ended = command === 'EXEC';
  if (inTransaction || ended) {
    const owner = to ? formatAddress(to) : '?';
    throw new ShellFailure('redirect-in-transaction', { command, kind, slot, node, owner, ended });
  }
  if (!to) throw new ShellFailure('redirect-without-address', { kind, slot, from: node });
  if (visited.length < MAX_HOPS) return { kind, slot, to };
  const facts = { command, slot, hops: visited.length, nodes: circleOf(visited) };
  throw new ShellFailure('too-many-redirections', facts);
}

/** The end of the way from where its last node was met before: the circle, if it is one. */
function circleOf(visited: readonly string[]): string[] {
  const last = visited.at(-1) ?? '';
  const before = visited.slice(0, -1).lastIndexOf(last);
  return visited.slice(before === -1 ? -4 : before);
}
