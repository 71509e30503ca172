import { type Candidate, candidatesAt, type Lore } from './candidates-at.ts';
import { focusLine } from './focus-line.ts';

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
  const candidates = candidatesAt(focus, lore).filter(candidate =>
    hasKey(candidate)
      ? startsKey(candidate.text, line.slice(from, to), typed)
      : startsWord(candidate.text, typed),
  );
  if (candidates.length === 0) return undefined;
  return { from, to, candidates: candidates.toSorted((a, b) => rankOf(a) - rankOf(b)) };
}

/** What a server would rather not have used comes last. */
function rankOf({ about }: Candidate): number {
  return about.kind === 'command' && about.doc.deprecated ? 1 : 0;
}

/** What is the same at the beginning of all candidates: as much of it can be typed at once. Keys alone are told apart by case. */
export function commonStart({ candidates }: Completion): string {
  const isExact = candidates.some(hasKey);
  const fold = (text: string) => (isExact ? text : text.toLowerCase());
  const [first = '', ...others] = candidates.map(({ text }) => text);
  let { length } = first;
  for (const other of others) {
    while (!fold(other).startsWith(fold(first.slice(0, length)))) length--;
  }
  // Never half a character.
  return first.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function hasKey({ about }: Candidate): boolean {
  return about.kind === 'key' || about.kind === 'owner-of';
}

function startsWord(text: string, typed: string): boolean {
  return text.slice(0, typed.length).toLowerCase() === typed.toLowerCase();
}

/** A key begins with what is typed: as it stands, or when its quotes are left out. */
function startsKey(text: string, raw: string, typed: string): boolean {
  return text.startsWith(raw) || text.startsWith(`"${typed}`);
}
