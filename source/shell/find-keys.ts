import { exists, getKeyIndexes } from '@ioredis/commands';
import { keyRules } from './key-rules.ts';

/**
 * Which arguments of a command are keys, without asking a server: `args` is the command with its name first, whole or
 * half typed; the answer is indices into it, in the order of the server's COMMAND GETKEYS. An unknown command has none.
 * Shard channels (SPUBLISH, SSUBSCRIBE, SUNSUBSCRIBE) count as keys: a cluster routes them by slot like keys.
 * Never throws, and takes no longer for a huge key count than for the arguments that are there.
 */
export function findKeys(args: readonly Buffer[]): number[] {
  const name = args[0]?.toString('latin1').toLowerCase();
  if (name === undefined) return [];
  const rule = keyRules.get(name);
  const found = rule ? rule(args.map(word => word.toString('latin1').toLowerCase())) : fixedKeys(name, args);
  return found.filter(index => index > 0 && index < args.length);
}

/** Keys at places that never move; `@ioredis/commands` counts without the command's name. */
function fixedKeys(name: string, args: readonly Buffer[]): number[] {
  if (!exists(name)) return [];
  return getKeyIndexes(name, args.slice(1)).map(index => index + 1);
}
