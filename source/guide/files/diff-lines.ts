import { diffLines as compareLines } from 'diff';

/** A line of a difference; `gap` stands for equal lines that are left out. */
export interface DiffLine {
  kind: 'added' | 'removed' | 'same' | 'gap';
  text: string;
}

/** How many equal lines are kept beside a change. */
const CONTEXT = 2;

/** What would change in a file, line by line as `diff -u` shows it, equal lines far from a change left out. Empty: nothing. */
export function diffLines(before: string, after: string): DiffLine[] {
  const lines = compareLines(before, after).flatMap(({ added, removed, value }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => ({ kind, text }));
  });
  return leaveOut(lines);
}

function leaveOut(lines: readonly DiffLine[]): DiffLine[] {
  const kept = lines.map(
    (line, index) =>
      line.kind !== 'same' ||
      lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ kind }) => kind !== 'same'),
  );
  if (!kept.includes(true)) return [];
  return lines.flatMap((line, index): DiffLine[] => {
    if (kept[index]) return [line];
    return index === 0 || kept[index - 1] ? [{ kind: 'gap', text: '' }] : [];
  });
}
