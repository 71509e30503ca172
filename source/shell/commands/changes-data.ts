import { exists, hasFlag } from '@ioredis/commands';
import { commandName } from './command-words.ts';
import { type CommandTable, findCommand } from './read-commands.ts';

/** They run scripts, which may do whatever they like. */
const RUN_SCRIPTS: ReadonlySet<string> = new Set(['eval', 'evalsha', 'fcall']);

/**
 * May this command change data, by its write flag? A script may; a command that nobody knows does not run.
 * @param table what the servers say; without it, a list of today's commands
 */
export function changesData(args: readonly Buffer[], table: CommandTable | undefined): boolean {
  const name = commandName(args);
  if (RUN_SCRIPTS.has(name)) return true;
  if (table) return findCommand(table, args)?.flags.has('write') ?? false;
  return exists(name) && hasFlag(name, 'write');
}
