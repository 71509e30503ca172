import type { CommandArgument, CommandDoc } from '../complete/command-docs.ts';

/** How often an argument is written that may come several times and has keys. */
const TIMES = 2;

/**
 * The shortest call of a command that shows where its keys stand: what is optional is left out, and keys that may be
 * several are two. Undefined when its arguments are not known.
 * @param keyAt the name of the n-th key, 0-based
 */
export function sampleCall(doc: CommandDoc, keyAt: (index: number) => string): string[] | undefined {
  if (!doc.arguments) return undefined;
  const writer = new SampleWriter(keyAt);
  return [...doc.name.toUpperCase().split(' '), ...writer.writeAll(doc.arguments)];
}

class SampleWriter {
  readonly #keyAt: (index: number) => string;
  #keys = 0;
  #values = 0;

  constructor(keyAt: (index: number) => string) {
    this.#keyAt = keyAt;
  }

  writeAll(args: readonly CommandArgument[]): string[] {
    const isInStep = args.some(arg => arg.multiple && hasKey(arg));
    return args.flatMap((arg, index) => {
      const next = args[index + 1];
      if (isCount(arg) && next?.multiple) return [String(hasKey(next) ? TIMES : 1)];
      const isCounted = isCount(args[index - 1]) && arg.multiple;
      if (arg.optional && !(isCounted && hasKey(arg))) return [];
      return this.#writeOften(arg, arg.multiple && isInStep ? TIMES : 1);
    });
  }

  #writeOften(arg: CommandArgument, times: number): string[] {
    const token = arg.token !== undefined && arg.kind !== 'token' ? [arg.token] : [];
    const units = Array.from({ length: times }, () => this.#writeUnit(arg));
    return arg.repeatsToken ? units.flatMap(unit => [...token, ...unit]) : [...token, ...units.flat()];
  }

  #writeUnit({ kind, name, token = '', parts = [] }: CommandArgument): string[] {
    switch (kind) {
      case 'key':
        return [this.#keyAt(this.#keys++)];
      case 'token':
        return [token];
      case 'choice':
        return parts[0] ? this.#writeOften(parts[0], 1) : [];
      case 'block':
        return this.writeAll(parts);
      case 'integer':
      case 'double':
        return ['1'];
      default:
        return [name === 'value' ? String(++this.#values) : name.replace(/\s/g, '-')];
    }
  }
}

/** `numkeys` and its kin say how many of the next argument there are. */
function isCount(arg: CommandArgument | undefined): boolean {
  return arg?.kind === 'integer' && arg.name.startsWith('num') && !arg.optional && !arg.token;
}

function hasKey({ kind, parts = [] }: CommandArgument): boolean {
  return kind === 'key' || parts.some(hasKey);
}
