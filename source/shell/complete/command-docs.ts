/** One argument in the grammar of a command, as COMMAND DOCS tells it (redis.io/docs/latest/commands/command-docs). */
export interface CommandArgument {
  /** As it is shown: `key`, `seconds`. */
  name: string;
  /**
   * `token`: a word that is typed as it is. `choice`: one of `parts`. `block`: all of `parts`.
   * `node` and `command` occur only in the shell's own commands.
   */
  kind: 'key' | 'text' | 'integer' | 'double' | 'token' | 'choice' | 'block' | 'node' | 'command';
  /** The word itself, or the word before the value: `EX` of `EX seconds`. */
  token?: string;
  optional?: boolean;
  /** May come several times. */
  multiple?: boolean;
  /** Each time with its token: `GET pattern GET pattern`. */
  repeatsToken?: boolean;
  parts?: readonly CommandArgument[];
}

/** A command or a subcommand of a server. */
export interface CommandDoc {
  /** In lower case, as it is typed: `set`, `cluster shards`. */
  name: string;
  summary?: string;
  /** The version that brought it. */
  since?: string;
  /** `string`, `sorted-set`, … */
  group?: string;
  complexity?: string;
  /** A deprecated one: since when, and what to use instead, as far as the server says. */
  deprecated?: { since?: string; instead?: string };
  /** What changed in which version. */
  history?: readonly (readonly [version: string, change: string])[];
  /** Not there: its arguments are not known. */
  arguments?: readonly CommandArgument[];
  /** `write`, `readonly`, `blocking`, …: COMMAND's flags. */
  flags?: readonly string[];
  /** `write`, `string`, …: its ACL categories. */
  categories?: readonly string[];
}

/** The commands that one server has. */
export interface CommandCatalogue {
  /** By name; a subcommand stands beside its command. */
  commands: ReadonlyMap<string, CommandDoc>;
  /** The names of the subcommands of each command that has any. */
  subcommands: ReadonlyMap<string, readonly string[]>;
}

/** Can this be put into a line as it is? Printable, in one piece; `""` is the empty word. */
export function isTypable(word: string): boolean {
  return /^(?:[!#-&(-[\]-~]+|"")$/.test(word);
}

/** A catalogue of these commands, in the order of their names; without those that nobody could type, whatever a server says. */
export function catalogueOf(docs: Iterable<CommandDoc>): CommandCatalogue {
  const typable = [...docs].filter(({ name }) => name.split(' ').every(isTypable));
  const sorted = typable.sort((a, b) => (a.name < b.name ? -1 : 1));
  const subcommands = new Map<string, string[]>();
  for (const { name } of sorted) {
    const [container = '', subcommand] = name.split(' ');
    if (subcommand === undefined) continue;
    const others = subcommands.get(container);
    if (others) others.push(name);
    else subcommands.set(container, [name]);
  }
  return { commands: new Map(sorted.map(doc => [doc.name, doc])), subcommands };
}

/** What is known of the command that typed words begin with, in any case: `CLUSTER SHARDS` before `CLUSTER`. */
export function findDoc({ commands }: CommandCatalogue, words: readonly string[]): CommandDoc | undefined {
  const [first = '', second] = words.map(word => word.toLowerCase());
  return (second === undefined ? undefined : commands.get(`${first} ${second}`)) ?? commands.get(first);
}
