import { nearestKey } from '../spec/nearest-key.ts';
import type { Entry, Value, ValueReader } from '../spec/value-reader.ts';

/** A whole number within bounds. */
export function readNumber(
  reader: ValueReader,
  value: Value,
  { least, most }: { least: number; most: number },
): number | undefined {
  const text = reader.text(value);
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  return reader.fault('lesson-number-wrong', value, { text, least: String(least), most: String(most) });
}

/** One of a few words. */
export function readChoice<C extends string>(
  reader: ValueReader,
  value: Value,
  known: readonly C[],
): C | undefined {
  const text = reader.text(value);
  if (text === undefined) return undefined;
  const choice = known.find(each => each === text);
  if (choice !== undefined) return choice;
  const nearest = nearestKey(text, known) ?? '';
  return reader.fault('lesson-choice-wrong', value, { text, known: known.join(', '), nearest });
}

/** `true` or `false`. */
export function readSwitch(reader: ValueReader, value: Value): boolean | undefined {
  const choice = readChoice(reader, value, ['true', 'false']);
  return choice === undefined ? undefined : choice === 'true';
}

/** A list of what `read` reads; an item that is wrong is left out. */
export function readList<T>(
  reader: ValueReader,
  value: Value,
  read: (item: Value) => T | undefined,
): T[] | undefined {
  if (value.node === undefined) return undefined;
  const items = [...reader.items(value)];
  if (items.length === 0) return reader.wrongType('list', value);
  return items.map(read).filter(item => item !== undefined);
}

/** A text of any number of lines, without control characters and halves of characters; not empty. */
export function readProse(reader: ValueReader, value: Value): string | undefined {
  const text = reader.anyText(value)?.trim();
  if (text === undefined) return undefined;
  if (text === '') return reader.fault('text-empty', value, {});
  const control = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.exec(text)?.[0];
  if (control === undefined) return text;
  const code = (control.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return reader.fault('text-control', value, { character: `U+${code}` });
}

/** What `read` makes of an entry, `otherwise` where there is none. */
export function readOr<T>(entry: Entry | undefined, otherwise: T, read: (entry: Entry) => T | undefined): T {
  return (entry && read(entry)) ?? otherwise;
}
