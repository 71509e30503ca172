import type { Words } from '../../words/words.ts';
import { type Line, line, span, wrapSpan } from '../components/line.ts';
import { questionLines, questionSentence } from './question-lines.ts';
import { layoutScreen } from './screen-layout.ts';
import type { ScreenState } from './screen-state.ts';

/** A question as it stands in the body: what it is about scrolls where it is too long, the sentence always stays. */
export interface QuestionPage {
  /** All rows of what it is about. */
  about: readonly Line[];
  /** How many of them are shown at once. */
  height: number;
  sentence: readonly Line[];
}

/** Title, the rows around what the question is about, and the answers. */
const rowsAround = 4;

/** The question that waits; nothing when none does. */
export function questionPage({ setup, size }: ScreenState, words: Words): QuestionPage | undefined {
  if (!setup.question) return undefined;
  const { width, bodyHeight } = layoutScreen(size);
  const text = questionSentence(setup.question, words);
  const sentence = text === '' ? [] : wrapSpan(span('strong', text), width - 2);
  return {
    about: questionLines(setup.question, words, width - 2).map(row => line(' ', ...row)),
    height: Math.max(1, bodyHeight - sentence.length - rowsAround),
    sentence: sentence.map(row => line(' ', ...row)),
  };
}

/** The furthest a question can be scrolled; 0 where all of it is in sight. */
export function lastQuestionScroll(state: ScreenState, words: Words): number {
  const page = questionPage(state, words);
  return page ? Math.max(0, page.about.length - page.height) : 0;
}
