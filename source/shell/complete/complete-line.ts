import { formatAddress } from '../../cluster/address.ts';
import { findKeys } from '../find-keys.ts';
import { findOwnCommand, type OwnCommandName, ownCommands } from '../own-commands.ts';
import type { CommandCatalogue, CommandDoc } from './command-docs.ts';
import { groupsOf } from './command-groups.ts';
import { type Focus, focusLine } from './focus-line.ts';
import type { SeenKeys } from './seen-keys.ts';
import type { Target } from './target-words.ts';
import { type GrammarStep, type Rest, stepsOf } from './walk-grammar.ts';
import { writeSyntax } from './write-syntax.ts';

/** What completion is made from. */
export interface Lore {
  catalogue: CommandCatalogue;
  keys: SeenKeys;
  /** What may stand after `@`, the most useful first. */
  targets: readonly Target[];
}

/** What a candidate is, for the row that tells of it. */
export type About =
  | { kind: 'command'; doc: CommandDoc }
  | { kind: 'own'; name: OwnCommandName }
  /** A token with what follows it: `EX seconds`. */
  | { kind: 'token'; syntax: string }
  | { kind: 'key' }
  | { kind: 'target'; target: Target }
  /** A group of commands, after `help @`. */
  | { kind: 'group'; commands: number };

/** Something that may stand at the cursor. */
export interface Candidate {
  /** As it is put into the line, in place of what is typed of it. */
  text: string;
  /** Is the word whole with it, so that a blank follows? */
  isWhole: boolean;
  about: About;
}

/** What may stand at the cursor in place of `line.slice(from, to)`. */
export interface Completion {
  from: number;
  to: number;
  candidates: readonly Candidate[];
}

/**
 * What may stand at the cursor of a line, by the words before it. Pure, and for every keystroke: under a millisecond.
 * Commands and tokens come in the case in which the line is typed; keys as they must be typed, with quotes where they need them.
 */
export function completeLine(line: string, cursor: number, lore: Lore): Completion | undefined {
  const focus = focusLine(line, cursor, lore.catalogue);
  if (!focus) return undefined;
  const { from, to, typed } = focus;
  const candidates = candidatesAt(focus, lore).filter(({ text, about }) =>
    about.kind === 'key' ? startsKey(text, line.slice(from, to), typed) : startsWord(text, typed),
  );
  if (candidates.length === 0) return undefined;
  return { from, to, candidates: candidates.toSorted((a, b) => rankOf(a) - rankOf(b)) };
}

/** What a server would rather not have used comes last. */
function rankOf({ about }: Candidate): number {
  return about.kind === 'command' && about.doc.deprecated ? 1 : 0;
}

