import type { Narration } from '../../lessons/lesson.ts';
import type { LessonEvent, PredictionQuestion } from '../../lessons/stage.ts';
import type { Words } from '../../words/words.ts';
import { type Line, lineText } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import type { TranscriptLine } from '../shell/transcript/transcript-line.ts';
import { describeCheck } from './describe-check.ts';
import { type OptionTexts, tellForetold } from './foretold-lines.ts';
import { narrationLines } from './narration-lines.ts';
import { nameNode, tellLesson } from './tell-lesson.ts';

/** Columns of a lesson's texts, where nobody sees how wide the terminal is. */
const COLUMNS = 80;

/** What a lesson tells as plain lines, for pipes and logs: no colours, everything escaped. Hops and replies are not among them. */
export function plainLessonLines(
  event: LessonEvent,
  words: Words,
  { narration, textOf }: { narration?: Narration; textOf: OptionTexts },
): string[] {
  const { lessonScreen: texts } = words;
  switch (event.type) {
    case 'cluster-making':
      return [texts.making(event.nodes, event.joined)];
    case 'cluster-ready':
      return event.nodes.map(node => `  ${nameNode(node)}   ${escapeText(node.slots)}`.trimEnd());
    case 'lesson-started':
      return ['', texts.lesson(escapeText(event.title))];
    case 'step-started':
      return ['', `--- ${texts.place(event.at, event.of)}`];
    case 'said':
      return proseLines(event.text);
    case 'prompt-moved':
      return [texts.promptOn(nameNode(event.node))];
    case 'foretold':
      return [rowText(tellForetold(event, textOf, words))];
    case 'held':
      return [` ✓ ${describeCheck(event.check, words)}`];
    case 'lesson-finished':
      return event.outcome === 'done' && narration
        ? [...proseLines(narration.end), '', texts.end.done(escapeText(narration.title))]
        : [];
    default:
      return tellLesson(event, words).map(rowText);
  }
}

/** A question and what can be said, when there is nobody to ask. */
export function plainQuestionLines({ ask, of, options }: PredictionQuestion, words: Words): string[] {
  const question = ask ?? words.lessonScreen.asks[of];
  const listed = options.map(({ text }, at) => `  ${at + 1}  ${escapeText(text)}`);
  return [...proseLines(question), ...listed];
}

/** A text of a lesson as paragraphs. */
function proseLines(text: string): string[] {
  const rows = narrationLines(text, { width: COLUMNS, hasColour: false, isLinear: true }).map(rowText);
  // An empty row before it is enough.
  return rows.slice(0, -1);
}

function rowText({ left, prose }: TranscriptLine): string {
  const row: Line = [...(left ?? []), ...(prose ? [prose] : [])];
  return lineText(row).trimEnd();
}
