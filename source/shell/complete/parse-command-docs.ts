import type { PlainReply } from '../../cluster/node-client.ts';
import { type CommandArgument, type CommandDoc, isTypable } from './command-docs.ts';

/** More of anything than this no server means well. */
const MOST_COMMANDS = 5_000;
const MOST_ARGUMENTS = 200;
const MOST_CHANGES = 50;
const DEEPEST = 12;
const LONGEST_TEXT = 2_000;

/**
 * The commands and subcommands in a reply to COMMAND DOCS, by name. What is not as documented is left out: a server may be
 * newer than this program, or no friend of it. Texts are as they came, not escaped.
 */
export function parseCommandDocs(reply: PlainReply): Map<string, CommandDoc> {
  const docs = new Map<string, CommandDoc>();
  collect(fieldsOf(reply), docs);
  return docs;
}

function collect(commands: ReadonlyMap<string, PlainReply>, docs: Map<string, CommandDoc>): void {
  for (const [key, value] of commands) {
    const name = key.toLowerCase().replace('|', ' ');
    if (docs.size >= MOST_COMMANDS) return;
    const fields = fieldsOf(value);
    docs.set(name, readDoc(name, fields));
    const subcommands = fieldsOf(fields.get('subcommands') ?? null);
    if (!name.includes(' ')) collect(subcommands, docs);
  }
}

function readDoc(name: string, fields: ReadonlyMap<string, PlainReply>): CommandDoc {
  const text = (field: string) => textOf(fields.get(field));
  const flags = listOf(fields.get('doc_flags')).map(String);
  const changes = listOf(fields.get('history')).slice(0, MOST_CHANGES).flatMap(readChange);
  const isDeprecated = flags.includes('deprecated');
  return {
    name,
    ...optional('summary', text('summary')),
    ...optional('since', text('since')),
    ...optional('group', text('group')),
    ...optional('complexity', text('complexity')),
    ...(isDeprecated && {
      deprecated: {
        ...optional('since', text('deprecated_since')),
        ...optional('instead', text('replaced_by')),
      },
    }),
    ...(changes.length > 0 && { history: changes }),
    arguments: readArguments(fields.get('arguments'), 0),
  };
}

/** `[version, change]`. */
function readChange(item: PlainReply): (readonly [string, string])[] {
  const [version, change] = listOf(item).map(textOf);
  return version !== undefined && change !== undefined ? [[version, change]] : [];
}

function readArguments(reply: PlainReply | undefined, depth: number): CommandArgument[] {
  if (depth > DEEPEST) return [];
  return listOf(reply)
    .slice(0, MOST_ARGUMENTS)
    .flatMap(item => readArgument(fieldsOf(item), depth));
}

function readArgument(fields: ReadonlyMap<string, PlainReply>, depth: number): CommandArgument[] {
  // A type of a later version is a value, too.
  const kind = kinds[textOf(fields.get('type')) ?? ''] ?? 'text';
  const name = textOf(fields.get('display_text')) ?? textOf(fields.get('name'));
  // MIGRATE's empty word, as one types it.
  const token = textOf(fields.get('token')) === '' ? '""' : textOf(fields.get('token'));
  if (name === undefined || (token === undefined ? kind === 'token' : !isTypable(token))) return [];
  const flags = listOf(fields.get('flags')).map(String);
  const parts =
    kind === 'choice' || kind === 'block' ? readArguments(fields.get('arguments'), depth + 1) : [];
  return [
    {
      ...{ name, kind },
      ...optional('token', token),
      ...(flags.includes('optional') && { optional: true }),
      ...(flags.includes('multiple') && { multiple: true }),
      ...(flags.includes('multiple_token') && { multiple: true, repeatsToken: true }),
      ...(parts.length > 0 && { parts }),
    },
  ];
}

const kinds: Readonly<Record<string, CommandArgument['kind']>> = {
  key: 'key',
  string: 'text',
  pattern: 'text',
  integer: 'integer',
  'unix-time': 'integer',
  double: 'double',
  'pure-token': 'token',
  oneof: 'choice',
  block: 'block',
};

/** A map of RESP3, or its flat list in RESP2. */
function fieldsOf(reply: PlainReply): Map<string, PlainReply> {
  const flat = listOf(reply);
  const fields = new Map<string, PlainReply>();
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [name, value] = [flat[at], flat[at + 1]];
    if (typeof name === 'string' && value !== undefined) fields.set(name, value);
  }
  return fields;
}

function listOf(reply: PlainReply | undefined): readonly PlainReply[] {
  return Array.isArray(reply) ? reply : [];
}

function textOf(reply: PlainReply | undefined): string | undefined {
  return typeof reply === 'string' ? reply.slice(0, LONGEST_TEXT) : undefined;
}

/** A field that is only there with a value. */
function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}
