import type { CommandCatalogue, CommandDoc } from './command-docs.ts';

/** A group of commands as the docs have them, and how many it has. */
export interface CommandGroup {
  name: string;
  commands: number;
}

/** The groups of the docs, by name. */
export function groupsOf({ commands }: CommandCatalogue): CommandGroup[] {
  const counts = new Map<string, number>();
  for (const { group } of commands.values()) {
    if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name, commands: count }));
}

/** The commands of a group, in the order of their names; where no group has that name, those of the ACL category. */
export function commandsOfGroup(group: string, { commands }: CommandCatalogue): CommandDoc[] {
  const name = group.toLowerCase();
  const docs = [...commands.values()];
  const found = docs.filter(doc => doc.group === name);
  return found.length > 0 ? found : docs.filter(({ categories }) => categories?.includes(name));
}
