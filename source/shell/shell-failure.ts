import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import { Failure, toFailure } from '../cluster/failure.ts';
import type { ShellFailureFacts, UnreachableNode, UnreachableReason } from '../words/shell-failure-facts.ts';
import type { TargetFailureFacts } from '../words/target-failure-facts.ts';

type ShellFailureId = keyof ShellFailureFacts | keyof TargetFailureFacts | 'command-refused';

/** What can go wrong at the prompt and in `exec`, beyond what a single connection can say. */
export class ShellFailure<I extends ShellFailureId = ShellFailureId> extends Failure<I> {}

const reasons: Readonly<Partial<Record<string, UnreachableReason>>> = {
  'connection-refused': 'refused',
  'connection-timeout': 'timeout',
  'host-not-found': 'unknown-host',
};

/** Why a node could not be reached, as a part of a failure that is about more than this node. */
export function describeUnreachable(address: NodeAddress, thrown: unknown): UnreachableNode {
  const { id, facts } = toFailure(thrown).data;
  const isSilentOnTls = id === 'connection-timeout' && facts.stage === 'tls';
  const reason = isSilentOnTls ? 'no-tls' : (reasons[id] ?? 'other');
  let detail = '';
  if (reason === 'other') detail = id === 'connection-failed' ? facts.reason : id;
  return { node: formatAddress(address), reason, detail };
}

/** The node is there, but wants another password: no other address would help. */
export function isLoginFailure(thrown: unknown): thrown is Failure<'auth-needed' | 'auth-wrong'> {
  return thrown instanceof Failure && (thrown.id === 'auth-needed' || thrown.id === 'auth-wrong');
}
