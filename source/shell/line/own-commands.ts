import { routingModes } from '../state/routing-mode.ts';
/** An argument of an own command, as completion and the ghost of what is left to type have it. */
export interface OwnArgument {
  /** As it is shown: `pattern`. */
  name: string;
  /** The words that may stand there. */
  choices?: readonly string[];
  /** What stands there, when it is one of what the session knows: completion offers those. `line`: a line of its own follows. */
  kind?: 'key' | 'node' | 'command' | 'line';
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

/** As TYPE names them. */
const keyTypes = ['string', 'list', 'set', 'zset', 'hash', 'stream'] as const;

/**
 * Every word of the shell's own. Those of redis-cli have its names; all others begin with a colon, so that none hides a
 * command of a server. What each means, for people, is in `words/*` under `ownCommands`.
 */
export const ownCommands = {
  help: {
    doneBy: 'screen',
    aliases: ['?'],
    args: [
      { name: 'command', kind: 'command', optional: true },
      { name: 'subcommand', kind: 'command', optional: true },
    ],
  },
  clear: { doneBy: 'screen' },
  quit: { doneBy: 'screen', aliases: ['exit'] },
  connect: {
    doneBy: 'session',
    args: [
      { name: 'host', kind: 'node' },
      { name: 'port', optional: true },
    ],
  },
  why: { doneBy: 'screen' },
  ':explain': { doneBy: 'screen', args: [{ name: 'key', kind: 'key' }] },
  ':mode': {
    doneBy: 'session',
    args: [{ name: 'mode', choices: routingModes, optional: true }],
  },
  ':stale': { doneBy: 'session', args: [{ name: 'key', kind: 'key', optional: true }] },
  ':trace': {
    doneBy: 'screen',
    args: [{ name: 'level', choices: ['full', 'line', 'off'], optional: true }],
  },
  ':where': { doneBy: 'screen', args: [{ name: 'line', kind: 'line', optional: true, multiple: true }] },
  ':page': { doneBy: 'screen', args: [{ name: 'when', choices: ['on', 'off'], optional: true }] },
  ':pretty': { doneBy: 'screen', args: [{ name: 'when', choices: ['on', 'off'], optional: true }] },
  ':nat': {
    doneBy: 'session',
    args: [
      { name: 'announced', kind: 'node', optional: true },
      { name: 'dialled', optional: true },
    ],
  },
  ':dbsize': { doneBy: 'session' },
  ':scan': {
    doneBy: 'session',
    args: [
      { name: 'pattern', optional: true },
      { name: 't', token: 'type', choices: keyTypes, optional: true },
      { name: 'n', token: 'count', optional: true },
      { name: 'n', token: 'limit', optional: true },
    ],
  },
  ':keys': {
    doneBy: 'session',
    args: [
      { name: 'pattern', optional: true },
      { name: 't', token: 'type', choices: keyTypes, optional: true },
      { name: 'n', token: 'limit', optional: true },
    ],
  },
  ':bigkeys': { doneBy: 'session' },
  ':memkeys': { doneBy: 'session', args: [{ name: 'n', token: 'samples', optional: true }] },
  ':hotkeys': { doneBy: 'session', args: [{ name: 'n', optional: true }] },
  ':slowlog': { doneBy: 'session', args: [{ name: 'n', optional: true }] },
  ':latency': { doneBy: 'session', args: [{ name: 'n', optional: true }] },
  ':stat': { doneBy: 'session', args: [{ name: 'n', optional: true }] },
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
