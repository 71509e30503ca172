/** Why a line of a lesson is none that the shell would run. */
export type LessonLineProblem =
  | 'nothing'
  | 'unbalanced-quotes'
  | 'no-own'
  | 'no-target'
  | 'wrong-repeat'
  | 'streams';

/** What needs a cluster that was made for the lesson. */
export type NeedsOwn = 'act' | 'settings' | 'joined' | 'line';

/** What can be wrong in a lesson, beside what can be wrong in any YAML: `docs/lessons.md` says what is right. */
export interface LessonFaultValues {
  /** `key`: the first one that should be there. */
  'lesson-file-empty': { key: string };
  'lesson-number-wrong': { text: string; least: string; most: string };
  /** `nearest` is empty when none is near. */
  'lesson-choice-wrong': { text: string; known: string; nearest: string };
  'lesson-node-unknown': { name: string; known: string };
  'lesson-placeholder-wrong': { placeholder: string };
  'lesson-masters-few': { nodes: string; replicas: string };
  'lesson-steps-empty': Record<never, string>;
  'lesson-id-wrong': { id: string };
  'lesson-id-doubled': { id: string; firstLine: string };
  /** In a narration: texts of no step. */
  'lesson-step-unknown': { id: string; nearest: string };
  /** In a narration: a step has none. */
  'lesson-texts-missing': { id: string };
  'lesson-narration-missing': Record<never, string>;
  'lesson-line-wrong': { line: string; problem: LessonLineProblem };
  'lesson-key-foreign': { key: string };
  'lesson-needs-own': { what: NeedsOwn; text: string };
  'lesson-options-few': Record<never, string>;
  'lesson-option-doubled': { option: string };
  /** In a narration: words for an option that is none. */
  'lesson-option-unknown': { option: string; known: string };
  'lesson-fact-not-offered': { fact: string; value: string; options: string };
  'lesson-line-missing': { key: string };
  'lesson-too-much': { keys: string };
  'lesson-check-kind': { known: string };
  'lesson-show-missing': { file: string };
  /** In a narration: a text that nothing asks for. */
  'lesson-text-unused': { key: string; needs: string };
}
