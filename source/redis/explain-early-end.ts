import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import type { Failure } from '../cluster/failure.ts';
import { ConnectionFailure, errorCode, explainTlsError } from './connection-failure.ts';
import { judgeRefusal } from './greet-node.ts';
import type { ConnectionOptions } from './node-connection.ts';
import { ProtocolFailure } from './protocol-failure.ts';
import type { Reply } from './reply.ts';

/** A TLS record of the type alert, version 3.x: what a TLS server answers to plain text (RFC 8446, section 5.1). */
const TLS_ALERT = '\x15\x03';

/**
 * Why a connection ended before the greeting was answered.
 * @param endedBy the error of the socket or the decoder, if there was one
 * @param lastWord an error the node sent unasked
 */
export function explainEarlyEnd(
  address: NodeAddress,
  { username = '', tls }: ConnectionOptions,
  endedBy: Error | undefined,
  lastWord: Reply | undefined,
): Failure {
  const node = formatAddress(address);
  if (lastWord?.type === 'error') {
    const said = lastWord.value.toString();
    return judgeRefusal(said, address, username) ?? new ConnectionFailure('node-refused', { node, said });
  }
  if (endedBy instanceof ProtocolFailure) {
    const said = endedBy.facts.bytes;
    if (said.startsWith(TLS_ALERT)) return new ConnectionFailure('tls-expected', { node });
    return new ConnectionFailure('not-redis', { node, said });
  }
  // With TLS 1.3 the node refuses our certificate only after the handshake.
  if (tls && isTlsError(endedBy)) return explainTlsError(endedBy, address);
  return new ConnectionFailure('closed-at-once', { node }, { cause: endedBy });
}

function isTlsError(error: unknown): boolean {
  return /^ERR_(?:SSL|TLS)_/.test(errorCode(error));
}
