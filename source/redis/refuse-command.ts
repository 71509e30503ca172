import { Failure } from '../cluster/failure.ts';
import type { FailureFacts } from '../words/failure-facts.ts';

type Refusal = FailureFacts['command-not-supported']['reason'];

/** A command that would leave the connection without one reply to one command. */
export class CommandNotSupported extends Failure<'command-not-supported'> {}

/** Commands after which the server answers with a stream, or not at all; names in capitals. */
const REFUSED = new Map<string, Refusal>([
  ['SUBSCRIBE', 'subscribe'],
  ['PSUBSCRIBE', 'subscribe'],
  ['SSUBSCRIBE', 'subscribe'],
  // One reply for each channel, and pushes instead of replies in RESP3.
  ['UNSUBSCRIBE', 'subscribe'],
  ['PUNSUBSCRIBE', 'subscribe'],
  ['SUNSUBSCRIBE', 'subscribe'],
  ['MONITOR', 'monitor'],
  ['SYNC', 'replication'],
  ['PSYNC', 'replication'],
  // REPLCONF ACK and GETACK have no reply.
  ['REPLCONF', 'replication'],
]);

/** Why a command is not sent over a connection that expects one reply to each; undefined for all that are. */
export function refuseCommand(args: readonly (string | Buffer)[]): CommandNotSupported | undefined {
  const [name = '', second = '', third = ''] = args
    .slice(0, 3)
    .map(arg => arg.toString('latin1').toUpperCase());
  const reason = REFUSED.get(name);
  if (reason) return new CommandNotSupported('command-not-supported', { command: name, reason });
  if (name !== 'CLIENT' || second !== 'REPLY' || (third !== 'OFF' && third !== 'SKIP')) return undefined;
  const command = `${name} ${second} ${third}`;
  return new CommandNotSupported('command-not-supported', { command, reason: 'reply-off' });
}
