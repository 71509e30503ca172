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
 * Judges the replies to a greeting, as many as came: undefined when none of them keeps us out. An error of PING that
 * means only that it is not allowed now or to this user (NOPERM, BUSY, MASTERDOWN) does not: the node is there, and says
 * the same to whoever asks. Nor does AUTH where no password is set: all goes on, as in redis-cli.
 */
export function judgeGreeting(
  commands: readonly (readonly string[])[],
  replies: readonly Reply[],
  address: NodeAddress,
  { username = '' }: ConnectionOptions,
): Failure | undefined {
  for (const [index, reply] of replies.entries()) {
    const command = commands[index]?.[0] ?? '';
    if (reply.type === 'error') {
      const said = reply.value.toString();
      const failure = judgeRefusal(said, address, username);
      if (failure) return failure;
      if (command === 'HELLO')
        return new ConnectionFailure('node-refused', { node: formatAddress(address), said });
    } else if (!isAnswerOf(command, reply)) {
      return notRedis(address, reply);
    }
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

/** Is it what Redis says to AUTH, PING and HELLO? Other servers have their own `+OK …`. */
function isAnswerOf(command: string, reply: Reply): boolean {
  if (command === 'HELLO') return reply.type === 'map';
  const expected = command === 'PING' ? 'PONG' : 'OK';
  return reply.type === 'status' && reply.value.toString() === expected;
}

function notRedis(address: NodeAddress, reply: Reply): Failure {
  const said = 'value' in reply ? reply.value.toString() : reply.type;
  return new ConnectionFailure('not-redis', { node: formatAddress(address), said });
}
