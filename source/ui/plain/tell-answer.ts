import type { Words } from '../../words/words.ts';
import { escapeText } from '../escape-text.ts';

/** An answer as plain lines tell it, escaped: `yes`, a choice, or that a secret was given. */
export function tellAnswer(answer: string, words: Words): string {
  const answers: Readonly<Record<string, string>> = words.plain.answers;
  return Object.hasOwn(answers, answer) ? (answers[answer] ?? '') : escapeText(answer);
}
