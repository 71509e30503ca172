/** Which nodes a line is for, as its first word says it: `@B`, `@6374`, `@masters`, `@owner(key)`; by commas, several of them. */
export type Target =
  /** Masters are those with slots. */
  | { kind: 'masters' | 'replicas' | 'all' }
  /** The master of the key's slot. */
  | { kind: 'owner'; key: Buffer }
  /** A letter, a port, an address or a node id: which of them, only the cluster's nodes can tell. */
  | { kind: 'named'; name: string };

const OWNER = /^owner\((.*)\)$/is;
const GROUPS = ['masters', 'replicas', 'all'] as const;

/** Is this first word a target? No command of a server begins with an at sign. */
export function isTargetWord(word: string): boolean {
  return word.startsWith('@');
}

/**
 * Reads a target. What stands in `@owner(…)` is a key, byte for byte; with blanks the whole word stands in quotes, as any
 * argument does. Never throws: a word that means nothing is a name that no node has.
 */
export function parseTarget(word: Buffer): readonly Target[] {
  // One character a byte, so that a key keeps its bytes.
  const text = word.toString('latin1').slice(1);
  const key = OWNER.exec(text)?.[1];
  if (key !== undefined) return [{ kind: 'owner', key: Buffer.from(key, 'latin1') }];
  return text.split(',').map((name): Target => {
    const kind = GROUPS.find(group => group === name.toLowerCase());
    return kind ? { kind } : { kind: 'named', name };
  });
}
