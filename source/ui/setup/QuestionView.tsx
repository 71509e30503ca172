import type { Question } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { Lines } from '../components/Lines.tsx';
import { type Line, line, type Span, span, spreadLine } from '../components/line.ts';
import { questionLines, questionSentence } from './question-lines.ts';
import type { SetupScreenProps } from './SetupScreen.tsx';
import { layoutScreen } from './screen-layout.ts';
import { answerChoices, currentStep, type ScreenState } from './screen-state.ts';
import { stepTitle } from './step-lines.ts';

/** A question over the whole body: what it is about, the sentence, and the answers or the field for a secret. */
export function QuestionView({ state, words, theme }: SetupScreenProps) {
  const { question } = state.setup;
  if (!question) return null;
  const { width, bodyHeight } = layoutScreen(state.size);
  const answers = [...sentenceLines(question, words), answerLine(state, question, words)];
  const about = questionLines(question, words, width - 2).map(row => line(' ', ...row));
  const step = currentStep(state.setup);
  const title = spreadLine(
    line(' ', span('warn', '? '), span('strong', words.setup.questionTitles[question.kind])),
    line(span('dim', step ? stepTitle(step.id, state.setup.runtime, words) : '')),
    width,
  );
  const room = Math.max(1, bodyHeight - answers.length - 3);
  const cut = about.length > room ? [...about.slice(0, room - 1), line(span('dim', ' …'))] : about;
  return (
    <Lines width={width} lines={[title, [], ...cut, [], ...answers]} height={bodyHeight} theme={theme} />
  );
}

function sentenceLines(question: Question, words: Words): Line[] {
  const sentence = questionSentence(question, words);
  return sentence === '' ? [] : [line(' ', span('strong', sentence))];
}

function answerLine(state: ScreenState, question: Question, words: Words): Line {
  if (question.kind === 'secret') {
    const dots = '•'.repeat(Math.min(32, [...state.secret.text].length));
    return line(
      ' ',
      span('accent', '› '),
      dots,
      span('strong', '▏'),
      ' ',
      span('dim', words.setup.secretHidden),
    );
  }
  const names: Readonly<Record<string, string>> = {
    ...words.setup.choices,
    yes: words.setup.yes,
    no: words.setup.no,
  };
  return line(
    ...answerChoices(question).flatMap(({ value }, index): Span[] => {
      const name = names[value] ?? value;
      return index === state.choice
        ? [{ text: ' ' }, span('accent', '› '), span('strong', name), { text: '  ' }]
        : [{ text: '   ' }, { text: name }, { text: '  ' }];
    }),
  );
}
