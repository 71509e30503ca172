import type { Check, Expectation, Narration } from './lesson.ts';
import { type Filling, fill } from './placeholders.ts';

/** Every text of a narration filled in; `${reply}` stays, where there is none. */
export function fillNarration(narration: Narration, filling: Filling): Narration {
  return fillDeep(narration, text => fill(text, filling));
}

export function fillExpectation(expectation: Expectation, filling: Filling): Expectation {
  return fillDeep(expectation, text => fill(text, filling));
}

export function fillCheck(check: Check, filling: Filling): Check {
  return fillDeep(check, text => fill(text, filling));
}

/** The same value with every text changed. */
function fillDeep<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map(item => fillDeep(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillDeep(inner, change)])) as T;
}
