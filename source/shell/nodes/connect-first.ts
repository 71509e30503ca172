import type { NodeAddress } from '../../cluster/address.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import { describeUnreachable, isLoginFailure, ShellFailure } from '../shell-failure.ts';

/** How long an address may be silent before the next one is tried beside it (as RFC 8305 does for a host's addresses). */
const STAGGER_MS = 300;

interface Attempt {
  address: NodeAddress;
  thrown: unknown;
}

/** None of several addresses answered. */
export class NobodyAnswers extends ShellFailure<'no-node-answers'> {
  /** What the first address failed with. */
  readonly first: unknown;

  constructor(attempts: readonly Attempt[]) {
    super('no-node-answers', {
      nodes: attempts.map(({ address, thrown }) => describeUnreachable(address, thrown)),
    });
    this.first = attempts[0]?.thrown ?? this;
  }
}

/**
 * Resolves with a connection to the first address that answers. They are tried in order; the next one begins when one has
 * failed or been silent for 300 ms, so a dead host at the head of the list costs 300 ms, not its whole timeout.
 * @param onLate gets a connection that is opened when another one has won already
 * @throws {Failure} the address's own failure when there is only one, or when a node wants another password
 * @throws {NobodyAnswers} otherwise
 */
export function connectFirst(
  addresses: readonly NodeAddress[],
  connect: (address: NodeAddress) => Promise<NodeConnection>,
  onLate: (connection: NodeConnection) => void = () => undefined,
): Promise<NodeConnection> {
  const waiting = [...addresses];
  const failed: Attempt[] = [];
  let timer: NodeJS.Timeout | undefined;
  let won = false;
  return new Promise<NodeConnection>((resolve, reject) => {
    const begin = () => {
      clearTimeout(timer);
      const address = waiting.shift();
      if (!address) return;
      timer = setTimeout(begin, STAGGER_MS);
      connect(address).then(
        connection => {
          if (won) onLate(connection);
          won = true;
          resolve(connection);
        },
        thrown => {
          failed.push({ address, thrown });
          if (isLoginFailure(thrown) || addresses.length === 1) reject(thrown);
          else if (failed.length === addresses.length) reject(new NobodyAnswers(failed));
          else if (!won) begin();
        },
      );
    };
    if (addresses.length === 0) reject(new NobodyAnswers([]));
    else begin();
  }).finally(() => {
    waiting.length = 0;
    clearTimeout(timer);
  });
}
