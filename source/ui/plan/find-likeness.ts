import type { Change } from '../../guide/change.ts';

export type FileChange = Extract<Change, { kind: 'write-file' }>;

/** A file is another one with one word for another. */
export interface Likeness {
  /** Of the other file, from the name in which the two differ. */
  path: string;
  from: string;
  to: string;
}

/**
 * Finds a file that this one only repeats: a node's redis.conf is its neighbour's with another port. The paths differ in one name,
 * and with that name replaced everywhere what stands there, what will stand there, its mode and its owner are the same.
 */
export function findLikeness(file: FileChange, others: readonly FileChange[]): Likeness | undefined {
  for (const other of others) {
    const names = differingName(other.path, file.path);
    if (names && isLike(other, file, names)) {
      const [from, to] = names;
      return { path: other.path.slice(other.path.indexOf(`/${from}`) + 1), from, to };
    }
  }
  return undefined;
}

function isLike(other: FileChange, file: FileChange, [from, to]: readonly [string, string]): boolean {
  return (
    other.content.replaceAll(from, to) === file.content &&
    (other.before?.replaceAll(from, to) ?? null) === file.before &&
    other.mode === file.mode &&
    other.uid === file.uid &&
    other.gid === file.gid
  );
}

/** The one name in which two paths differ; undefined when they differ in more, or in none. */
function differingName(a: string, b: string): readonly [string, string] | undefined {
  const [left, right] = [a.split('/'), b.split('/')];
  if (left.length !== right.length) return undefined;
  const differing = left.flatMap((name, depth) => {
    const other = right[depth] ?? '';
    return name === other ? [] : [[name, other] as const];
  });
  const [names] = differing;
  return differing.length === 1 && names?.[0] !== '' ? names : undefined;
}
