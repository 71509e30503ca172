import {
  findOwnCommand,
  type OwnArgument,
  type OwnCommand,
  type OwnCommandName,
  ownCommands,
} from '../line/own-commands.ts';
import type { CommandArgument } from './command-docs.ts';

/** The arguments of an own command, in the same shape as a server's. */
export function ownArguments(name: OwnCommandName): readonly CommandArgument[] {
  return argumentsByName.get(name) ?? [];
}

const argumentsByName = new Map(
  Object.entries<OwnCommand>(ownCommands).map(([name, { args = [] }]) => [name, args.map(toArgument)]),
);

/** Is what follows this word a line of its own? */
export function takesLine(word: string): boolean {
  const name = findOwnCommand(word);
  const [first] = (name && (ownCommands[name] as OwnCommand).args) ?? [];
  return first?.kind === 'line';
}

function toArgument({ choices, kind, ...others }: OwnArgument): CommandArgument {
  if (!choices) return { ...others, kind: kind === undefined || kind === 'line' ? 'text' : kind };
  const parts = choices.map((choice): CommandArgument => ({ name: choice, kind: 'token', token: choice }));
  return { ...others, kind: 'choice', parts };
}