/** What is the same at the beginning of all candidates: as much of it can be typed at once. */
export function commonStart({ candidates }: Completion): string {
  const [first, ...others] = candidates.map(({ text }) => text);
  let length = first?.length ?? 0;
  for (const other of others) {
    while (!other.toLowerCase().startsWith(first?.slice(0, length).toLowerCase() ?? '')) length--;
  }
  // Never half a character.
  return (first ?? '').slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function candidatesAt(focus: Focus, lore: Lore): Candidate[] {
  const { place, before, typed } = focus;
  const asTyped = caseOf(typed || (before[0] ?? ''));
  switch (place.kind) {
    case 'line':
      if (typed.startsWith('@')) return targetCandidates(lore);
      return commandCandidates(lore.catalogue, asTyped);
    case 'command':
      return commandCandidates(lore.catalogue, asTyped);
    case 'subcommand':
      return subcommandCandidates(place.container.name, lore.catalogue, asTyped);
    case 'argument':
      return argumentCandidates(place.rest, before, lore, asTyped);
    case 'unknown': {
      const isKey = findKeys([...place.args, Buffer.from(typed)]).includes(place.args.length);
      return isKey ? keyCandidates(lore) : [];
    }
  }
}

type Recase = (text: string) => string;

/** Small letters where small letters are typed. */
function caseOf(typed: string): Recase {
  return /[a-z]/.test(typed) && !/[A-Z]/.test(typed)
    ? text => text.toLowerCase()
    : text => text.toUpperCase();
}

function commandCandidates({ commands }: CommandCatalogue, asTyped: Recase): Candidate[] {
  const named = [...commands.values()]
    // An own command has its name for itself: `quit` is one of Redis, too.
    .filter(({ name }) => !name.includes(' ') && !findOwnCommand(name))
    .map((doc): Candidate => ({ text: asTyped(doc.name), isWhole: true, about: { kind: 'command', doc } }));
  // `help` and the like are typed as they are.
  const own = (Object.keys(ownCommands) as OwnCommandName[]).map(
    (name): Candidate => ({ text: name, isWhole: true, about: { kind: 'own', name } }),
  );
  return [...named, ...own];
}

function subcommandCandidates(
  container: string,
  { commands, subcommands }: CommandCatalogue,
  asTyped: Recase,
): Candidate[] {
  return (subcommands.get(container) ?? []).flatMap((name): Candidate[] => {
    const doc = commands.get(name);
    const text = asTyped(name.slice(container.length + 1));
    return doc ? [{ text, isWhole: true, about: { kind: 'command', doc } }] : [];
  });
}

function argumentCandidates(rest: Rest, before: readonly string[], lore: Lore, asTyped: Recase): Candidate[] {
  const steps = stepsOf(rest);
  const found = new Map<string, Candidate>();
  for (const step of steps.filter(({ word }) => word.is === 'token')) {
    const text = asTyped(step.word.text);
    if (!found.has(text)) found.set(text, tokenCandidate(step, text));
  }
  const takes = (is: GrammarStep['word']['is']) => steps.some(({ word }) => word.is === is);
  return [
    ...found.values(),
    ...(takes('node') ? addressCandidates(lore) : []),
    ...(takes('command') ? topicCandidates(before.slice(1), lore.catalogue, asTyped) : []),
    ...(takes('key') ? keyCandidates(lore) : []),
  ];
}

/** With what must come right after it: `EX seconds`. */
function tokenCandidate({ word, next }: GrammarStep, text: string): Candidate {
  const [value] = next;
  const follows = value && value.kind !== 'options' && value.kind !== 'repeat' ? [value] : [];
  return { text, isWhole: true, about: { kind: 'token', syntax: writeSyntax([word, ...follows]) } };
}

/** What there is help about: commands, groups of them, and the subcommands of one. */
function topicCandidates(
  [container]: readonly string[],
  catalogue: CommandCatalogue,
  asTyped: Recase,
): Candidate[] {
  if (container === undefined)
    return [...commandCandidates(catalogue, asTyped), ...groupCandidates(catalogue)];
  return subcommandCandidates(container.toLowerCase(), catalogue, asTyped);
}

function groupCandidates(catalogue: CommandCatalogue): Candidate[] {
  return groupsOf(catalogue).map(({ name, commands }) => ({
    ...{ text: `@${name}`, isWhole: true },
    about: { kind: 'group', commands },
  }));
}

function keyCandidates({ keys }: Lore): Candidate[] {
  return keys.map(text => ({ text, isWhole: true, about: { kind: 'key' } }));
}

function targetCandidates({ targets }: Lore): Candidate[] {
  return targets.map(target => ({
    ...{ text: target.text, isWhole: target.isWhole },
    about: { kind: 'target', target },
  }));
}

/** Each node's address, as a command takes it. */
function addressCandidates({ targets }: Lore): Candidate[] {
  return targets.flatMap((target): Candidate[] => {
    if (target.about.kind !== 'node') return [];
    const text = formatAddress(target.about.node.address);
    // A node is among the targets by its letter and its port as well.
    return target.text === `@${text}` ? [{ text, isWhole: true, about: { kind: 'target', target } }] : [];
  });
}

function startsWord(text: string, typed: string): boolean {
  return text.slice(0, typed.length).toLowerCase() === typed.toLowerCase();
}

/** A key begins with what is typed: as it stands, or when its quotes are left out. */
function startsKey(text: string, raw: string, typed: string): boolean {
  return text.startsWith(raw) || text.startsWith(`"${typed}`);
}
