import { connectNode } from '../../../source/redis/connect-node.ts';
import { plainReply } from '../../../source/redis/plain-reply.ts';
import { readCommands } from '../../../source/shell/commands/read-commands.ts';
import type { CommandArgument } from '../../../source/shell/complete/command-docs.ts';
import { makeCatalogue } from '../../../source/shell/complete/make-catalogue.ts';
import { parseCommandDocs } from '../../../source/shell/complete/parse-command-docs.ts';
import type { RedisServer } from '../../support/redis-servers.ts';

/** What a real server says of its commands. */
export async function readServerDocs({ host, port }: RedisServer, protocol: 2 | 3 = 2) {
  const connection = await connectNode({ host, port }, { protocol });
  const [docs, table] = await Promise.all([connection.send(['COMMAND', 'DOCS']), readCommands(connection)]);
  connection.close();
  return makeCatalogue({ docs: parseCommandDocs(plainReply(docs.reply)), table });
}

/** A word of a sentence that a command takes, and whether the docs have it as a token. */
export interface SentenceWord {
  text: string;
  isToken: boolean;
}

/**
 * A sentence by the docs of a command, made without the program's grammar: `choose` answers with a number below `limit`,
 * and decides what is optional, which of several it is, and how often.
 */
export function makeSentence(
  args: readonly CommandArgument[],
  choose: (limit: number) => number,
): SentenceWord[] {
  const words: SentenceWord[] = [];
  for (const [index, arg] of args.entries()) {
    const next = args[index + 1];
    if (arg.optional && !isCounted(args[index - 1], arg) && choose(2) === 0) continue;
    if (isCounted(args[index - 1], arg)) continue;
    if (next && isCounted(arg, next)) {
      const times = 1 + choose(3);
      words.push({ text: String(times), isToken: false });
      for (let time = 0; time < times; time++) words.push(...unit(next, choose));
      continue;
    }
    words.push(...whole(arg, choose));
  }
  return words;
}

/** `numkeys` and its kin say how many of the next argument there are. */
function isCounted(count: CommandArgument | undefined, arg: CommandArgument): boolean {
  return count?.kind === 'integer' && count.name.startsWith('num') && arg.multiple === true && !arg.token;
}

function whole(arg: CommandArgument, choose: (limit: number) => number): SentenceWord[] {
  const token = arg.kind === 'token' || arg.token === undefined ? [] : [{ text: arg.token, isToken: true }];
  const times = arg.multiple ? 1 + choose(3) : 1;
  const units = Array.from({ length: times }, () => unit(arg, choose));
  return arg.repeatsToken ? units.flatMap(words => [...token, ...words]) : [...token, ...units.flat()];
}

function unit(arg: CommandArgument, choose: (limit: number) => number): SentenceWord[] {
  const { kind, parts = [], token = '' } = arg;
  switch (kind) {
    case 'token':
      return [{ text: token, isToken: true }];
    case 'choice': {
      const part = parts[choose(parts.length)];
      return part ? whole(part, choose) : [];
    }
    case 'block':
      return makeSentence(parts, choose);
    case 'integer':
      return [{ text: String(choose(100)), isToken: false }];
    case 'double':
      return [{ text: `${choose(100)}.5`, isToken: false }];
    default:
      return [{ text: `value${choose(100)}`, isToken: false }];
  }
}
