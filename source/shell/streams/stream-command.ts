import { commandName } from '../commands/command-words.ts';

/** A command after which a node speaks unasked; it gets a connection of its own. */
export type StreamCommand =
  | { kind: 'monitor' }
  /** `shard`: about channels that belong to a slot. */
  | { kind: 'subscribe' | 'unsubscribe'; shard: boolean };

const COMMANDS: Readonly<Record<string, StreamCommand>> = {
  monitor: { kind: 'monitor' },
  subscribe: { kind: 'subscribe', shard: false },
  psubscribe: { kind: 'subscribe', shard: false },
  ssubscribe: { kind: 'subscribe', shard: true },
  unsubscribe: { kind: 'unsubscribe', shard: false },
  punsubscribe: { kind: 'unsubscribe', shard: false },
  sunsubscribe: { kind: 'unsubscribe', shard: true },
};

/** Which stream a command is about; undefined for all other commands. */
export function streamCommandOf(args: readonly Buffer[]): StreamCommand | undefined {
  const name = commandName(args);
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}
