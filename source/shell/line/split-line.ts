/** One argument of a line: its bytes as sent to the server, and where it stood in the line, quotes included. */
export interface LineArgument {
  bytes: Buffer;
  /** Index of its first character in the line. */
  start: number;
  /** Index after its last character. */
  end: number;
}

/** A line as redis-cli splits it. */
export type SplitLine =
  | { ok: true; args: readonly LineArgument[] }
  /** Where redis-cli says `Invalid argument(s)`. `args` holds what could be told, the open one last; `at` is the quote at fault. */
  | { ok: false; problem: 'unbalanced-quotes'; at: number; args: readonly LineArgument[] };

/** What `isspace` skips before an argument, in the C locale. */
const LEADING_BLANK = /[ \t\n\v\f\r]/;
// What means only itself, to be passed in one go: a pasted value may have megabytes.
/** Outside quotes. Fewer characters end an argument than are skipped before one, so that `a\vb` is one argument. */
const PLAIN = /[^ \t\n\r"']*/y;
const PLAIN_IN_QUOTES = { '"': /[^"\\]*/y, "'": /[^'\\]*/y } as const;
const HEX_ESCAPE = /\\x([0-9a-fA-F]{2})/y;
const NAMED_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };

/**
 * Splits a line into arguments exactly as redis-cli does (`sdssplitargs` in Redis' sds.c):
 * `"…"` knows `\xHH \n \r \t \b \a` and takes any other `\c` as c; `'…'` knows only `\'`; quotes may open in mid-word,
 * and after a closing one there must be a blank or the end. A NUL ends the line, as it ends a C string.
 *
 * Text is encoded as UTF-8; a Buffer is taken byte by byte, and its positions are bytes. Never throws.
 */
export function splitLine(line: string | Buffer): SplitLine {
  const reader =
    typeof line === 'string'
      ? new LineReader(line, 'utf8')
      : new LineReader(line.toString('latin1'), 'latin1');
  return reader.read();
}

class LineReader {
  readonly #text: string;
  readonly #encoding: BufferEncoding;
  readonly #args: LineArgument[] = [];
  #at = 0;
  #chunks: Buffer[] = [];

  constructor(text: string, encoding: BufferEncoding) {
    const end = text.indexOf('\0');
    this.#text = end === -1 ? text : text.slice(0, end);
    this.#encoding = encoding;
  }

  read(): SplitLine {
    for (;;) {
      while (LEADING_BLANK.test(this.#text[this.#at] ?? '')) this.#at++;
      if (this.#at >= this.#text.length) return { ok: true, args: this.#args };
      const start = this.#at;
      this.#chunks = [];
      const fault = this.#readArgument();
      this.#args.push({ bytes: Buffer.concat(this.#chunks), start, end: this.#at });
      if (fault !== undefined) {
        return { ok: false, problem: 'unbalanced-quotes', at: fault, args: this.#args };
      }
    }
  }

  /** Reads one argument; returns where the quote at fault is, if there is one. */
  #readArgument(): number | undefined {
    const from = this.#at;
    this.#pass(PLAIN);
    this.#take(from, this.#at);
    const next = this.#text[this.#at];
    return next === '"' || next === "'" ? this.#readQuoted(next) : undefined;
  }

  /** Reads from an opening quote to its closing one, which always ends the argument. */
  #readQuoted(quote: '"' | "'"): number | undefined {
    const opening = this.#at++;
    let from = this.#at;
    for (;;) {
      this.#pass(PLAIN_IN_QUOTES[quote]);
      const character = this.#text[this.#at];
      if (character === undefined) break;
      if (character === '\\') {
        this.#take(from, this.#at);
        from = quote === '"' ? this.#readEscape() : this.#readEscapedApostrophe();
      } else {
        this.#take(from, this.#at);
        const closing = this.#at++;
        const next = this.#text[this.#at];
        return next === undefined || LEADING_BLANK.test(next) ? undefined : closing;
      }
    }
    this.#take(from, this.#at);
    return opening;
  }

  /** Stands on a backslash inside `"…"`; returns where ordinary text goes on. */
  #readEscape(): number {
    HEX_ESCAPE.lastIndex = this.#at;
    const hex = HEX_ESCAPE.exec(this.#text)?.[1];
    if (hex !== undefined) {
      this.#chunks.push(Buffer.from(hex, 'hex'));
      this.#at += 4;
      return this.#at;
    }
    const escaped = this.#text[this.#at + 1];
    const meant = escaped === undefined ? undefined : NAMED_ESCAPES[escaped];
    if (meant !== undefined) {
      this.#chunks.push(Buffer.from(meant));
      this.#at += 2;
      return this.#at;
    }
    // `\c` is c, whatever c is: the backslash goes, c stays as text. A backslash that ends the line stands for itself.
    const kept = escaped === undefined ? this.#at : this.#at + 1;
    this.#at += escaped === undefined ? 1 : 2;
    return kept;
  }

  /** Stands on a backslash inside `'…'`, where only `\'` means anything; returns where ordinary text goes on. */
  #readEscapedApostrophe(): number {
    const kept = this.#text[this.#at + 1] === "'" ? this.#at + 1 : this.#at;
    this.#at = kept + 1;
    return kept;
  }

  /** Goes on behind what the expression matches here; it is sticky and matches nothing, too. */
  #pass(expression: RegExp): void {
    expression.lastIndex = this.#at;
    expression.test(this.#text);
    this.#at = expression.lastIndex;
  }

  #take(from: number, to: number): void {
    if (to > from) this.#chunks.push(Buffer.from(this.#text.slice(from, to), this.#encoding));
  }
}
