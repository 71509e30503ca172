/**
 * Every failure slotsh can tell a person about: its stable id, and the facts its sentence is made of.
 * Tests, JSON and the README name a failure by this id. The sentences are in `en/failures.ts` and `zh/failures.ts`.
 * All values are plain and printable; views escape them.
 */
export interface FailureFacts {
  // --- usage and files (exit 2)
  'unknown-command': { command: string; known: string };
  'unknown-flag': { flag: string; command: string };
  'flag-without-value': { flag: string };
  'flag-wrong': { flag: string; value: string; expected: string };
  'too-many-words': { words: string };
  'file-unreadable': { file: string; reason: string };
  'no-cluster-known': { command: string };
  'needs-terminal': { command: string; instead: string };
  'spec-wrong': { file: string; faults: readonly SpecFaultFacts[] };
  'spec-unreadable': { file: string; reason: string };

  // --- anything nobody foresaw; `detail` is the message, never a stack
  unexpected: { detail: string };
  interrupted: { during: string };
}

/** One thing that is wrong in a cluster.yaml: where (1-based), what, and what would be right; sentences come from words. */
export interface SpecFaultFacts {
  line: number;
  column: number;
  /** Stable id, e.g. `port-out-of-range`. */
  id: string;
  /** The path of the value, e.g. `hosts[1].ports`. */
  path: string;
  /** Values for the sentence. */
  values: Readonly<Record<string, string>>;
}

export type FailureId = keyof FailureFacts;

/** A failure as plain data: what events, JSON and screens carry. */
export type FailureData = { [I in FailureId]: { id: I; facts: FailureFacts[I] } }[FailureId];

/** A failure in a person's language. */
export interface FailureText {
  /** What failed, and where: one sentence. */
  what: string;
  /** Why, as far as known. */
  why?: string;
  /** What mends it: a sentence, or a command to type (then it is the whole string). */
  mend?: string;
}

/** One sentence maker per failure id. */
export type FailureWords = { [I in FailureId]: (facts: FailureFacts[I]) => FailureText };
