import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import type { Failure } from '../cluster/failure.ts';
import { ConnectionFailure } from './connection-failure.ts';
import type { ConnectionOptions } from './node-connection.ts';
import type { Reply } from './reply.ts';

/**
 * What is said to a node first, all at once: the password or HELLO as asked for, and PING, so that a node that does not
 * answer, wants a password or is no Redis is known before the first command of a person.
 */
export function greeting({ username, password, protocol = 2 }: ConnectionOptions): string[][] {
  const commands: string[][] = [];
  if (protocol === 3) {
    const login = password === undefined ? [] : ['AUTH', username ?? 'default', password];
    commands.push(['HELLO', '3', ...login]);
  } else if (password !== undefined) {
    commands.push(username === undefined ? ['AUTH', password] : ['AUTH', username, password]);
  }
  commands.push(['PING']);
  return commands;
}

/**
 * Judges the replies to `greeting`: undefined when the node lets us in. Errors that mean only that PING is not allowed
 * now or to this user (NOPERM, BUSY, MASTERDOWN) do not: the node is there, and will say the same to whoever asks.
 */
export function judgeGreeting(
  replies: readonly Reply[],
  address: NodeAddress,
  { username = '', protocol = 2 }: ConnectionOptions,
): Failure | undefined {
  for (const [index, reply] of replies.entries()) {
    const isPing = index === replies.length - 1;
    if (reply.type !== 'error') {
      if (isPing && !isPong(reply)) return notRedis(address, reply);
      continue;
    }
    const said = reply.value.toString();
    const failure = judgeRefusal(said, address, username);
    if (failure) return failure;
    // Without a password on the node, AUTH fails and all goes on, as in redis-cli; without HELLO there is no RESP3.
    if (!isPing && protocol === 3)
      return new ConnectionFailure('node-refused', { node: formatAddress(address), said });
  }
  return undefined;
}

/** The failure an error of the server means for a connection, if it means one. */
export function judgeRefusal(said: string, address: NodeAddress, user: string): Failure | undefined {
  const node = formatAddress(address);
  if (said.startsWith('NOAUTH')) return new ConnectionFailure('auth-needed', { node });
  // Redis 5 and older have no code of their own for it.
  if (said.startsWith('WRONGPASS') || said === 'ERR invalid password') {
    return new ConnectionFailure('auth-wrong', { node, user });
  }
  if (said.startsWith('LOADING')) return new ConnectionFailure('node-loading', { node });
  if (said.startsWith('DENIED')) return new ConnectionFailure('protected-mode', { node });
  if (said.startsWith('ERR max number of clients'))
    return new ConnectionFailure('node-refused', { node, said });
  return undefined;
}

/** What answered is something else: its first words as the reason. */
export function notRedis(address: NodeAddress, reply: Reply | Buffer): Failure {
  const bytes = Buffer.isBuffer(reply) ? reply : 'value' in reply ? reply.value : reply.type;
  return new ConnectionFailure('not-redis', { node: formatAddress(address), said: bytes.toString() });
}

function isPong(reply: Reply): boolean {
  return (reply.type === 'status' || reply.type === 'bulk') && reply.value.toString() === 'PONG';
}
