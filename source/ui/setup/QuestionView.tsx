import type { Question } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { Lines } from '../components/Lines.tsx';
import { type Line, line, type Span, span, spreadLine } from '../components/line.ts';
import { questionPage } from './question-page.ts';
import type { SetupScreenProps } from './SetupScreen.tsx';
import { layoutScreen } from './screen-layout.ts';
import { answerChoices, currentStep, type ScreenState } from './screen-state.ts';
import { stepTitle } from './step-lines.ts';

/** A question over the whole body: what it is about, the sentence, and the answers or the field for a secret. */
export function QuestionView({ state, words, theme }: SetupScreenProps) {
  const { question } = state.setup;
  const page = questionPage(state, words);
  if (!question || !page) return null;
  const { width, bodyHeight } = layoutScreen(state.size);
  const { about, height, sentence } = page;
  const shown = about.slice(state.scroll, state.scroll + height);
  const step = currentStep(state.setup);
  const place =
    about.length > height
      ? words.setup.place(state.scroll + 1, state.scroll + shown.length, about.length)
      : step && stepTitle(step.id, state.setup.runtime, words);
  const title = spreadLine(
    line(' ', span('warn', '? '), span('strong', words.setup.questionTitles[question.kind])),
    line(span('dim', place ?? '')),
    width,
  );
  const answers = answerLine(state, question, words);
  return (
    <Lines
      width={width}
      lines={[title, [], ...shown, [], ...sentence, answers]}
      height={bodyHeight}
      theme={theme}
    />
  );
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
