import type { FailureWords } from '../failure-facts.ts';

/** What each failure is in English: what, why, and what mends it. */
export const failures: FailureWords = {
  'unknown-command': ({ command, known }) => ({
    what: `There is no command "${command}".`,
    why: `The commands are: ${known}.`,
    mend: 'slotsh --help',
  }),
  'unknown-flag': ({ flag, command }) => ({
    what: `"slotsh ${command}" has no flag ${flag}.`,
    why: 'Words of a Redis command that begin with "-" come after "--": slotsh exec -- incrby counter -1',
    mend: 'slotsh --help',
  }),
  'flag-without-value': ({ flag }) => ({ what: `${flag} needs a value.`, mend: 'slotsh --help' }),
  'flag-wrong': ({ flag, value, expected }) => ({
    what: `${flag} "${value}" is not right.`,
    why: `Expected: ${expected}.`,
  }),
  'too-many-words': ({ words }) => ({ what: `Not understood: ${words}`, mend: 'slotsh --help' }),
  'file-unreadable': ({ file, reason }) => ({ what: `${file} cannot be read.`, why: reason }),
  'no-cluster-known': ({ command }) => ({
    what: `"slotsh ${command}" needs to know which cluster: slotsh has made none yet.`,
    mend: 'slotsh up --here',
  }),
  'needs-terminal': ({ command, instead }) => ({
    what: `"slotsh ${command}" needs a terminal.`,
    why: 'Standard input or output is not one.',
    mend: instead,
  }),
  'spec-wrong': ({ file }) => ({ what: `${file} is not a cluster.yaml slotsh can follow.` }),
  'spec-unreadable': ({ file, reason }) => ({ what: `${file} cannot be read.`, why: reason }),
  unexpected: ({ detail }) => ({ what: 'Something went wrong that slotsh did not foresee.', why: detail }),
  interrupted: ({ during }) => ({ what: `Interrupted during ${during}.` }),
};
