import type { Narration } from '../../lessons/lesson.ts';
import type { Foretold } from '../../lessons/stage.ts';
import type { Words } from '../../words/words.ts';
import { type Line, span } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import type { TranscriptLine } from '../shell/transcript/transcript-line.ts';

/** Marks of an answer, told without colour too. */
const marks = { right: '✓', wrong: '✗', unsaid: '·' } as const;

/** How an option of a step's question reads in the lesson's words; not escaped. */
export type OptionTexts = (step: string, value: string) => string;

/** As far as the narration alone knows: an option with placeholders reads as it is. */
export function optionTextsOf(narration: Narration): OptionTexts {
  return (step, value) => narration.steps[step]?.options?.[value] ?? value;
}

/** What came of a prediction, at once. */
export function tellForetold(
  { step, chosen, truth, isRight }: Pick<Foretold, 'step' | 'chosen' | 'truth' | 'isRight'>,
  textOf: OptionTexts,
  { lessonScreen: texts }: Words,
): TranscriptLine {
  const is = escapeText(textOf(step, truth));
  if (chosen === undefined) return { left: markOf('unsaid'), prose: { text: texts.unsaid(is) } };
  if (isRight) return { left: markOf('right'), prose: { text: texts.right(is), role: 'ok' } };
  const said = escapeText(textOf(step, chosen));
  return { left: markOf('wrong'), prose: { text: texts.wrong(is, said), role: 'warn' } };
}

export function markOf(kind: keyof typeof marks): Line {
  const role = { right: 'ok', wrong: 'warn', unsaid: 'dim' } as const;
  return [span(role[kind], ` ${marks[kind]} `)];
}
