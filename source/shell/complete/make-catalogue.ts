import { list } from '@ioredis/commands';
import type { CommandInfo, CommandTable } from '../commands/read-commands.ts';
import { type CommandCatalogue, type CommandDoc, catalogueOf } from './command-docs.ts';

export interface CatalogueSources {
  /** What COMMAND DOCS says; empty for a server before 7.0, and for one that may not be asked. */
  docs: ReadonlyMap<string, CommandDoc>;
  /** What COMMAND says; absent when it may not be asked. */
  table?: CommandTable | undefined;
  /** What another version said: for what this server has and does not document. */
  elsewhere?: CommandCatalogue | undefined;
}

/** The catalogue of a server: the commands that it says it has, each with what is known of it. */
export function makeCatalogue({ docs, table, elsewhere }: CatalogueSources): CommandCatalogue {
  const infos = infosOf(table);
  const names = new Set([...docs.keys(), ...infos.keys()]);
  // A server before 7.0 lists no subcommands: those of a command that it has are taken over with it.
  if (docs.size === 0) {
    for (const name of elsewhere?.commands.keys() ?? []) {
      const [container = '', subcommand] = name.split(' ');
      if (subcommand !== undefined && infos.has(container)) names.add(name);
    }
  }
  if (names.size === 0) return namesOnly();
  return catalogueOf(
    [...names].map((name): CommandDoc => {
      const doc = docs.get(name) ?? elsewhere?.commands.get(name) ?? { name };
      const info = infos.get(name);
      return info ? { ...doc, flags: [...info.flags], categories: [...info.categories] } : doc;
    }),
  );
}

/** The commands of Redis by name and nothing else: before a server has said more, and for one that says nothing. */
export function namesOnly(): CommandCatalogue {
  return catalogueOf(list.map(name => ({ name })));
}

/** Commands and subcommands by name: `cluster`, `cluster shards`. */
function infosOf(table: CommandTable | undefined): Map<string, CommandInfo> {
  const infos = new Map<string, CommandInfo>();
  for (const [name, info] of table ?? []) {
    infos.set(name, info);
    for (const [subcommand, its] of info.subcommands) infos.set(`${name} ${subcommand}`, its);
  }
  return infos;
}
