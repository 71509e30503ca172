import type { Size } from '../components/open-screen.tsx';
import { emptyLine, type LineState } from '../editor/line-state.ts';
import { type Answers, isAsked, type QuestionId, questionIds } from './draft.ts';

/** Where the person is: at a question, or at the page that shows what they make together. */
export type WizardPlace = QuestionId | 'review';

export interface WizardState {
  size: Size;
  place: WizardPlace;
  answers: Answers;
  /** The answer being typed. */
  line: LineState;
  /** Which choice is marked, 0-based. */
  marked: number;
  /** What is wrong with the answer that was given, as sentences. */
  faults: readonly string[];
  /** First row of the review that is shown. */
  scroll: number;
  /** `back`: Esc at the first question, where the person came from; `left`: the program altogether. */
  ended?: 'finished' | 'left' | 'back';
}

export function freshWizard(size: Size): WizardState {
  return { size, place: 'hosts', answers: {}, line: emptyLine(), marked: 0, faults: [], scroll: 0 };
}

/** Values of a question that is answered by choosing. */
export const choicesOf: Readonly<Partial<Record<WizardPlace, readonly string[]>>> = {
  runtime: ['docker', 'process'],
  passwordFrom: ['generated', 'text'],
};

/** The places in their order, without the questions that mean nothing after the answers so far. */
export function placesOf(answers: Answers): WizardPlace[] {
  return [...questionIds.filter(id => isAsked(id, answers)), 'review'];
}
