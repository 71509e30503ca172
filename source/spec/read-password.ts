import type { PasswordSource } from './cluster-spec.ts';
import type { Entry, ValueReader } from './value-reader.ts';

/** The keys that say where the password comes from; at most one of them may be there. */
export const PASSWORD_KEYS = ['password', 'passwordEnv', 'passwordFile'] as const;

/** Reads the password's source; none of the keys: one will be generated. */
export function readPassword(
  reader: ValueReader,
  entries: ReadonlyMap<string, Entry>,
): PasswordSource | undefined {
  const given = PASSWORD_KEYS.flatMap(key => entries.get(key) ?? []).sort((a, b) => a.offset - b.offset);
  const [first, ...others] = given;
  if (!first) return { from: 'generated' };
  for (const other of others) {
    const firstLine = reader.line(first.key);
    reader.fault('password-twice', other.key, { key: other.name, first: first.name, firstLine });
  }
  const sources = given.map(entry => readSource(reader, entry));
  return others.length === 0 ? sources[0] : undefined;
}

function readSource(reader: ValueReader, entry: Entry): PasswordSource | undefined {
  if (entry.name === 'password') return readText(reader, entry);
  const text = reader.text(entry);
  if (text === undefined) return undefined;
  if (entry.name === 'passwordFile') return { from: 'file', path: text };
  const isName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
  return isName ? { from: 'env', name: text } : reader.fault('env-name-wrong', entry, { name: text });
}

/** Any characters but those that end a line, or a C string, on the way to a server. */
function readText(reader: ValueReader, entry: Entry): PasswordSource | undefined {
  const value = reader.anyText(entry);
  if (value === undefined) return undefined;
  if (value === '') return reader.fault('text-empty', entry, {});
  const bad = /[\n\r\0\p{Cs}]/u.test(value);
  return bad ? reader.fault('password-line-break', entry, {}) : { from: 'text', value };
}
