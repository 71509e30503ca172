import { isSeq } from 'yaml';
import type { RedisDirective } from './cluster-spec.ts';
import { whyOwned } from './owned-directives.ts';
import { splitArguments } from './redis-arguments.ts';
import type { Entry, Value, ValueReader } from './value-reader.ts';

/**
 * Reads `redis:`: each value is what would stand behind the name in redis.conf (`save: 3600 1`, `save: ""`);
 * a list is the directive once for each item. Names become lower case, as Redis does not tell them apart.
 */
export function readDirectives(reader: ValueReader, value: Value): RedisDirective[] {
  const directives: RedisDirective[] = [];
  const firsts = new Map<string, Entry>();
  // With everything below it commented out, `redis:` is there and says nothing.
  for (const entry of (value.node === null ? undefined : reader.map(value))?.values() ?? []) {
    const name = entry.name.toLowerCase();
    const first = firsts.get(name);
    if (!/^[a-z][a-z0-9-]*$/.test(name)) {
      reader.fault('directive-name-wrong', entry.key, { name: entry.name });
      continue;
    }
    if (first) {
      reader.fault('key-doubled', entry.key, { key: entry.name, firstLine: reader.line(first.key) });
      continue;
    }
    firsts.set(name, entry);
    for (const line of isSeq(entry.node) ? reader.items(entry) : [entry]) {
      const directive = readDirective(reader, name, line);
      if (directive) directives.push(directive);
    }
  }
  return directives;
}

function readDirective(reader: ValueReader, name: string, value: Value): RedisDirective | undefined {
  const text = reader.anyText(value);
  // A value that was only spaces, or `""`, is one empty argument: `save ""`.
  if (text === undefined) return undefined;
  if (text !== '' && reader.text(value) === undefined) return undefined;
  const args = splitArguments(text);
  if (!args) return reader.fault('directive-quotes', value, { text });
  const directive = { name, args: args.length === 0 ? [''] : args };
  const reason = whyOwned(directive);
  if (reason) return reader.fault('directive-owned', value, { name, reason });
  return directive;
}
