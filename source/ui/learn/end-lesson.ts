import type { QuizQuestion } from '../../lessons/lesson.ts';
import type { LessonResult, Scene } from '../../lessons/stage.ts';
import type { Words } from '../../words/words.ts';
import { span } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import type { Desk } from './desk.ts';
import { markOf, type OptionTexts } from './foretold-lines.ts';
import type { Pace } from './pace.ts';
import { joinLines } from './shows.ts';
import { summaryLines } from './summary-lines.ts';

/** The lesson to go on with. */
export interface NextLesson {
  title: string;
  /** What plays it. */
  command: string;
}

export interface EndOptions {
  desk: Desk;
  pace: Pace;
  words: Words;
  textOf: OptionTexts;
  next?: NextLesson;
}

/** The end of a lesson that was done: what was foretold, what was learnt, its questions, and what comes next. */
export async function endLesson(result: LessonResult, scene: Scene, options: EndOptions): Promise<void> {
  const { desk, pace, words, textOf, next } = options;
  const { end, does } = words.lessonScreen;
  const { narration } = scene;
  pace.begin?.(desk);
  desk.print(summaryLines(result.foretold, scene, textOf, words));
  desk.narrate(narration.end, [[span('strong', end.learnt)]]);
  await pace.afterText?.(narration.end, desk);
  for (const [at, question] of narration.quiz.entries()) {
    await askQuestion(question, end.quiz(at + 1, narration.quiz.length), options);
  }
  desk.print([
    { left: [...markOf('right'), span('strong', end.done(escapeText(narration.title)))] },
    ...(next
      ? [{ left: [{ text: '   ' }], prose: span('dim', end.next(escapeText(next.title), next.command)) }]
      : []),
  ]);
  await pace.goOn(desk, { isTold: true, does: does.leave });
}

async function askQuestion(
  { ask, options, answer, because }: QuizQuestion,
  title: string,
  { desk, pace, words }: EndOptions,
): Promise<void> {
  const { end, does } = words.lessonScreen;
  if (pace.isShown) await pace.goOn(desk, { isTold: true, does: does.goOn });
  pace.begin?.(desk);
  const chosen = await pace.ask({ title, ask, options }, desk);
  const right = escapeText(joinLines(options[answer - 1] ?? ''));
  const isRight = chosen === answer - 1;
  const mark = markOf(chosen === undefined ? 'unsaid' : isRight ? 'right' : 'wrong');
  const verdict = isRight ? end.rightAnswer : end.wrongAnswer(right);
  desk.print([{ left: mark, prose: { text: verdict, role: isRight ? 'ok' : 'plain' } }]);
  desk.narrate(because);
  await pace.afterText?.(because, desk);
}
