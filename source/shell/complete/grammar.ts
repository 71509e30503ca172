import type { CommandArgument } from './command-docs.ts';

/** A word of a line, as the grammar has it. */
export interface GrammarWord {
  kind: 'word';
  /** The token, or the name of the value. */
  text: string;
  /** What it is: a word to be typed as it stands, or a value. */
  is: 'token' | 'key' | 'text' | 'integer' | 'double' | 'node' | 'command';
  /** What a token stands before: `seconds` of `EX seconds`. It follows in the grammar, too. */
  value?: Grammar;
}

/**
 * What may follow in a line. Plain data, and the same whether nothing of it is typed or some: what is left of a `Grammar`
 * after a word is a list of them again.
 */
export type Grammar =
  | GrammarWord
  | { kind: 'sequence'; parts: readonly Grammar[] }
  /** One of them. */
  | { kind: 'choice'; parts: readonly Grammar[] }
  /** Each of them once or not at all, in any order: servers read options so. */
  | { kind: 'options'; parts: readonly Grammar[] }
  /** Once or more often; not at all as well when `again`: it was there once. */
  | { kind: 'repeat'; part: Grammar; again: boolean }
  /** A number, and then `part` so many times; `rest`: what may follow while the number is not typed. */
  | { kind: 'counted'; count: GrammarWord; part: Grammar; rest: Grammar }
  /** Exactly `times` times. */
  | { kind: 'times'; part: Grammar; times: number };

const compiled = new WeakMap<readonly CommandArgument[], Grammar>();

/** The grammar of a command's arguments; made once for each list. */
export function grammarOf(args: readonly CommandArgument[]): Grammar {
  const known = compiled.get(args);
  if (known) return known;
  const grammar = sequenceOf(args);
  compiled.set(args, grammar);
  return grammar;
}

function sequenceOf(args: readonly CommandArgument[]): Grammar {
  const parts: Grammar[] = [];
  let options: Grammar[] = [];
  const endOptions = () => {
    if (options.length > 0) parts.push({ kind: 'options', parts: options });
    options = [];
  };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (!arg) continue;
    const next = args[at + 1];
    if (next && isCountOf(arg, next)) {
      endOptions();
      const count = { kind: 'word', text: arg.name, is: 'integer' } as const;
      const rest: Grammar = next.optional ? { kind: 'options', parts: [partOf(next)] } : partOf(next);
      parts.push({ kind: 'counted', count, part: unitOf(next), rest });
      at += 1;
    } else if (arg.optional) {
      options.push(partOf(arg));
    } else {
      endOptions();
      parts.push(partOf(arg));
    }
  }
  endOptions();
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'sequence', parts };
}

/** `numkeys key [key …]`, `numfields field [field …]`: the docs say it by the name alone. */
function isCountOf(arg: CommandArgument, next: CommandArgument): boolean {
  const isNumber = arg.kind === 'integer' && arg.name.startsWith('num') && !arg.optional && !arg.token;
  return isNumber && next.multiple === true && next.token === undefined;
}

/** The argument as often as it may come, once at least. */
function partOf(arg: CommandArgument): Grammar {
  const unit = unitOf(arg);
  if (arg.token === undefined || arg.kind === 'token') return arg.multiple ? repeated(unit) : unit;
  const token: GrammarWord = { kind: 'word', text: arg.token, is: 'token', value: unit };
  if (!arg.multiple) return { kind: 'sequence', parts: [token, unit] };
  return arg.repeatsToken
    ? repeated({ kind: 'sequence', parts: [token, unit] })
    : { kind: 'sequence', parts: [token, repeated(unit)] };
}

function repeated(part: Grammar): Grammar {
  return { kind: 'repeat', part, again: false };
}

/** The argument once, without the token before it. */
function unitOf(arg: CommandArgument): Grammar {
  const { kind, name, token = name, parts = [] } = arg;
  switch (kind) {
    case 'choice':
      return { kind: 'choice', parts: parts.map(part => sequenceOf([part])) };
    case 'block':
      return sequenceOf(parts);
    case 'token':
      return { kind: 'word', text: token, is: 'token' };
    default:
      return { kind: 'word', text: name, is: kind };
  }
}
