const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, a: 7 };
const encoder = new TextEncoder();

// As C's isspace() in redis-server: JavaScript's \s has more, and they may stand in a value.
const SPACE = '[ \\t\\n\\v\\f\\r]';
const LEADING_SPACE = new RegExp(`^${SPACE}+`);
// An argument: characters outside quotes, then at most one piece in quotes, then a space or the end.
const ARGUMENT = new RegExp(
  `^((?:(?!["']|${SPACE})[^])*)(?:"((?:[^"\\\\]|\\\\[^])*)"|'((?:\\\\'|\\\\(?!')|[^'\\\\])*)')?(?=${SPACE}|$)`,
);

/**
 * Splits a line as Redis splits one of redis.conf (`sdssplitargs`, sds.c): separated by white space,
 * `"…"` with `\xHH \n \r \t \b \a`, `'…'` with `\'` alone. Undefined where Redis would refuse the line:
 * a quote that is not closed, or has something right behind it; also where the bytes are not UTF-8.
 */
export function splitArguments(line: string): string[] | undefined {
  const args: string[] = [];
  let rest = line.replace(LEADING_SPACE, '');
  while (rest !== '') {
    const [word, plain = '', double, single] = ARGUMENT.exec(rest) ?? [];
    if (word === undefined) return undefined;
    const quoted = double === undefined ? (single ?? '').replaceAll("\\'", "'") : unescapeText(double);
    if (quoted === undefined) return undefined;
    args.push(plain + quoted);
    rest = rest.slice(word.length).replace(LEADING_SPACE, '');
  }
  return args;
}

/** An argument as it is written in redis.conf: bare where that is safe (so the guide's lines look like the guide's), quoted elsewhere. */
export function quoteArgument(argument: string): string {
  if (/^[\w.:/@%+,=*~^-]+$/.test(argument)) return argument;
  const escaped = argument.replace(/["\\]|[\p{Cc}\p{Zl}\p{Zp}]/gu, character => {
    if (character === '"' || character === '\\') return `\\${character}`;
    return [...encoder.encode(character)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  });
  return `"${escaped}"`;
}

/** The inside of `"…"`; escapes are bytes, and together they must be UTF-8. */
function unescapeText(text: string): string | undefined {
  const bytes: number[] = [];
  for (const [piece, hex, escaped] of text.matchAll(/\\x([0-9a-fA-F]{2})|\\(.)|[^\\]+/gsu)) {
    const byte = hex === undefined ? ESCAPES[escaped ?? ''] : Number.parseInt(hex, 16);
    if (byte !== undefined) bytes.push(byte);
    else bytes.push(...encoder.encode(escaped ?? piece));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
