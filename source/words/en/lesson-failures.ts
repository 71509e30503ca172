import type { FailureText } from '../failure-facts.ts';
import type { LessonFailureFacts } from '../lesson-failure-facts.ts';
import { shellWord } from '../phrases.ts';

/** Failures of lessons. */
export const lessonFailures: {
  [I in keyof LessonFailureFacts]: (facts: LessonFailureFacts[I]) => FailureText;
} = {
  'lesson-claim': ({ lesson, step, claim, found, seconds }) => ({
    what: `What the lesson "${lesson}" says in step "${step}" is not so here.`,
    why: `It says ${claim}; found${seconds > 0 ? ` after ${seconds} s` : ''}: ${found || 'nothing'}.`,
    mend: `slotsh learn ${shellWord(lesson)} --reset`,
  }),
  'lesson-wrong': ({ lesson }) => ({ what: `The lesson "${lesson}" cannot be played as it is written.` }),
  'lesson-unknown': ({ lesson, nearest, known }) => ({
    what: `There is no lesson "${lesson}".`,
    why: nearest === '' ? `The lessons are: ${known}.` : `Did you mean "${nearest}"?`,
    mend: nearest === '' ? 'slotsh learn' : `slotsh learn ${shellWord(nearest)}`,
  }),
  'lesson-unreadable': ({ folder, reason }) => ({
    what: `There is no lesson in ${folder}: its lesson.yaml cannot be read.`,
    why: reason,
  }),
  'lesson-own-cluster': ({ lesson, address }) => ({
    what: `The lesson "${lesson}" stops nodes or changes the cluster, so it is not played on ${address}.`,
    why: 'It gets a cluster of its own on this machine, which is gone afterwards.',
    mend: `slotsh learn ${shellWord(lesson)}`,
  }),
  'lesson-cluster-unfit': ({ lesson, cluster, needs, found }) => ({
    what: `${cluster} is not the cluster that the lesson "${lesson}" needs.`,
    why: `It needs ${needs}; found: ${found || 'nothing'}.`,
    mend: `slotsh learn ${shellWord(lesson)}`,
  }),
  'lesson-keys-taken': ({ lesson, cluster, keys }) => ({
    what: `${cluster} has keys that the lesson "${lesson}" would write: ${keys.join(', ')}.`,
    why: "They may be somebody's, and the lesson deletes its keys in the end.",
    mend: `Delete them, or play the lesson on a cluster of its own: slotsh learn ${shellWord(lesson)} without an address.`,
  }),
};
