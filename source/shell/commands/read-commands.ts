import type { PlainReply } from '../../cluster/node-client.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import { plainReply } from '../../redis/plain-reply.ts';
import { commandWords } from './command-words.ts';

/** A command as the server itself describes it (redis.io/docs/latest/commands/command). */
export interface CommandInfo {
  /** In lower case; a subcommand has its container's before it: `config|set`. */
  name: string;
  /** Words, the name counted; negative: at least so many. */
  arity: number;
  /** `write`, `readonly`, `admin`, `blocking`, `pubsub`, `noscript`, `movablekeys` … */
  flags: ReadonlySet<string>;
  /** ACL categories without their `@`: `dangerous`, `keyspace`, `slow` … */
  categories: ReadonlySet<string>;
  /** `request_policy:all_shards`, `nondeterministic_output` …; none before Redis 7.0. */
  tips: readonly string[];
  /** Where its keys are; with the flag `movablekeys` and none of them, or fewer than there are, only the server knows. */
  keySpecs: readonly KeySpec[];
  /** By their own name: `set` for `config|set`; none before Redis 7.0. */
  subcommands: ReadonlyMap<string, CommandInfo>;
}

/** Where some of a command's keys begin, and how many there are (redis.io/docs/latest/develop/reference/key-specs). */
export interface KeySpec {
  /** `RO`, `RW`, `OW`, `RM`, `access`, `not_key`, `incomplete`, `variable_flags` … */
  flags: ReadonlySet<string>;
  begin: { type: 'index'; index: number } | { type: 'keyword'; keyword: string; from: number } | Unknown;
  find:
    | { type: 'range'; last: number; step: number; limit: number }
    | { type: 'keynum'; count: number; first: number; step: number }
    | Unknown;
}

/** The server cannot say it, or says it in a way of a later version. */
interface Unknown {
  type: 'unknown';
}

/** All commands of a server by name, in lower case. */
export type CommandTable = ReadonlyMap<string, CommandInfo>;

/**
 * Asks a server for all its commands, modules' too.
 * @returns undefined when it will not say (an ACL user without COMMAND)
 * @throws {Failure} when the connection ends
 */
export async function readCommands(connection: NodeConnection): Promise<CommandTable | undefined> {
  const { reply } = await connection.send(['COMMAND']);
  return reply.type === 'array' ? tableOf(plainReply(reply)) : undefined;
}

/** The info about what a line asks for: the subcommand's where there is one, else the command's. */
export function findCommand(table: CommandTable, args: readonly Buffer[]): CommandInfo | undefined {
  const [name = '', subcommand = ''] = commandWords(args, 2);
  const command = table.get(name);
  return command?.subcommands.get(subcommand) ?? command;
}

function tableOf(list: PlainReply): Map<string, CommandInfo> {
  return new Map(
    itemsOf(list)
      .map(entry => infoOf(entry))
      .map(info => [info.name, info]),
  );
}

function infoOf(entry: PlainReply): CommandInfo {
  const [name, arity, flags, first, last, step, categories, ...newer] = itemsOf(entry);
  const [tips, specs, subcommands] = newer;
  return {
    name: textOf(name).toLowerCase(),
    arity: Number(arity),
    flags: new Set(itemsOf(flags).map(textOf)),
    categories: new Set(itemsOf(categories).map(category => textOf(category).replace(/^@/, ''))),
    tips: itemsOf(tips).map(textOf),
    keySpecs:
      newer.length > 0 ? itemsOf(specs).map(specOf) : fixedSpecs(Number(first), Number(last), Number(step)),
    subcommands: new Map(
      [...tableOf(subcommands ?? null)].map(([whole, info]) => [whole.slice(whole.indexOf('|') + 1), info]),
    ),
  };
}

/** What servers before Redis 7.0 say: the places of a first and a last key, without a word on subcommands and keys that move. */
function fixedSpecs(first: number, last: number, step: number): KeySpec[] {
  const flags = new Set(['incomplete']);
  if (first === 0) return [{ flags, begin: { type: 'unknown' }, find: { type: 'unknown' } }];
  const find = { type: 'range', last: last < 0 ? last : last - first, step, limit: 0 } as const;
  return [{ flags, begin: { type: 'index', index: first }, find }];
}

function specOf(spec: PlainReply): KeySpec {
  const parts = pairsOf(spec);
  return {
    flags: new Set(itemsOf(parts.get('flags') ?? null).map(textOf)),
    begin: beginOf(pairsOf(parts.get('begin_search') ?? null)),
    find: findOf(pairsOf(parts.get('find_keys') ?? null)),
  };
}

function beginOf(search: ReadonlyMap<string, PlainReply>): KeySpec['begin'] {
  const spec = pairsOf(search.get('spec') ?? null);
  switch (search.get('type')) {
    case 'index':
      return { type: 'index', index: Number(spec.get('index')) };
    case 'keyword':
      return {
        ...{ type: 'keyword', keyword: textOf(spec.get('keyword')).toLowerCase() },
        from: Number(spec.get('startfrom')),
      };
    default:
      return { type: 'unknown' };
  }
}

function findOf(search: ReadonlyMap<string, PlainReply>): KeySpec['find'] {
  const spec = pairsOf(search.get('spec') ?? null);
  const number = (name: string) => Number(spec.get(name));
  switch (search.get('type')) {
    case 'range':
      return { type: 'range', last: number('lastkey'), step: number('keystep'), limit: number('limit') };
    case 'keynum':
      return {
        ...{ type: 'keynum', count: number('keynumidx') },
        ...{ first: number('firstkey'), step: number('keystep') },
      };
    default:
      return { type: 'unknown' };
  }
}

/** A flat list of names and values: what a map is in RESP2. */
function pairsOf(list: PlainReply): Map<string, PlainReply> {
  const items = itemsOf(list);
  const pairs = new Map<string, PlainReply>();
  for (let at = 0; at + 1 < items.length; at += 2) pairs.set(textOf(items[at]), items[at + 1] ?? null);
  return pairs;
}

function itemsOf(plain: PlainReply | undefined): readonly PlainReply[] {
  return Array.isArray(plain) ? plain : [];
}

function textOf(plain: PlainReply | undefined): string {
  return typeof plain === 'string' ? plain : '';
}
