import type { Words } from '../../words/words.ts';
import { escapeText } from '../escape-text.ts';

/** What is said beside a row, escaped: a stage of the forming has words of its own, anything else is text. */
export function tellDetail(detail: string, words: Words): string {
  const stages: Readonly<Record<string, string>> = words.setup.stages;
  return Object.hasOwn(stages, detail) ? (stages[detail] ?? '') : escapeText(detail);
}
