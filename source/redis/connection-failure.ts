import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import { Failure } from '../cluster/failure.ts';

type ConnectionFailureId =
  | 'host-not-found'
  | 'connection-refused'
  | 'node-unreachable'
  | 'connection-timeout'
  | 'connection-failed'
  | 'closed-at-once'
  | 'tls-failed'
  | 'tls-expected'
  | 'auth-needed'
  | 'auth-wrong'
  | 'not-redis'
  | 'node-loading'
  | 'protected-mode'
  | 'node-refused';

/** A node could not be reached, or would not let us in. */
export class ConnectionFailure<I extends ConnectionFailureId = ConnectionFailureId> extends Failure<I> {}

/** The error codes of Node's sockets and name look-ups, as far as they mean something to a person. */
export function explainSocketError(error: unknown, address: NodeAddress): Failure {
  if (error instanceof Failure) return error;
  const node = formatAddress(address);
  const code = errorCode(error);
  const options = { cause: error };
  switch (code) {
    case 'ECONNREFUSED':
      return new ConnectionFailure('connection-refused', { node }, options);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'ETIMEDOUT':
      return new ConnectionFailure('node-unreachable', { node }, options);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return new ConnectionFailure('host-not-found', { node, host: address.host }, options);
    default:
      return new ConnectionFailure('connection-failed', { node, reason: errorReason(error) }, options);
  }
}

/** An error of a TLS handshake, with OpenSSL's own reason. */
export function explainTlsError(error: unknown, address: NodeAddress): Failure {
  if (error instanceof Failure) return error;
  const node = formatAddress(address);
  return new ConnectionFailure('tls-failed', { node, reason: errorReason(error) }, { cause: error });
}

/** Node's code for an error (`ECONNREFUSED`); empty when it has none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // Several addresses of one name, all of which failed.
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function errorReason(error: unknown): string {
  if (error instanceof AggregateError) return errorReason(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  // OpenSSL's errors carry a short reason; their message is a line of codes and source positions.
  if ('reason' in error && typeof error.reason === 'string' && error.reason !== '') return error.reason;
  return error.message || error.name;
}
