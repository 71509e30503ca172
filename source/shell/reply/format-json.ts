import type { Reply } from '../../redis/reply.ts';
import { repr, slices } from './quote-bytes.ts';
import { type Pending, type ScalarReply, walkReply, withBetween } from './walk-reply.ts';

/** `json`: text as it came; `quoted-json`: ASCII alone, each string as redis-cli quotes it on a terminal. */
export type JsonStyle = 'json' | 'quoted-json';

/** All that is not itself in a JSON string, of texts with one character a byte. */
const NEEDS_ESCAPE = /[^ !#-[\]-\xff]/;
const EACH_ESCAPE = new RegExp(NEEDS_ESCAPE, 'g');
/** What JSON takes for a number; RESP takes more. */
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/**
 * A reply as redis-cli prints it with `--json` and `--quoted-json`, without the line end after it. Latin-1 texts.
 * It is JSON always, where redis-cli 7.0 forgets to be: an error is `{"error":"ERR …"}` (there `error:"ERR …"`), `inf` and `nan` are
 * strings, a quote inside a quoted string is escaped, and a big number is a string of its digits (there the end of the program).
 * Bytes that are no UTF-8 are no JSON text: `quoted-json` has a form for them.
 */
export function jsonTexts(root: Reply, style: JsonStyle): Generator<string> {
  return walkReply(root, {
    list: listed,
    map: paired,
    key: key => keyTexts(key, style),
    scalar: reply => scalarTexts(reply, style),
  });
}

function* listed(items: readonly Reply[]): Generator<Pending> {
  yield '[';
  yield* withBetween(items, ',');
  yield ']';
}

function* paired(entries: readonly [Reply, Reply][]): Generator<Pending> {
  yield '{';
  for (const [index, [key, value]] of entries.entries()) {
    if (index > 0) yield ',';
    yield { key };
    yield ':';
    yield value;
  }
  yield '}';
}

/** JSON has strings for keys alone: any other reply's JSON, as a string. */
function* keyTexts(key: Reply, style: JsonStyle): Generator<string> {
  if (key.type === 'error' || key.type === 'bulk-error') {
    yield* stringTexts(key.value, style);
    return;
  }
  const text = [...jsonTexts(key, style)].join('');
  yield text.startsWith('"') ? text : `"${escapeText(text)}"`;
}

function* scalarTexts(reply: ScalarReply, style: JsonStyle): Generator<string> {
  switch (reply.type) {
    case 'nil':
    case 'nil-array':
      yield 'null';
      return;
    case 'boolean':
      yield reply.value ? 'true' : 'false';
      return;
    case 'integer':
    case 'double':
      yield NUMBER.test(reply.value) ? reply.value : `"${reply.value}"`;
      return;
    case 'big-number':
      yield `"${reply.value}"`;
      return;
    case 'error':
    case 'bulk-error':
      yield '{"error":';
      yield* stringTexts(reply.value, style);
      yield '}';
      return;
    default:
      yield* stringTexts(reply.value, style);
  }
}

function* stringTexts(bytes: Buffer, style: JsonStyle): Generator<string> {
  yield '"';
  for (const text of style === 'json' ? slices(bytes) : repr(bytes)) yield escapeText(text);
  yield '"';
}

const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text.replace(
    EACH_ESCAPE,
    character => NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
