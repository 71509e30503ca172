import { commandWords } from '../commands/command-words.ts';
import { type CommandTable, findCommand } from '../commands/read-commands.ts';
import { type DangerReason, lookUpDanger } from './danger-table.ts';

/**
 * Is a command one to ask about before it is sent? Our table says it of those it knows; of all others the server does, by
 * its category `@dangerous`: commands of modules and of later versions.
 */
export function judgeDanger(
  args: readonly Buffer[],
  table: CommandTable | undefined,
): DangerReason | undefined {
  const [name = '', subcommand = ''] = commandWords(args, 2);
  const known = lookUpDanger(name, subcommand);
  if (known === 'harmless') return undefined;
  if (known) return known;
  const info = table && findCommand(table, args);
  return info?.categories.has('dangerous') ? 'said-dangerous' : undefined;
}
