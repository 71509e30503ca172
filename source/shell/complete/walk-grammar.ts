import type { Grammar, GrammarWord } from './grammar.ts';

/** What may follow after the words so far: one of several lists, the likeliest first. None: the words are not what the grammar has. */
export type Rest = readonly (readonly Grammar[])[];

/** A word that may come next, and what follows it then. */
export interface GrammarStep {
  word: GrammarWord;
  next: readonly Grammar[];
  /** The word is a number: so often comes this, before `next`. */
  counts?: Grammar;
}

/** Ways to read the words so far that are kept: what is ambiguous in commands (keys or ids, keys or arguments) is in twos. */
const MOST_WAYS = 16;

/** What is left of a grammar after words. */
export function walk(grammar: Grammar, words: readonly string[]): Rest {
  let rest: Rest = [[grammar]];
  for (const word of words) rest = advance(rest, word);
  return rest;
}

/** What is left after one more word. A token is taken for the token, a word of the right type for that value, in this order. */
export function advance(rest: Rest, word: string): Rest {
  const steps = stepsOf(rest);
  for (const fits of [isToken, isOfType, isValue]) {
    const taken = steps.filter(step => fits(step.word, word));
    if (taken.length > 0) return distinct(taken.map(step => after(step, word)));
  }
  return [];
}

/** The words that may come next, in the order of the grammar. */
export function stepsOf(rest: Rest): GrammarStep[] {
  return rest.flatMap(stepsOfList);
}

/** May the line end here? */
export function mayEnd(rest: Rest): boolean {
  return rest.some(parts => parts.every(isNullable));
}

function isToken({ is, text }: GrammarWord, word: string): boolean {
  // The grammar writes the empty word as one types it.
  return is === 'token' && (text.toLowerCase() === word.toLowerCase() || (text === '""' && word === ''));
}

function isOfType(expected: GrammarWord, word: string): boolean {
  if (expected.is === 'integer') return /^[+-]?\d+$/.test(word);
  if (expected.is === 'double') return /^[+-]?(\d|\.\d|inf)/i.test(word);
  return isValue(expected);
}

function isValue({ is }: GrammarWord): boolean {
  return is !== 'token';
}

function after({ next, counts }: GrammarStep, word: string): readonly Grammar[] {
  const times = Math.max(0, Number.parseInt(word, 10) || 0);
  return counts && times > 0 ? [{ kind: 'times', part: counts, times }, ...next] : next;
}

function stepsOfList(parts: readonly Grammar[]): GrammarStep[] {
  const steps: GrammarStep[] = [];
  for (const [index, part] of parts.entries()) {
    const others = parts.slice(index + 1);
    steps.push(...stepsOfPart(part).map(step => ({ ...step, next: [...step.next, ...others] })));
    if (!isNullable(part)) break;
  }
  return steps;
}

function stepsOfPart(part: Grammar): GrammarStep[] {
  switch (part.kind) {
    case 'word':
      return [{ word: part, next: [] }];
    case 'sequence':
      return stepsOfList(part.parts);
    case 'choice':
      return part.parts.flatMap(stepsOfPart);
    case 'options':
      return part.parts.flatMap((option, index) => {
        const others = part.parts.toSpliced(index, 1);
        return followed(
          stepsOfPart(option),
          others.length > 0 ? { kind: 'options', parts: others } : undefined,
        );
      });
    case 'repeat':
      return followed(stepsOfPart(part.part), { ...part, again: true });
    case 'counted':
      return [{ word: part.count, next: [], counts: part.part }];
    case 'times':
      return followed(
        stepsOfPart(part.part),
        part.times > 1 ? { ...part, times: part.times - 1 } : undefined,
      );
  }
}

function followed(steps: readonly GrammarStep[], by: Grammar | undefined): GrammarStep[] {
  return steps.map(step => (by ? { ...step, next: [...step.next, by] } : step));
}

function isNullable(part: Grammar): boolean {
  switch (part.kind) {
    case 'word':
    case 'counted':
      return false;
    case 'sequence':
      return part.parts.every(isNullable);
    case 'choice':
      return part.parts.some(isNullable);
    case 'options':
      return true;
    case 'repeat':
      return part.again || isNullable(part.part);
    case 'times':
      return part.times === 0 || isNullable(part.part);
  }
}

function distinct(ways: readonly (readonly Grammar[])[]): Rest {
  const kept: (readonly Grammar[])[] = [];
  for (const way of ways) {
    if (kept.length < MOST_WAYS && !kept.some(other => sameParts(other, way))) kept.push(way);
  }
  return kept;
}

function sameParts(a: readonly Grammar[], b: readonly Grammar[]): boolean {
  return a.length === b.length && a.every((part, index) => same(part, b[index]));
}

/** Parts are taken over as they are, but for options and repetitions, which are made anew as they are used. */
function same(a: Grammar, b: Grammar | undefined): boolean {
  if (a === b) return true;
  if (a.kind === 'options' && b?.kind === 'options') return sameParts(a.parts, b.parts);
  if (a.kind === 'repeat' && b?.kind === 'repeat') return a.part === b.part && a.again === b.again;
  return a.kind === 'times' && b?.kind === 'times' && a.part === b.part && a.times === b.times;
}
