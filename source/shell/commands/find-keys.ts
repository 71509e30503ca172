import { exists, getKeyIndexes } from '@ioredis/commands';
import { commandName, commandWords } from './command-words.ts';
import { evaluateKeySpecs } from './evaluate-key-specs.ts';
import { keyRules } from './key-rules.ts';
import { type CommandInfo, type CommandTable, findCommand } from './read-commands.ts';

/**
 * Which arguments of a command are keys, without asking a server: `args` is the command with its name first, whole or
 * half typed; the answer is indices into it, in the order of the server's COMMAND GETKEYS. An unknown command has none.
 * Shard channels (SPUBLISH, SSUBSCRIBE, SUNSUBSCRIBE) count as keys: a cluster routes them by slot like keys.
 * Never throws, and takes no longer for a huge key count than for the arguments that are there.
 * @param table what the servers themselves say; without it, and where they cannot say it, by our own rules
 */
export function findKeys(args: readonly Buffer[], table?: CommandTable): number[] {
  const name = commandName(args);
  const info = table && findCommand(table, args);
  return keysFrom(name, args, info).filter(index => index > 0 && index < args.length);
}

/** Do only the servers know which arguments are keys? Then `findKeys` tells those that its specifications tell, or none. */
export function onlyServerKnowsKeys(args: readonly Buffer[], table: CommandTable): boolean {
  const info = findCommand(table, args);
  return info !== undefined && !isComplete(info) && !hasOwnRule(commandName(args));
}

function keysFrom(name: string, args: readonly Buffer[], info: CommandInfo | undefined): number[] {
  if (info && (isComplete(info) || !hasOwnRule(name))) {
    return evaluateKeySpecs(info.keySpecs, args);
  }
  return keyRules.get(name)?.(commandWords(args)) ?? fixedKeys(name, args);
}

/** Do its specifications say all of its keys? Places that move are said by keywords and counts alone. */
function isComplete({ keySpecs, flags }: CommandInfo): boolean {
  const areKnown = keySpecs.every(
    ({ begin, find, flags: of }) =>
      begin.type !== 'unknown' && find.type !== 'unknown' && !of.has('incomplete'),
  );
  const canMove = keySpecs.some(({ begin, find }) => begin.type === 'keyword' || find.type === 'keynum');
  return areKnown && (canMove || !flags.has('movablekeys'));
}

function hasOwnRule(name: string): boolean {
  return keyRules.has(name) || exists(name);
}

/** Keys at places that never move; `@ioredis/commands` counts without the command's name. */
function fixedKeys(name: string, args: readonly Buffer[]): number[] {
  if (!exists(name)) return [];
  return getKeyIndexes(name, args.slice(1)).map(index => index + 1);
}
