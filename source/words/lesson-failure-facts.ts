import type { SpecFaultFacts } from './failure-facts.ts';

/** What is wrong in one file of a lesson. */
export interface LessonFileFaults {
  file: string;
  faults: readonly SpecFaultFacts[];
}

/** Failures of lessons. */
export interface LessonFailureFacts {
  /** What a lesson says of the cluster is not so. `claim` and `found` in the terms of the lesson's file: `redirection: MOVED`. */
  'lesson-claim': { lesson: string; step: string; claim: string; found: string; seconds: number };
  'lesson-wrong': { lesson: string; files: readonly LessonFileFaults[] };
  /** `nearest` is empty when none is near. */
  'lesson-unknown': { lesson: string; nearest: string; known: string };
  /** No lesson in this folder: its lesson.yaml cannot be read. */
  'lesson-unreadable': { folder: string; reason: string };
  /** An address was given for a lesson that is played on a cluster of its own alone. */
  'lesson-own-cluster': { lesson: string; address: string };
  /** The cluster that was named is not as the lesson needs it. */
  'lesson-cluster-unfit': { lesson: string; cluster: string; needs: string; found: string };
  /** Keys of the lesson's names are on a cluster that others use: they may be somebody's. */
  'lesson-keys-taken': { lesson: string; cluster: string; keys: readonly string[] };
}
