import type { Language } from '../words/language.ts';
import type { Lesson, Narration } from './lesson.ts';

/** What a lesson says in a language; in the one that it has, where that is another. A lesson that was read has one at least. */
export function narrationOf(
  { narrations }: Pick<Lesson, 'narrations'>,
  language: Language,
): Narration | undefined {
  return narrations[language] ?? Object.values(narrations)[0];
}
