import { hashTag } from '../../cluster/key-slot.ts';

/** What parts of a key's name are set apart with. */
const SEPARATOR = /[:./|_-]/;

/**
 * Names for keys of different slots that would be in one: a hash tag made of the first key's tag, else of the beginning that
 * all have in common (`order:1 order:2` → `{order}:1 {order}:2`), else of the whole first key (`a b` → `a {a}:b`: a key without
 * a tag is hashed whole, so it can keep its name).
 * @returns undefined where a name would not be readable, or could not hold a tag
 */
export function cureCrossSlot(names: readonly string[]): readonly string[] | undefined {
  const [first = ''] = names;
  if (names.some(name => name === '' || name.includes('\ufffd'))) return undefined;
  const tag = tagOf(first) ?? commonStart(names) ?? first;
  if (tag === first && /[{}]/.test(first)) return undefined;
  return names.map(name => withTag(name, tag));
}

/** The hash tag's inside. */
function tagOf(name: string): string | undefined {
  const bytes = Buffer.from(name);
  const found = hashTag(bytes);
  return found && bytes.toString('utf8', found.start, found.end);
}

/** The longest beginning that all names share, up to a separator or a name's end. */
function commonStart(names: readonly string[]): string | undefined {
  const [first = '', ...others] = names;
  let length = 0;
  while (length < first.length && others.every(name => name[length] === first[length])) length++;
  const isWhole = (at: number) => names.every(name => name.length === at || SEPARATOR.test(name[at] ?? ''));
  while (length > 0 && !isWhole(length)) length--;
  const start = first.slice(0, length);
  return start === '' || /[{}]/.test(start) ? undefined : start;
}

function withTag(name: string, tag: string): string {
  if (name === tag || tagOf(name) === tag) return name;
  const bare = name.replace(/[{}]/g, '');
  const rest = bare.slice(tag.length);
  return bare.startsWith(tag) && SEPARATOR.test(rest[0] ?? '') ? `{${tag}}${rest}` : `{${tag}}:${bare}`;
}
