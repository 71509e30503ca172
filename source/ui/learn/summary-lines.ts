import type { Lesson, Narration } from '../../lessons/lesson.ts';
import type { Foretold } from '../../lessons/stage.ts';
import type { Words } from '../../words/words.ts';
import { type Line, span } from '../components/line.ts';
import { padText, textWidth } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import type { TranscriptLine } from '../shell/transcript/transcript-line.ts';
import { markOf, type OptionTexts } from './foretold-lines.ts';
import { joinLines } from './shows.ts';

/** The predictions of a lesson: the turn each was about, what was said, and what was true; nothing where nobody foretold anything. */
export function summaryLines(
  foretold: readonly Foretold[],
  { lesson, narration }: { lesson: Lesson; narration: Narration },
  textOf: OptionTexts,
  { lessonScreen: { end, asks } }: Words,
): TranscriptLine[] {
  if (foretold.every(({ chosen }) => chosen === undefined)) return [];
  const right = foretold.filter(({ isRight }) => isRight).length;
  const numbers = foretold.map(({ step }) => String(lesson.steps.findIndex(({ id }) => id === step) + 1));
  const widest = Math.max(...numbers.map(textWidth));
  const rows = foretold.map(({ step, of, chosen, truth, isRight }, at): TranscriptLine => {
    const is = escapeText(textOf(step, truth));
    const said = chosen === undefined ? undefined : escapeText(textOf(step, chosen));
    const answer = said === undefined ? end.passed(is) : isRight ? is : end.wrong(said, is);
    const mark = markOf(said === undefined ? 'unsaid' : isRight ? 'right' : 'wrong');
    const asked = escapeText(joinLines(narration.steps[step]?.ask ?? asks[of]));
    return {
      left: [...mark, span('dim', `${padText(numbers[at] ?? '', widest, 'right')}  `)],
      prose: { text: `${asked}  ${answer}` },
    };
  });
  const title: Line = [span('strong', ` ${end.foretold(right, foretold.length)}`)];
  return [{ left: [] }, { left: title }, ...rows];
}
