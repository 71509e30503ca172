import type { Words } from '../../words/words.ts';
import { escapeText } from '../escape-text.ts';

/** What is said beside a row, escaped: a stage of the forming and a way to a host have words of their own, anything else is text. */
export function tellDetail(detail: string, { setup }: Words): string {
  const known: Readonly<Record<string, string>> = { ...setup.stages, ...setup.ways };
  return Object.hasOwn(known, detail) ? (known[detail] ?? '') : escapeText(detail);
}
