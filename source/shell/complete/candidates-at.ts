import { formatAddress } from '../../cluster/address.ts';
import { findKeys } from '../commands/find-keys.ts';
import { findOwnCommand, type OwnCommandName, ownCommands } from '../line/own-commands.ts';
import { splitLine } from '../line/split-line.ts';
import type { CommandCatalogue, CommandDoc } from './command-docs.ts';
import { groupsOf } from './command-groups.ts';
import type { Focus } from './focus-line.ts';
import { quoteWord } from './quote-word.ts';
import type { SeenKeys } from './seen-keys.ts';
import type { TargetWord } from './target-words.ts';
import { type GrammarStep, type Rest, stepsOf } from './walk-grammar.ts';
import { writeSyntax } from './write-syntax.ts';

/** What completion is made from. */
export interface Lore {
  catalogue: CommandCatalogue;
  keys: SeenKeys;
  /** What may stand after `@`, the most useful first. */
  targets: readonly TargetWord[];
}

/** What a candidate is, for the row that tells of it. */
export type About =
  | { kind: 'command'; doc: CommandDoc }
  | { kind: 'own'; name: OwnCommandName }
  /** A word of the grammar, and the value that follows it: `seconds` behind `EX`; empty when none does. */
  | { kind: 'token'; value: string }
  | { kind: 'key' }
  /** The target that is the node of a key, which stands here as it is typed. */
  | { kind: 'owner-of'; key: string }
  | { kind: 'target'; target: TargetWord }
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

/** All that may stand at a place, whatever is typed of it. */
export function candidatesAt(focus: Focus, lore: Lore): Candidate[] {
  const { place, before, typed } = focus;
  const asTyped = caseOf(typed || (before[0] ?? ''));
  switch (place.kind) {
    case 'line':
      if (typed.startsWith('@owner(')) return ownerCandidates(lore);
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
  for (const { word } of steps) {
    if (word.is !== 'token') continue;
    const text = asTyped(word.text);
    const value = word.value ? writeSyntax([word.value]) : '';
    if (!found.has(text)) found.set(text, { text, isWhole: true, about: { kind: 'token', value } });
  }
  const takes = (is: GrammarStep['word']['is']) => steps.some(({ word }) => word.is === is);
  return [
    ...found.values(),
    ...(takes('node') ? addressCandidates(lore) : []),
    ...(takes('command') ? topicCandidates(before.slice(1), lore.catalogue, asTyped) : []),
    ...(takes('key') ? keyCandidates(lore) : []),
  ];
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

/** `@owner(key)`, in quotes where the key needs them. */
function ownerCandidates({ keys }: Lore): Candidate[] {
  return keys.flatMap((key): Candidate[] => {
    const [word] = splitLine(key).args;
    if (!word) return [];
    const target = Buffer.concat([Buffer.from('@owner('), word.bytes, Buffer.from(')')]);
    return [{ text: quoteWord(target), isWhole: true, about: { kind: 'owner-of', key } }];
  });
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
