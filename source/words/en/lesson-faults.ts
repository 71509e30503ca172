import type { LessonFaultValues, LessonLineProblem, NeedsOwn } from '../lesson-fault-facts.ts';

const LINES: Readonly<Record<LessonLineProblem, string>> = {
  nothing: 'is empty',
  'unbalanced-quotes': 'has a quote that is not closed, or something right behind one',
  'no-own': 'begins with ":", and is no word of the shell',
  'no-target': 'puts a target before a word that asks no nodes',
  'wrong-repeat': 'begins with a number that repeats no command',
  streams: 'would go on for ever; a line of a lesson has to end',
};

const NEEDS: Readonly<Record<NeedsOwn, (text: string) => string>> = {
  act: () => 'a node is stopped or frozen',
  settings: () => 'settings are given',
  joined: () => 'the nodes do not know each other yet',
  line: text => `"${text}" changes more than the lesson's keys`,
};

/** What can be wrong in a lesson: one sentence each, with what would be right. */
export const lessonFaults: {
  [I in keyof LessonFaultValues]: (values: Readonly<LessonFaultValues[I]>) => string;
} = {
  'lesson-file-empty': ({ key }) => `the file says nothing; begin it with \`${key}\`.`,
  'lesson-number-wrong': ({ text, least, most }) => `"${text}" should be a number from ${least} to ${most}.`,
  'lesson-choice-wrong': ({ text, known, nearest }) =>
    `"${text}" is none of: ${known}.${nearest === '' ? '' : ` Did you mean "${nearest}"?`}`,
  'lesson-node-unknown': ({ name, known }) =>
    `there is no node "${name}" in this cluster; there are: ${known}.`,
  'lesson-placeholder-wrong': ({ placeholder }) =>
    `${placeholder} is filled in with nothing: name a node (\${A}, \${A.port}), \${slot:KEY}, \${crc:KEY}, \${owner:KEY}, \${key-in:SLOT} or \${reply}; a plain "\${" is written "$\${".`,
  'lesson-masters-few': ({ nodes, replicas }) =>
    `${nodes} nodes with ${replicas} replicas for each master are fewer than 3 masters; give it more nodes, or fewer replicas.`,
  'lesson-steps-empty': () => 'a lesson has at least one step; add `- id: first` with what it does.',
  'lesson-id-wrong': ({ id }) =>
    `"${id}" is no name for a step; use up to 40 letters (a-z), digits and "-", a letter first.`,
  'lesson-id-doubled': ({ id, firstLine }) =>
    `the step of line ${firstLine} is "${id}" already; each needs a name of its own.`,
  'lesson-step-unknown': ({ id, nearest }) =>
    `lesson.yaml has no step "${id}"${nearest === '' ? '; leave its texts out, or add the step.' : `; did you mean "${nearest}"?`}`,
  'lesson-texts-missing': ({ id }) => `the step "${id}" says nothing; add it with at least \`say: …\`.`,
  'lesson-narration-missing': () => 'the lesson says nothing; write en.yaml or zh.yaml, or both.',
  'lesson-line-wrong': ({ line, problem }) => `"${line}" ${LINES[problem]}.`,
  'lesson-key-foreign': ({ key }) =>
    `the key "${key}" is not the lesson's; add it to "keys", so that it is deleted in the end.`,
  'lesson-needs-own': ({ what, text }) =>
    `${NEEDS[what](text)}: the lesson needs a cluster of its own; add \`own: true\` to "cluster".`,
  'lesson-options-few': () => 'a question has at least two options.',
  'lesson-option-doubled': ({ option }) => `the option "${option}" is there twice.`,
  'lesson-option-unknown': ({ option, known }) =>
    `lesson.yaml has no option "${option}" in this step; it has: ${known}.`,
  'lesson-fact-not-offered': ({ fact, value, options }) =>
    `the ${fact} should be "${value}", but nobody can choose that: the options are ${options}.`,
  'lesson-line-missing': ({ key }) => `"${key}" is about a line, and there is none; add \`type: …\`.`,
  'lesson-too-much': ({ keys }) => `a step does one thing, and this has ${keys}; make steps of them.`,
  'lesson-check-kind': ({ known }) => `the first key of a check says what is checked: ${known}.`,
  'lesson-show-missing': ({ file }) => `the lesson's folder has no file "${file}".`,
  'lesson-text-unused': ({ key, needs }) =>
    `nobody gets to see "${key}": lesson.yaml has no "${needs}" in this step.`,
};
