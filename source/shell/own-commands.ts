/** An argument of an own command, as completion and the ghost of what is left to type have it. */
export interface OwnArgument {
  /** As it is shown: `pattern`. */
  name: string;
  /** The words that may stand there. */
  choices?: readonly string[];
  /** What stands there, when it is one of what the session knows: completion offers those. */
  kind?: 'key' | 'node' | 'command';
  /** The word before it: `count` of `count 10`; the value follows it. */
  token?: string;
  optional?: boolean;
  multiple?: boolean;
}

/** A word of the shell's own, in place of a Redis command. */
export interface OwnCommand {
  /**
   * Who does it: the screen alone, from what it knows (`help`), or the session, which asks nodes (`:dbsize`);
   * then `shell/tasks/task-table.ts` has it.
   */
  doneBy: 'screen' | 'session';
  /** Other names for it, as redis-cli's users type them. */
  aliases?: readonly string[];
  /** In their order; none by default. */
  args?: readonly OwnArgument[];
}

/**
 * Every word of the shell's own. Those of redis-cli have its names; all others begin with a colon, so that none hides a
 * command of a server. What each means, for people, is in `words/*` under `ownCommands`.
 */
export const ownCommands = {
  help: {
    doneBy: 'screen',
    aliases: ['?'],
    args: [{ name: 'command', kind: 'command', optional: true, multiple: true }],
  },
  clear: { doneBy: 'screen' },
  quit: { doneBy: 'screen', aliases: ['exit'] },
  ':dbsize': { doneBy: 'session' },
} as const satisfies Record<string, OwnCommand>;

/** The name of an own command, without its aliases. */
export type OwnCommandName = keyof typeof ownCommands;

/** One that the session does: it asks nodes, and tells what comes in events. */
export type TaskName = {
  [N in OwnCommandName]: (typeof ownCommands)[N]['doneBy'] extends 'session' ? N : never;
}[OwnCommandName];

const byTypedName = new Map(
  Object.entries<OwnCommand>(ownCommands).flatMap(([name, { aliases = [] }]) =>
    [name, ...aliases].map(typed => [typed, name as OwnCommandName] as const),
  ),
);

/** The own command that a first word names, in any case. */
export function findOwnCommand(word: string): OwnCommandName | undefined {
  return byTypedName.get(word.toLowerCase());
}

/** Is it one for the session? */
export function isTask(name: OwnCommandName): name is TaskName {
  return ownCommands[name].doneBy === 'session';
}
