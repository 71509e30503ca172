import { commandWords } from '../commands/command-words.ts';
import { type CommandTable, findCommand } from '../commands/read-commands.ts';
import { findOwnCommand } from '../line/own-commands.ts';
import type { NodeScope } from './line-preview.ts';

type Of = NodeScope['of'];

/** What servers before 7.0 do not say, and what no server says, though its answer is about one node. */
const KNOWN: ReadonlyMap<string, Of> = new Map<string, Of>([
  ...['dbsize', 'flushall', 'flushdb', 'info', 'keys', 'randomkey', 'scan'].map(
    name => [name, 'masters'] as const,
  ),
  ...['config', 'slowlog', 'latency', 'memory', 'client', 'acl', 'debug', 'monitor', 'shutdown'].map(
    name => [name, 'nodes'] as const,
  ),
  ...['script', 'function', 'module', 'save', 'bgsave', 'bgrewriteaof', 'lastsave', 'swapdb'].map(
    name => [name, 'nodes'] as const,
  ),
  ['pubsub|channels', 'nodes'],
  ['pubsub|numsub', 'nodes'],
  ['pubsub|numpat', 'nodes'],
]);

/** These only say that somebody is there, or are about this connection. */
const ABOUT_THE_CONNECTION: ReadonlySet<string> = new Set([
  ...['ping', 'wait', 'waitaof', 'acl|whoami', 'acl|cat', 'acl|genpass', 'acl|help', 'acl|dryrun'],
  ...['client|id', 'client|info', 'client|getname', 'client|setname', 'client|setinfo', 'client|reply'],
  ...['client|tracking', 'client|trackinginfo', 'client|getredir', 'client|caching', 'client|no-evict'],
  ...['client|no-touch', 'client|help', 'memory|usage', 'memory|help', 'slowlog|help', 'latency|help'],
]);

/** What the shell has in their place for the whole cluster, where it has it. */
const COUNTERPARTS: Readonly<Record<string, string>> = {
  ...{ dbsize: ':dbsize', keys: ':keys', scan: ':scan' },
  ...{ 'latency|latest': ':latency', 'slowlog|get': ':slowlog' },
};

/**
 * Is a command without keys about the asked node alone? By the server's tips for clients (`request_policy`,
 * redis.io/docs/latest/develop/reference/command-tips), by a list where it gives none.
 */
export function nodeScope(args: readonly Buffer[], table: CommandTable | undefined): NodeScope | undefined {
  const [name = '', sub = ''] = commandWords(args, 2);
  const whole = `${name}|${sub}`;
  if (ABOUT_THE_CONNECTION.has(name) || ABOUT_THE_CONNECTION.has(whole)) return undefined;
  const of = policyOf(args, table) ?? KNOWN.get(whole) ?? KNOWN.get(name);
  if (!of) return undefined;
  const own = findOwnCommand(COUNTERPARTS[whole] ?? COUNTERPARTS[name] ?? '');
  return { of, instead: own ?? (of === 'masters' ? '@masters' : '@all') };
}

function policyOf(args: readonly Buffer[], table: CommandTable | undefined): Of | undefined {
  const tips = (table && findCommand(table, args)?.tips) ?? [];
  if (tips.includes('request_policy:all_shards')) return 'masters';
  return tips.includes('request_policy:all_nodes') ? 'nodes' : undefined;
}
