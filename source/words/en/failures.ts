import type { FailureWords } from '../failure-facts.ts';

/** What each failure is in English: what, why, and what mends it. */
export const failures: FailureWords = {
  'usage-wrong': ({ problem }) => ({ what: problem, mend: 'slotsh --help' }),
  'spec-wrong': ({ file }) => ({ what: `${file} is not a cluster.yaml slotsh can follow.` }),
  'spec-unreadable': ({ file, reason }) => ({ what: `${file} cannot be read.`, why: reason }),
  unexpected: ({ detail }) => ({ what: 'Something went wrong that slotsh did not foresee.', why: detail }),
  interrupted: ({ during }) => ({ what: `Interrupted during ${during}.` }),
};
