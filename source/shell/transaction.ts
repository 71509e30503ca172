import type { NodeAddress } from '../cluster/address.ts';
import type { Reply } from '../redis/reply.ts';

/** MULTI was answered, EXEC or DISCARD not yet. */
export interface Transaction {
  /** The only node it can go on. */
  node: NodeAddress;
  /** Its connection is gone: nothing of it ran, and nothing more may be sent as if it went on. */
  lost: boolean;
}

/** Ends a transaction, whatever the server answers to it. */
const ENDS = new Set(['exec', 'discard', 'reset', 'quit']);

/** Does this command end a transaction? Then it may be sent even when the transaction is lost: the server says so too. */
export function endsTransaction(args: readonly Buffer[]): boolean {
  return ENDS.has(nameOf(args));
}

/** The transaction after a command was answered by `node`. */
export function transactionAfter(
  transaction: Transaction | undefined,
  args: readonly Buffer[],
  reply: Reply,
  node: NodeAddress,
): Transaction | undefined {
  const refused = reply.type === 'error';
  if (nameOf(args) === 'multi' && !refused) return { node, lost: false };
  // `ERR wrong number of arguments` for EXEC leaves the transaction as it is, EXECABORT ends it.
  const stays = refused && /^ERR wrong number/.test(reply.value.toString());
  return endsTransaction(args) && !stays ? undefined : transaction;
}

function nameOf(args: readonly Buffer[]): string {
  return args[0]?.toString('latin1').toLowerCase() ?? '';
}
